"""The doors through which a meeting is run: telling, opening, closing, and ending an item without a vote."""

from typing import Any
from uuid import UUID

from litestar import Controller, Response, get, post
from litestar.params import FromPath

from app import forms
from app.deliberation.queries.meetings import meeting_view, members_due
from app.deliberation.rules.meeting_words import TOLD
from app.deliberation.rules.states import BY_PHONE
from app.deliberation.services import meetings as acts
from app.deliberation.services.joining import Untold
from app.deliberation.services.sittings import ItemsLeft
from app.deliberation.web.meeting_forms import CloseForm, GoOnForm, PlainForm, ReasonForm, ReturnForm, TellForm
from app.doors import Actor, member
from app.pages import AnyRequest, Here, Me, Now, back_to, page
from app.place import Place
from app.refusals import Forbidden, Missing, Refused
from app.words import Message


class SittingController(Controller):
    """What chair, recorder and secretary do with a meeting; each act asks again whether they may."""

    path = "/v/{village:str}/meetings/{meeting_id:uuid}"
    include_in_schema = False
    guards = (member,)

    @get("/told")
    async def told(self, request: AnyRequest, place: Here, actor: Me, meeting_id: FromPath[UUID]) -> Response[Any]:
        """Show who was told, when and how."""
        meeting = await meeting_view(meeting_id, village=place.id)
        if not meeting.read_by(actor):
            raise Forbidden()
        return page(
            request,
            "deliberation/meeting_told.html",
            meeting=meeting,
            members=await members_due(meeting_id),
            ways=_ways(),
            runs=meeting.run_by(actor),
        )

    @post("/told", status_code=200)
    async def tell(self, request: AnyRequest, actor: Me, now: Now, meeting_id: FromPath[UUID]) -> Response[Any]:
        """Note that one member was told, or all who were not."""
        form = checked(await forms.read(request, TellForm))
        if form.person is None:
            await acts.tell_all(meeting_id, form.told_by, by=actor, at=now)
        else:
            await acts.tell_member(meeting_id, form.person, form.told_by, by=actor, at=now)
        return _on(actor, meeting_id, "/told" + ("" if form.person is None else f"#m-{form.person}"))

    @post("/open", status_code=200)
    async def open(self, request: AnyRequest, actor: Me, now: Now, meeting_id: FromPath[UUID]) -> Response[Any]:
        """Open the meeting."""
        checked(await forms.read(request, PlainForm))
        await acts.open_meeting(meeting_id, by=actor, at=now)
        return _on(actor, meeting_id, "/console")

    @post("/close", status_code=200)
    async def close(
        self, request: AnyRequest, place: Here, actor: Me, now: Now, meeting_id: FromPath[UUID]
    ) -> Response[Any]:
        """Close the meeting; where items are left it is asked once more."""
        form = checked(await forms.read(request, CloseForm))
        try:
            await acts.close_meeting(meeting_id, sure=form.sure, by=actor, at=now)
        except ItemsLeft as left:
            meeting = await meeting_view(meeting_id, village=place.id)
            return page(request, "deliberation/meeting_close.html", status=409, meeting=meeting, titles=left.titles)
        return _on(actor, meeting_id)

    @post("/reopen", status_code=200)
    async def reopen(self, request: AnyRequest, actor: Me, now: Now, meeting_id: FromPath[UUID]) -> Response[Any]:
        """Open a meeting again that was closed by mistake."""
        form = checked(await forms.read(request, ReasonForm))
        await acts.reopen_meeting(meeting_id, reason=form.reason, by=actor, at=now)
        return _on(actor, meeting_id, "/console")

    @post("/go-on", status_code=200)
    async def go_on(
        self, request: AnyRequest, place: Here, actor: Me, now: Now, meeting_id: FromPath[UUID]
    ) -> Response[Any]:
        """Go on at once as the meeting of the next step; members of it who do not know are told first."""
        filled = await forms.read(request, GoOnForm)
        told = checked(filled).told()
        try:
            return _on(actor, await acts.go_on(meeting_id, told=told, by=actor, at=now), "/console")
        except Untold as refusal:
            meeting = await meeting_view(meeting_id, village=place.id)
            typed = dict(zip(filled.values("person"), filled.values("told_by"), strict=False))
            shown: dict[str, Any] = {"meeting": meeting, "refusal": refusal, "typed": typed, "ways": _ways()}
            return page(request, "deliberation/meeting_going_on.html", status=409, **shown)

    @post("/not-held", status_code=200)
    async def not_held(self, request: AnyRequest, actor: Me, now: Now, meeting_id: FromPath[UUID]) -> Response[Any]:
        """Declare that too few came."""
        checked(await forms.read(request, PlainForm))
        await acts.declare_not_held(meeting_id, by=actor, at=now)
        return _on(actor, meeting_id)

    @post("/cancel", status_code=200)
    async def cancel(self, request: AnyRequest, actor: Me, now: Now, meeting_id: FromPath[UUID]) -> Response[Any]:
        """Cancel a meeting that has not begun."""
        form = checked(await forms.read(request, ReasonForm))
        await acts.cancel_meeting(meeting_id, reason=form.reason, by=actor, at=now)
        return _on(actor, meeting_id)

    @post("/items/{item_id:uuid}/defer", status_code=200)
    async def defer(
        self, request: AnyRequest, place: Here, actor: Me, now: Now, meeting_id: FromPath[UUID], item_id: FromPath[UUID]
    ) -> Response[Any]:
        """Put an item off."""
        await _must_be_on(meeting_id, item_id, place=place)
        form = checked(await forms.read(request, ReasonForm))
        await acts.defer_item(item_id, reason=form.reason, by=actor, at=now)
        return _on(actor, meeting_id, "/console")

    @post("/items/{item_id:uuid}/return", status_code=200)
    async def send_back(
        self, request: AnyRequest, place: Here, actor: Me, now: Now, meeting_id: FromPath[UUID], item_id: FromPath[UUID]
    ) -> Response[Any]:
        """Send an item's matter back to an earlier step."""
        await _must_be_on(meeting_id, item_id, place=place)
        form = checked(await forms.read(request, ReturnForm))
        await acts.return_item(item_id, to=form.to, reason=form.reason, by=actor, at=now)
        return _on(actor, meeting_id, "/console")


def _ways() -> list[tuple[str, Message, bool]]:
    """Return the ways of telling: what is stored, its name, whether it needs a phone."""
    return [(way.value, word, way in BY_PHONE) for way, word in TOLD.items()]


def _on(actor: Actor, meeting_id: UUID, page_of_it: str = "") -> Response[Any]:
    return back_to(f"/v/{actor.village_code}/meetings/{meeting_id}{page_of_it}")


def checked(filled: forms.Filled[forms.Model]) -> forms.Model:
    """Return a small form, or refuse it with its first fault; it has no page of its own to show faults on."""
    if filled.errors:
        field, fault = next(iter(filled.errors.items()))
        raise Refused(fault, field=field)
    return filled.done


async def _must_be_on(meeting_id: UUID, item_id: UUID, *, place: Place) -> None:
    meeting = await meeting_view(meeting_id, village=place.id)
    if item_id not in {item.id for item in meeting.items}:
        raise Missing()
