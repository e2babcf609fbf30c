"""The township's overview: every village of it on one page, to read and to ask, never to change."""

from litestar import Controller, Response, get

from app.deliberation.rules.notice import day_in
from app.disclosure.queries.township import villages_seen
from app.disclosure.rules.watching import Concern
from app.doors import Role, seat
from app.pages import AnyRequest, Here, Now, page


class TownshipController(Controller):
    """What is late, objected to, overspent or held again, village by village."""

    path = "/v/{village:str}/township"
    include_in_schema = False

    @get("/", guards=[seat(Role.TOWNSHIP)])
    async def overview(self, request: AnyRequest, place: Here, now: Now) -> Response[str]:
        """Show the villages of the own township."""
        villages = await villages_seen(place, today=day_in(place.zone, now))
        return page(request, "disclosure/township.html", villages=villages, concerns=tuple(Concern))
