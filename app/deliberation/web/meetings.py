"""The list of meetings, and the form by which the secretary calls one."""

from typing import Any
from uuid import UUID

from litestar import Controller, Response, get, post
from litestar.params import FromQuery

from app import forms
from app.deliberation.queries.agenda import Waiting, waiting_matters
from app.deliberation.queries.meetings import meetings_of, usual_officers
from app.deliberation.queries.officers import officers_of
from app.deliberation.rules.meeting_words import BODIES, TOLD
from app.deliberation.rules.notice import day_in, notice
from app.deliberation.rules.states import BY_PHONE
from app.deliberation.services.meetings import call_meeting
from app.deliberation.web.meeting_forms import MeetingForm
from app.doors import Role, public, seat
from app.pages import AnyRequest, Here, Me, Now, back_to, page, provide_now
from app.place import Place
from app.refusals import Missing, Refused
from app.words import Message, _

PER_PAGE = 20
USUAL_PLACE, USUAL_HOUR = "村活动室", "19:30"


class MeetingController(Controller):
    """Where a village's meetings are listed and called."""

    path = "/v/{village:str}/meetings"
    include_in_schema = False

    @get("/", guards=[public])
    async def list_meetings(self, request: AnyRequest, place: Here) -> Response[str]:
        """Show what is coming and what has been."""
        asked = request.query_params.get("page", "1")
        number = min(max(int(asked), 1), 10_000) if asked.isascii() and asked.isdigit() and len(asked) < 7 else 1
        past = await meetings_of(place.id, living=False, limit=PER_PAGE + 1, offset=(number - 1) * PER_PAGE)
        coming = await meetings_of(place.id, living=True) if number == 1 else ()
        return page(
            request,
            "deliberation/meetings.html",
            cacheable=True,
            coming=coming,
            past=past[:PER_PAGE],
            number=number,
            more=len(past) > PER_PAGE,
        )

    @get("/new", guards=[seat(Role.SECRETARY)])
    async def new(self, request: AnyRequest, place: Here, proposal: FromQuery[UUID | None] = None) -> Response[Any]:
        """Show the form for a meeting of the body that takes a matter now."""
        matters = await waiting_matters(place.id)
        chosen = next((matter for matter in matters if matter.proposal == proposal), None)
        if proposal is not None and chosen is None:
            raise Missing()
        if chosen is None:
            return page(request, "deliberation/meeting_choose.html", matters=matters)
        officers = await usual_officers(chosen.body, village=place.id)
        start = forms.blank(clock=USUAL_HOUR, place=USUAL_PLACE, items=str(chosen.proposal), **officers)
        return await _form(request, place, matters=matters, chosen=chosen, form=start)

    @post("/new", guards=[seat(Role.SECRETARY)], status_code=200)
    async def call(
        self, request: AnyRequest, place: Here, actor: Me, now: Now, proposal: FromQuery[UUID | None] = None
    ) -> Response[Any]:
        """Call the meeting; what was typed stays where it is refused."""
        filled = await forms.read(request, MeetingForm)
        try:
            if not filled.errors:
                meeting = await call_meeting(filled.done.draft(zone=place.zone), by=actor, at=now)
                return back_to(f"{place.home}/meetings/{meeting}/told")
        except Refused as refusal:
            return await _again(request, place, proposal, form=filled, refusal=refusal)
        return await _again(request, place, proposal, form=filled, refusal=None)


async def _form(
    request: AnyRequest,
    place: Place,
    *,
    matters: tuple[Waiting, ...],
    chosen: Waiting,
    form: forms.Filled[Any],
    refusal: Refused | None = None,
) -> Response[Any]:
    now = provide_now(request)
    status = 200 if refusal is None and not form.errors else 409 if refusal is not None else 422
    return page(
        request,
        "deliberation/meeting_new.html",
        status=status,
        form=form,
        refusal=refusal,
        chosen=chosen,
        body=BODIES[chosen.body],
        notice=notice(chosen.discussion.notice, told=now, starts=now, zone=place.zone),
        options=[
            (str(matter.proposal), matter.title, matter.printed)
            for matter in matters
            if matter.body is chosen.body and not matter.on_agenda
        ],
        officers=await officers_of(chosen.body, village=place.id, on=day_in(place.zone, now)),
        ways=[("", _("not yet, or one by one: noted on the next page"), ""), *_all_told()],
    )


def _all_told() -> list[tuple[str, Message, Message | str]]:
    """Return the ways in which all may have been told by now; who has no phone was reached by no call."""
    without = _("who has no phone in the list stays noted as not told")
    return [(way.value, word, without if way in BY_PHONE else "") for way, word in TOLD.items()]


async def _again(
    request: AnyRequest,
    place: Place,
    proposal: UUID | None,
    *,
    form: forms.Filled[MeetingForm],
    refusal: Refused | None,
) -> Response[Any]:
    """Show the form again for the body of its first matter that still waits."""
    matters = await waiting_matters(place.id)
    wanted = [*form.values("items"), str(proposal)]
    chosen = next((matter for matter in matters if str(matter.proposal) in wanted), None)
    if chosen is None:
        return page(request, "deliberation/meeting_choose.html", status=409, matters=matters)
    return await _form(request, place, matters=matters, chosen=chosen, form=form, refusal=refusal)
