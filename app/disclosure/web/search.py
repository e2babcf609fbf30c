"""The search over all that is public in a village."""

from litestar import Controller, Response, get
from litestar.params import FromQuery

from app.disclosure.rules.found_words import FOUND
from app.doors import public
from app.pages import AnyRequest, Here, page
from app.plain import clean
from app.search import MOST_FOUND, search

LONGEST = 60  # characters


class SearchController(Controller):
    """Proposals, notices, posts and meetings by their words."""

    path = "/v/{village:str}/search"
    include_in_schema = False

    @get("/", guards=[public])
    async def find(self, request: AnyRequest, place: Here, q: FromQuery[str] = "") -> Response[str]:
        """Show what holds all the words asked for, the newest first."""
        asked = clean(q)[:LONGEST]
        found = await search(asked, village=place.id)
        return page(request, "disclosure/search.html", asked=asked, found=found, most=MOST_FOUND, kinds=FOUND)
