"""The hall: what the projector shows to everybody, live."""

from typing import Any
from uuid import UUID

from litestar import Controller, Response, get
from litestar.params import FromPath, FromQuery

from app.deliberation.queries.meetings import meeting_view
from app.deliberation.rules.states import MeetingState
from app.doors import public
from app.pages import AnyRequest, Here, actor_here, page
from app.votes.queries.console import sitting


class HallController(Controller):
    """The projector of one meeting."""

    path = "/v/{village:str}/meetings/{meeting_id:uuid}/hall"
    guards = (public,)
    include_in_schema = False

    @get()
    async def hall(
        self, request: AnyRequest, meeting_id: FromPath[UUID], place: Here, show: FromQuery[str] = ""
    ) -> Response[Any]:
        """Show the vote, its verdict, or who is there.

        The code for signing in stands only on a projector that somebody who runs the meeting has logged in: on a
        page for everybody it would let people be present from home.
        """
        runs = (await meeting_view(meeting_id, village=place.id)).run_by(actor_here(request))
        found = await sitting(meeting_id, village=place.id, with_code=runs)
        verdict = None if found.vote or show == "attendance" else found.last
        signing_in = runs and found.meeting.state in (MeetingState.CALLED, MeetingState.OPEN)
        return page(
            request,
            "votes/hall.html",
            sitting=found,
            meeting=found.meeting,
            attendance=found.attendance,
            decided=verdict,
            code=found.attendance.code if signing_in and found.attendance else "",
            runs=runs,
        )
