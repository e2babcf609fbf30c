"""My desk: the first page after logging in."""

from datetime import datetime, time

from litestar import Controller, Response, get

from app.deliberation.rules.notice import day_in
from app.disclosure.queries.desk.desk import desk_of
from app.disclosure.rules.tools import tools_for
from app.doors import member
from app.pages import AnyRequest, Here, Me, Now, page


class DeskController(Controller):
    """What waits for me, the oldest day first, and the tools of my seats."""

    path = "/v/{village:str}/desk"
    include_in_schema = False

    @get("/", guards=[member])
    async def desk(self, request: AnyRequest, place: Here, actor: Me, now: Now) -> Response[str]:
        """Show the desk of today."""
        today = day_in(place.zone, now)
        began = datetime.combine(today.replace(month=1, day=1), time(), tzinfo=place.zone)
        desk = await desk_of(actor, place=place, now=now, year_began=began)
        return page(request, "disclosure/desk.html", desk=desk, today=today, tools=tools_for(actor, home=place.home))
