"""Pages on which a representative notes what the own households say about a matter: one household a page, one tap."""

from typing import Any

from litestar import Controller, Response, get, post
from litestar.params import FromPath

from app import forms
from app.deliberation.forms.talk import OpinionForm
from app.deliberation.queries.households import counted, house_of, houses_of
from app.deliberation.queries.matters import proposal_view
from app.deliberation.rules.matter_words import STANCES
from app.deliberation.services.households import ASKED_WHILE, note_opinion
from app.deliberation.services.persons import person_of
from app.deliberation.web.showing import form_page
from app.doors import Actor, Role, seat
from app.forms import Filled
from app.pages import AnyRequest, Here, Me, Now, back_to, page
from app.place import Place
from app.refusals import Refused


class HouseholdsController(Controller):
    path = "/v/{village:str}/proposals/{number:str}/households"
    include_in_schema = False
    guards = (seat(Role.REPRESENTATIVE),)

    @get("/")
    async def houses(self, request: AnyRequest, number: FromPath[str], place: Here, actor: Me) -> Response[Any]:
        """Show the own households and what each of them says."""
        proposal = await proposal_view(place.id, number)
        houses = await houses_of(person_of(actor), village=place.id, about=proposal.id)
        return page(
            request,
            "deliberation/households.html",
            proposal=proposal,
            houses=houses,
            counts=counted(houses),
            asking=proposal.state in ASKED_WHILE,
        )

    @get("/{household:str}")
    async def ask(
        self, request: AnyRequest, number: FromPath[str], household: FromPath[str], place: Here, actor: Me
    ) -> Response[Any]:
        """Ask what one household says."""
        return await _house_page(request, forms.blank(), number, household, place=place, actor=actor)

    @post("/{household:str}", status_code=200)
    async def note(
        self, request: AnyRequest, number: FromPath[str], household: FromPath[str], place: Here, actor: Me, now: Now
    ) -> Response[Any]:
        """Note it, and go back to the list."""
        filled = await forms.read(request, OpinionForm)
        if filled.errors:
            return await _house_page(request, filled, number, household, place=place, actor=actor)
        proposal = await proposal_view(place.id, number)
        said = filled.done
        try:
            await note_opinion(proposal.id, household, said.stance, said.words, by=actor, at=now)
        except Refused as refusal:
            if refusal.status != Refused.status:
                raise
            return await _house_page(request, filled, number, household, place=place, actor=actor, refusal=refusal)
        return back_to(f"{place.home}/proposals/{number}/households")


async def _house_page(
    request: AnyRequest,
    form: Filled[Any],
    number: str,
    household: str,
    *,
    place: Place,
    actor: Actor,
    refusal: Refused | None = None,
) -> Response[Any]:
    proposal = await proposal_view(place.id, number)
    return form_page(
        request,
        "deliberation/household.html",
        form,
        refusal=refusal,
        proposal=proposal,
        house=await house_of(person_of(actor), household, village=place.id, about=proposal.id),
        stances=STANCES,
        asking=proposal.state in ASKED_WHILE,
    )
