"""The doors of attendance: signing in by code, the clerk's book, and the numbers live."""

from collections.abc import AsyncIterator
from typing import Any
from uuid import UUID

from litestar import Controller, Response, get, post
from litestar.params import FromPath, FromQuery
from litestar.response import Stream

from app import forms
from app.deliberation.queries.attendance import AttendanceView
from app.deliberation.queries.meetings import attendance_view, meeting_view, members_due
from app.deliberation.services.attendance import note_departure, sign_in, tick, tick_all
from app.deliberation.services.meetings import excuse_member
from app.deliberation.web.meant import member_meant
from app.deliberation.web.meeting_forms import Back, CodeForm, DepartForm, ExcuseForm, TickForm, TicksForm
from app.deliberation.web.sittings import checked
from app.doors import Actor, member, public
from app.live import hub
from app.pages import AnyRequest, Here, Me, Now, actor_here, back_to, page
from app.place import Place
from app.refusals import Forbidden, Refused
from app.streams import streams


class AttendanceController(Controller):
    """Who is there: the own phone, the clerk's list, and everybody's view of the numbers."""

    path = "/v/{village:str}/meetings/{meeting_id:uuid}"
    include_in_schema = False

    @get("/attendance", guards=[public])
    async def numbers(self, request: AnyRequest, place: Here, meeting_id: FromPath[UUID]) -> Response[str]:
        """Show attendance against need; who runs the meeting also sees who is missing."""
        return await _panel(request, place, meeting_id)

    @get("/book", guards=[member])
    async def book(
        self, request: AnyRequest, place: Here, actor: Me, meeting_id: FromPath[UUID], ticked: FromQuery[str] = ""
    ) -> Response[str]:
        """Show the sign-in book: everybody due, when they came and left; `ticked=all` ticks all who may still come."""
        meeting = await meeting_view(meeting_id, village=place.id)
        if not meeting.read_by(actor):
            raise Forbidden()
        runs = meeting.run_by(actor)
        return page(
            request,
            "deliberation/meeting_book.html",
            meeting=meeting,
            attendance=await attendance_view(meeting_id, village=place.id, with_code=runs),
            runs=runs,
            ticked=ticked == "all",
        )

    @post("/tick", guards=[member], status_code=200)
    async def tick_member(
        self, request: AnyRequest, place: Here, actor: Me, now: Now, meeting_id: FromPath[UUID]
    ) -> Response[Any]:
        """Sign a member in from the list or by what was typed."""
        form = checked(await forms.read(request, TickForm))
        if not (await meeting_view(meeting_id, village=place.id)).run_by(actor):
            raise Forbidden()
        person = form.person or member_meant(
            form.who, await members_due(meeting_id), book=_address(place, meeting_id, Back.BOOK)
        )
        await tick(meeting_id, person, by=actor, at=now)
        return await _after(request, place, meeting_id, back=form.back, person=person)

    @post("/ticks", guards=[member], status_code=200)
    async def tick_all(
        self, request: AnyRequest, place: Here, actor: Me, now: Now, meeting_id: FromPath[UUID]
    ) -> Response[Any]:
        """Sign in all who were ticked in the book."""
        form = checked(await forms.read(request, TicksForm))
        await tick_all(meeting_id, form.people, by=actor, at=now)
        return back_to(_address(place, meeting_id, Back.BOOK))

    @post("/excuse", guards=[member], status_code=200)
    async def excuse(
        self, request: AnyRequest, place: Here, actor: Me, now: Now, meeting_id: FromPath[UUID]
    ) -> Response[Any]:
        """Note why a member does not come."""
        form = checked(await forms.read(request, ExcuseForm))
        await excuse_member(meeting_id, form.person, form.excuse, by=actor, at=now)
        return await _after(request, place, meeting_id, back=form.back, person=form.person)

    @post("/depart", guards=[member], status_code=200)
    async def depart(
        self, request: AnyRequest, place: Here, actor: Me, now: Now, meeting_id: FromPath[UUID]
    ) -> Response[Any]:
        """Note that a member left, or was ticked by mistake."""
        form = checked(await forms.read(request, DepartForm))
        resting = await note_departure(meeting_id, form.person, why=form.why, by=actor, at=now)
        if resting:  # the console says which votes can't stand, and what to do
            return back_to(_address(place, meeting_id, Back.CONSOLE))
        return await _after(request, place, meeting_id, back=form.back, person=form.person)

    @get("/sign-in", guards=[member])
    async def ask_code(self, request: AnyRequest, place: Here, actor: Me, meeting_id: FromPath[UUID]) -> Response[str]:
        """Ask for the code of the hall, or say that one is signed in."""
        return await _sign_in_page(request, place, actor, meeting_id, form=forms.blank())

    @post("/sign-in", guards=[member], status_code=200)
    async def sign_in(
        self, request: AnyRequest, place: Here, actor: Me, now: Now, meeting_id: FromPath[UUID]
    ) -> Response[Any]:
        """Sign the member in with the code of the hall."""
        filled = await forms.read(request, CodeForm)
        if filled.errors:
            return await _sign_in_page(request, place, actor, meeting_id, form=filled, status=422)
        try:
            await sign_in(meeting_id, filled.done.code, by=actor, at=now)
        except Refused as refusal:
            if refusal.field != "code":
                raise
            return await _sign_in_page(request, place, actor, meeting_id, form=filled, refusal=refusal, status=409)
        return back_to(f"{place.home}/meetings/{meeting_id}/sign-in")

    @get("/live", guards=[public])
    async def live(self, request: AnyRequest, place: Here, meeting_id: FromPath[UUID]) -> Response[Any]:
        """Stream the names of what happens at the meeting; the pages fetch what they show themselves."""
        await meeting_view(meeting_id, village=place.id)
        address = request.client.host if request.client else ""
        if not streams.has_room(address):
            return Response(b"", status_code=503, media_type="text/plain", headers={"Retry-After": "30"})
        again = "last-event-id" in request.headers
        headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
        news = streams.counted(address, events_of(meeting_id, again=again))
        return Stream(news, media_type="text/event-stream", headers=headers)


