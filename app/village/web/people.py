"""The list of people for the clerk and the administrator: who has a way in, cards to print, lost cards and phones."""

from datetime import datetime
from typing import Any
from uuid import UUID

from litestar import Controller, Response, get, post
from litestar.params import FromPath

from app import forms
from app.doors import Role, seat
from app.figures import day_of
from app.pages import AnyRequest, Here, Me, Now, back_to, page
from app.place import Place
from app.refusals import Missing, Refused
from app.village.forms import CardsForm, FindPeople
from app.village.queries.access import Access, without_access
from app.village.queries.people import groups_of, people_of, person_file
from app.village.rules.seats import OFFICES, SeatRow
from app.village.services.access import revoke
from app.village.services.cards import (
    AT_A_TIME,
    Printing,
    ask_for_card,
    card_needs_consent,
    print_cards,
    print_missing_cards,
)
from app.words import _

Answer = Response[Any]
office = seat(Role.CLERK, Role.ADMINISTRATOR)


class PeopleController(Controller):
    """People and their cards."""

    path = "/v/{village:str}/people"
    include_in_schema = False
    guards = (office,)

    @get("/")
    async def list_people(self, request: AnyRequest, place: Here, now: Now) -> Answer:
        """Show who lives and serves here, fifty at a time."""
        return await _listed(request, place=place, now=now)

    @post("/cards", status_code=200)
    async def print_cards(self, request: AnyRequest, place: Here, actor: Me, now: Now) -> Answer:
        """Print new cards for the ticked people, or for those who have no way in; the answer is the PDF."""
        filled = await forms.read(request, CardsForm)
        if filled.errors:
            return await _listed(request, place=place, now=now, status=422)
        if len(filled.done.person) > AT_A_TIME:
            raise Refused(_("At most %(most)s cards are printed at a time.", most=AT_A_TIME))
        try:
            if filled.done.missing:
                printing = await print_missing_cards(by=actor, at=now)
            else:
                printing = await print_cards(filled.done.person, by=actor, at=now)
        except Refused as refusal:
            return await _listed(request, place=place, now=now, status=refusal.status, refusal=refusal)
        return _paper(printing, code=place.code)

    @get("/{person:uuid}")
    async def show_person(self, request: AnyRequest, person: FromPath[UUID], place: Here, now: Now) -> Answer:
        """Show what the clerk may know of one person."""
        return await show_file(request, person, place=place, now=now, form=forms.blank(since=f"{day_of(now)}"))

    @post("/{person:uuid}/card", status_code=200)
    async def print_card(self, request: AnyRequest, person: FromPath[UUID], place: Here, actor: Me, now: Now) -> Answer:
        """Print one new card; the old one is void. For who supervises, a second office is asked first."""
        if await card_needs_consent(person, by=actor, at=now):
            await ask_for_card(person, by=actor, at=now)
            return back_to(f"{place.home}/people/{person}?done=asked")
        return _paper(await print_cards([person], by=actor, at=now), code=place.code)

    @post("/{person:uuid}/revoke", status_code=200)
    async def revoke_access(self, person: FromPath[UUID], place: Here, actor: Me, now: Now) -> Answer:
        """End card, password and sessions of somebody whose card or phone is lost."""
        done = await revoke(person, by=actor, at=now)
        return back_to(f"{place.home}/people/{person}?done={'revoked' if done else 'asked'}")


async def show_file(
    request: AnyRequest,
    person: UUID,
    *,
    place: Place,
    now: datetime,
    form: forms.Filled[Any],
    status: int = 200,
    refusal: Refused | None = None,
) -> Answer:
    """Show a person's page, also after a seat form that was refused."""
    found = await person_file(person, village=place.id, on=day_of(now))
    if found is None:
        raise Missing()
    offered = [SeatRow(body=body, office=one) for body, offices in OFFICES.items() for one in sorted(offices)]
    done = request.query_params.get("done")
    needs_consent = await card_needs_consent(person, by=request.user, at=now)
    return page(
        request, "village/person.html", status=status, person=found, offered=offered, form=form, refusal=refusal,
        done=done, needs_consent=needs_consent, Access=Access, administers=request.user.may(Role.ADMINISTRATOR),
    )  # fmt: skip


async def _listed(
    request: AnyRequest, *, place: Place, now: datetime, status: int = 200, refusal: Refused | None = None
) -> Answer:
    asked = forms.check({name: [value] for name, value in request.query_params.items() if name in FIELDS}, FindPeople)
    wanted = asked.data or FindPeople()
    today = day_of(now)
    people = await people_of(
        place.id, on=today, text=wanted.q, group=wanted.group, access=wanted.access, page=wanted.page
    )
    return page(
        request, "village/people.html", status=status, form=asked, people=people, groups=await groups_of(place.id),
        missing=len(await without_access(place.id, on=today)), at_a_time=AT_A_TIME, accesses=list(Access),
        refusal=refusal, administers=request.user.may(Role.ADMINISTRATOR),
    )  # fmt: skip


def _paper(printing: Printing, *, code: str) -> Answer:
    """Answer with the cards as a file to save; nobody on the way keeps a copy."""
    name = f"cards-{code}-{printing.issued:%Y%m%d}.pdf"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "private, no-store"}
    return Response(printing.pdf, media_type="application/pdf", headers=headers)


FIELDS = frozenset(FindPeople.__struct_fields__)
