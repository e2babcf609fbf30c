"""What the pages of this domain have in common: how a form comes back, and what an address asks for."""

from datetime import date, datetime
from typing import Any

from litestar import Response

from app.figures import local
from app.forms import Filled
from app.pages import AnyRequest, page
from app.place import Place
from app.refusals import Refused

LAST_PAGE = 10_000


def form_page(
    request: AnyRequest, template: str, form: Filled[Any], *, refusal: Refused | None = None, **context: Any
) -> Response[Any]:
    """Show a form again with all that was typed: with its faults (422), with what was refused (409), or as it is."""
    status = 409 if refusal is not None else 422 if form.errors else 200
    if refusal is not None and refusal.field:
        form.errors.setdefault(refusal.field, refusal.message)
    return page(request, template, status=status, form=form, refusal=refusal, **context)


def page_asked(request: AnyRequest) -> int:
    """Return which page of a list is asked for; what is not a number is the first."""
    asked = request.query_params.get("page", "1")
    return min(max(int(asked), 1), LAST_PAGE) if asked.isascii() and asked.isdigit() and len(asked) < 9 else 1


def village_today(place: Place, now: datetime) -> date:
    """Return the day that it is in the village."""
    day = local(now, zone=place.zone)
    return day.date() if isinstance(day, datetime) else day
