"""The front of the house: the villages that live in it."""

from typing import Any

from litestar import Response, get

from app.doors import public
from app.pages import AnyRequest, back_to, page
from app.village.queries.people import villages


@get("/", guards=[public], include_in_schema=False)
async def front(request: AnyRequest) -> Response[Any]:
    """List the villages; where there is one, go there."""
    found = await villages()
    if len(found) == 1:
        return back_to(f"/v/{found[0][0]}")
    return page(request, "village/villages.html", villages=found)
