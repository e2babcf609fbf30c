"""The page on which a meeting gets another chair or recorder."""

from typing import Any
from uuid import UUID

from litestar import Controller, Response, get, post
from litestar.params import FromPath

from app import forms
from app.deliberation.queries.meetings import MeetingView, meeting_view
from app.deliberation.queries.officers import officers_of
from app.deliberation.services.meetings import change_officers
from app.deliberation.web.meeting_forms import OfficersForm
from app.deliberation.web.showing import form_page, village_today
from app.doors import Actor, member
from app.pages import AnyRequest, Here, Me, Now, back_to, provide_now
from app.place import Place
from app.refusals import Forbidden, Missing, Refused


class OfficersController(Controller):
    """Chair and recorder of one meeting."""

    path = "/v/{village:str}/meetings/{meeting_id:uuid}/officers"
    guards = (member,)
    include_in_schema = False

    @get()
    async def ask(self, request: AnyRequest, place: Here, actor: Me, meeting_id: FromPath[UUID]) -> Response[Any]:
        """Show who runs the meeting, to be changed."""
        meeting = await meeting_view(meeting_id, village=place.id)
        form = forms.blank(chair=str(meeting.chair), recorder=str(meeting.recorder))
        return await _page(request, meeting, place=place, actor=actor, form=form)

    @post(status_code=200)
    async def change(
        self, request: AnyRequest, place: Here, actor: Me, now: Now, meeting_id: FromPath[UUID]
    ) -> Response[Any]:
        """Give the meeting another chair or recorder."""
        filled = await forms.read(request, OfficersForm)
        meeting = await meeting_view(meeting_id, village=place.id)
        if filled.errors:
            return await _page(request, meeting, place=place, actor=actor, form=filled)
        typed = filled.done
        try:
            await change_officers(
                meeting_id, chair=typed.chair, recorder=typed.recorder, reason=typed.reason, by=actor, at=now
            )
        except (Forbidden, Missing):
            raise
        except Refused as refusal:
            return await _page(request, meeting, place=place, actor=actor, form=filled, refusal=refusal)
        return back_to(f"{place.home}/meetings/{meeting_id}")


async def _page(
    request: AnyRequest,
    meeting: MeetingView,
    *,
    place: Place,
    actor: Actor,
    form: forms.Filled[Any],
    refusal: Refused | None = None,
) -> Response[Any]:
    if not meeting.run_by(actor):
        raise Forbidden()
    on = village_today(place, provide_now(request))
    officers = await officers_of(meeting.body, village=place.id, on=on)
    return form_page(
        request, "deliberation/meeting_officers.html", form, refusal=refusal, meeting=meeting, officers=officers
    )
