"""The console: from the table in the hall, chair and clerk open votes, enter what is said and counted, and close."""

from typing import Any
from uuid import UUID

from litestar import Controller, Response, get, post
from litestar.params import FromPath

from app import forms
from app.deliberation.queries.joining import going_on
from app.deliberation.rules.notice import day_in
from app.doors import Actor, member
from app.pages import AnyRequest, Here, Me, Now, back_to, page, provide_now
from app.place import Place
from app.refusals import Forbidden, Missing, Refused
from app.votes.forms import Opening
from app.votes.queries.console import sitting
from app.votes.rules.ballots import Method
from app.votes.services.opening import open_vote
from app.words import _


class ConsoleController(Controller):
    """One meeting as it is run."""

    path = "/v/{village:str}/meetings/{meeting_id:uuid}"
    guards = (member,)
    include_in_schema = False

    @get("/console")
    async def console(self, request: AnyRequest, meeting_id: FromPath[UUID], place: Here, actor: Me) -> Response[Any]:
        """Show who is there, the item in hand with its vote, and the agenda."""
        return await console_page(request, meeting_id, place=place, actor=actor)

    @post("/votes", status_code=200)
    async def open(
        self, request: AnyRequest, meeting_id: FromPath[UUID], place: Here, actor: Me, now: Now
    ) -> Response[Any]:
        """Open the vote on an item."""
        filled = await forms.read(request, Opening)
        if filled.errors:
            return await console_page(request, meeting_id, place=place, actor=actor, form=filled, status=422)
        wanted = filled.done
        found = await sitting(meeting_id, village=place.id)
        if wanted.item not in {item.id for item in found.meeting.items}:
            raise Missing()
        try:
            await open_vote(
                wanted.item, method=wanted.method, tellers=wanted.tellers, sure=wanted.sure, by=actor, at=now
            )
        except Refused as refusal:
            return await console_page(request, meeting_id, place=place, actor=actor, form=filled, refusal=refusal)
        return back_to(f"{place.home}/meetings/{meeting_id}/console")


async def console_page(
    request: AnyRequest,
    meeting_id: UUID,
    *,
    place: Place,
    actor: Actor,
    form: forms.Filled[Any] | None = None,
    refusal: Refused | None = None,
    status: int = 200,
) -> Response[Any]:
    """Show the console again with what was typed and what was refused; only who runs the meeting sees it."""
    found = await sitting(meeting_id, village=place.id, with_code=True, with_footing=True)
    if not found.meeting.run_by(actor):
        raise Forbidden(_("Only the chair, the recorder and the secretary run this meeting."))
    if refusal is not None:
        status = refusal.status
    today = day_in(place.zone, provide_now(request))
    following = await going_on(meeting_id, village=place.id, on=today) if found.may_go_on else ()
    return page(
        request,
        "votes/console.html",
        status=status,
        sitting=found,
        meeting=found.meeting,
        attendance=found.attendance,
        manage=True,
        following=following[0][0].body_name if following else None,
        form=form or forms.blank(method=Method.HANDS.value),
        refusal=refusal,
    )
