"""Seats on a person's page: the administrator enters who took one and who left one."""

from datetime import datetime
from typing import Any
from uuid import UUID

from litestar import Controller, Response, post
from litestar.params import FromPath

from app import forms
from app.doors import Role, seat
from app.pages import AnyRequest, Here, Me, Now, back_to
from app.place import Place
from app.refusals import Refused
from app.village.forms import EndSeatForm, SeatForm
from app.village.rules.seats import OFFICES, SeatRow
from app.village.services.seats import appoint, end_seat
from app.village.web.people import show_file
from app.words import _

Answer = Response[Any]
OFFERED = {
    f"{body}:{office}": SeatRow(body=body, office=office) for body, offices in OFFICES.items() for office in offices
}


class SeatController(Controller):
    """Seats."""

    path = "/v/{village:str}/people/{person:uuid}/seats"
    include_in_schema = False
    guards = (seat(Role.ADMINISTRATOR),)

    @post("/", status_code=200)
    async def appoint_person(
        self, request: AnyRequest, person: FromPath[UUID], place: Here, actor: Me, now: Now
    ) -> Answer:
        """Give the person a seat."""
        filled = await forms.read(request, SeatForm)
        if not filled.errors and filled.done.seat not in OFFERED:
            filled.errors["seat"] = _("Please choose one of what is offered.")
        if filled.errors:
            return await show_file(request, person, place=place, now=now, form=filled, status=422)
        try:
            done = await appoint(person, OFFERED[filled.done.seat], since=filled.done.since, by=actor, at=now)
        except Refused as refusal:
            return await _refused(request, person, place=place, now=now, form=filled, refusal=refusal)
        return back_to(f"{place.home}/people/{person}{'' if done else '?done=asked'}")

    @post("/{held:uuid}/end", status_code=200)
    async def end_a_seat(
        self, request: AnyRequest, person: FromPath[UUID], held: FromPath[UUID], place: Here, actor: Me, now: Now
    ) -> Answer:
        """End a seat of the person."""
        filled = await forms.read(request, EndSeatForm)
        if filled.errors:
            return await show_file(request, person, place=place, now=now, form=filled, status=422)
        try:
            done = await end_seat(held, until=filled.done.until, by=actor, at=now)
        except Refused as refusal:
            return await _refused(request, person, place=place, now=now, form=filled, refusal=refusal)
        return back_to(f"{place.home}/people/{person}{'' if done else '?done=asked'}")


async def _refused(
    request: AnyRequest, person: UUID, *, place: Place, now: datetime, form: forms.Filled[Any], refusal: Refused
) -> Answer:
    """Show the person's page with the refusal beside its field."""
    if refusal.status == Refused.status and refusal.field in ("seat", "since"):
        form.errors[refusal.field] = refusal.message
        return await show_file(request, person, place=place, now=now, form=form, status=refusal.status)
    if refusal.status != Refused.status:
        raise refusal
    return await show_file(request, person, place=place, now=now, form=form, status=refusal.status, refusal=refusal)
