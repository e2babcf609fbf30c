"""The notice board: the first page of a village, open to everybody."""

from litestar import Controller, Response, get

from app.deliberation.rules.notice import day_in
from app.disclosure.queries.board import board_of
from app.doors import public
from app.pages import AnyRequest, Here, Now, page


class BoardController(Controller):
    """What hangs, what is discussed, what was decided."""

    path = "/v/{village:str}"
    include_in_schema = False

    @get("/", guards=[public])
    async def board(self, request: AnyRequest, place: Here, now: Now) -> Response[str]:
        """Show the board of today."""
        today = day_in(place.zone, now)
        return page(
            request, "disclosure/board.html", cacheable=True, today=today, board=await board_of(place, today=today)
        )
