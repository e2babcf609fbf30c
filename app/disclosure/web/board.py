"""The notice board: the first page of a village, open to everybody."""

from datetime import datetime

from litestar import Controller, Response, get
from litestar.di import NamedDependency

from app.deliberation.rules.notice import day_in
from app.disclosure.queries.board import board_of
from app.doors import public
from app.pages import AnyRequest, page
from app.place import Place


class BoardController(Controller):
    """What hangs, what is discussed, what was decided."""

    path = "/v/{village:str}"
    include_in_schema = False

    @get("/", guards=[public])
    async def board(
        self,
        request: AnyRequest,
        place: NamedDependency[Place],
        now: NamedDependency[datetime],
    ) -> Response[str]:
        """Show the board of today."""
        today = day_in(place.zone, now)
        return page(
            request, "disclosure/board.html", cacheable=True, today=today, board=await board_of(place, today=today)
        )
