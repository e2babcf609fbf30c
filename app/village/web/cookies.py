"""The cookies of the door: the session, the ticket between card and password, and how one came in last time."""

from datetime import datetime
from typing import Any
from uuid import UUID

from litestar import Response
from litestar.datastructures import Cookie

from app.keys import signing_keys
from app.sessions import COOKIE, Session
from app.settings import settings
from app.village.services.passwords import TICKET_LASTS

TICKET = "yishi_card"
WAY = "yishi_way"
A_YEAR = 365 * 24 * 3600


def begin_session(
    answer: Response[Any], *, account: UUID, version: int, shared: bool, at: datetime, home: str
) -> Response[Any]:
    """Log in: give the session's cookie, and remember that this phone comes in by password."""
    session = Session(account=account, version=version, began=at, shared=shared)
    answer.set_cookie(cookie(COOKIE, signing_keys(settings()).sign(session, at=at), path="/"))
    answer.set_cookie(cookie(WAY, "password", path=home, lasts=A_YEAR))
    answer.set_cookie(cookie(TICKET, "", path=home, lasts=0))
    return answer


def keep_ticket(answer: Response[Any], ticket: str, *, home: str) -> Response[Any]:
    """Carry the ticket to the page where the password is chosen."""
    answer.set_cookie(cookie(TICKET, ticket, path=home, lasts=int(TICKET_LASTS.total_seconds())))
    return answer


def end_session(answer: Response[Any]) -> Response[Any]:
    """Log out on this phone."""
    answer.set_cookie(cookie(COOKIE, "", path="/", lasts=0))
    return answer


def cookie(name: str, value: str, *, path: str, lasts: int | None = None) -> Cookie:
    """Return a cookie that no script reads and no other site sends; without `lasts` it goes with the browser."""
    return Cookie(
        key=name, value=value, path=path, max_age=lasts, httponly=True, samesite="lax", secure=settings().secure_cookies
    )
