"""The phones that somebody came in on before: a signed note says whose, and nobody else uses up their tries."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from litestar import Response

from app.keys import signing_keys
from app.pages import AnyRequest
from app.settings import settings
from app.tickets import read_ticket, sign_ticket
from app.village.services.login import Caller
from app.village.web.cookies import cookie

PHONE = "yishi_phone"
PURPOSE = "phone"
LASTS = timedelta(days=365)
MOST = 8  # people who share one phone, the last to come in first


def known_phone(request: AnyRequest, *, host: str, at: datetime) -> Caller:
    """Return who calls, with what the phone can prove about earlier logins."""
    says = read_ticket(signing_keys(settings()), request.cookies.get(PHONE, ""), purpose=PURPOSE, at=at)
    if says is None:
        return Caller(host=host)
    return Caller(host=host, phone=str(says["phone"]), known=tuple(UUID(one) for one in str(says["known"]).split()))


def remember_phone(answer: Response[Any], caller: Caller, *, account: UUID, at: datetime, home: str) -> Response[Any]:
    """Give the phone its note, with this account at its head; a phone keeps its number, and with it its tries."""
    known = [account, *(one for one in caller.known if one != account)][:MOST]
    says: dict[str, str | int | bool] = {
        "phone": caller.phone or uuid4().hex,
        "known": " ".join(str(one) for one in known),
    }
    note = sign_ticket(signing_keys(settings()), purpose=PURPOSE, says=says, at=at, lasts=LASTS)
    answer.set_cookie(cookie(PHONE, note, path=home, lasts=int(LASTS.total_seconds())))
    return answer
