"""The record of a village for everybody, with the hash at its head."""

from litestar import Controller, Response, get
from litestar.params import FromQuery

from app.disclosure.queries.public_record import record_page
from app.doors import public
from app.pages import AnyRequest, Here
from app.pages import page as rendered

LAST_PAGE = 1_000_000


class RecordController(Controller):
    """What was done, line by line."""

    path = "/v/{village:str}/record"
    include_in_schema = False

    @get("/", guards=[public])
    async def record(self, request: AnyRequest, place: Here, page: FromQuery[int] = 1) -> Response[str]:
        """Show a page of the record, the newest first."""
        found = await record_page(place.id, page=min(max(page, 1), LAST_PAGE))
        return rendered(request, "disclosure/record.html", cacheable=True, record=found)