async def events_of(meeting_id: UUID, *, again: bool) -> AsyncIterator[str]:
    """Write the hub's news as server-sent events; who comes back after a break is told to fetch everything.

    A quiet moment is told as well: a page that hears nothing at all takes its stream for cut, and asks by itself.
    """
    yield f"retry: 1000\n{written('listening')}"
    if again:
        yield written("refresh")
    async for event in hub.stream(str(meeting_id)):
        yield written(event or "listening")


def written(event: str) -> str:
    """Write an event as it goes over the wire; its id makes the browser say that it comes back after a break."""
    return f"event: {event}\nid: 1\ndata: {event}\n\n"


async def _panel(request: AnyRequest, place: Place, meeting_id: UUID) -> Response[str]:
    meeting = await meeting_view(meeting_id, village=place.id)
    runs = meeting.run_by(actor_here(request))
    view = await attendance_view(meeting_id, village=place.id, with_code=runs)
    return page(request, "deliberation/attendance.html", cacheable=True, meeting=meeting, attendance=view, manage=runs)


async def _after(request: AnyRequest, place: Place, meeting_id: UUID, *, back: Back, person: UUID) -> Response[Any]:
    """Show the numbers anew to htmx on the console; everybody else goes back to where the act was done.

    In the book that is the member's own line: the page does not begin again at its top.
    """
    if request.headers.get("hx-request") == "true" and back is Back.CONSOLE:
        return await _panel(request, place, meeting_id)
    return back_to(_address(place, meeting_id, back) + (f"#m-{person}" if back is Back.BOOK else ""))


def _address(place: Place, meeting_id: UUID, back: Back) -> str:
    return f"{place.home}/meetings/{meeting_id}" + ("" if back is Back.PAGE else f"/{back.value}")


async def _sign_in_page(
    request: AnyRequest,
    place: Place,
    actor: Actor,
    meeting_id: UUID,
    *,
    form: forms.Filled[Any],
    refusal: Refused | None = None,
    status: int = 200,
) -> Response[str]:
    meeting = await meeting_view(meeting_id, village=place.id)
    view: AttendanceView = await attendance_view(meeting_id, village=place.id)
    me = next((m for m in view.members if m.person == actor.person), None)
    return page(request, "deliberation/sign_in.html", status=status, meeting=meeting, me=me, form=form, refusal=refusal)
