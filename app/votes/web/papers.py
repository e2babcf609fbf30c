"""The page on which a teller enters what came out of the box, without seeing what the other teller found."""

from dataclasses import fields
from typing import Any
from uuid import UUID

from litestar import Controller, Response, get, post
from litestar.params import FromPath

from app import forms
from app.doors import Actor, member
from app.pages import AnyRequest, Here, Me, Now, back_to, page
from app.place import Place
from app.refusals import Forbidden, Refused
from app.votes.forms import Papers
from app.votes.queries.card import vote_card
from app.votes.queries.counts import agreement_of, roll_size
from app.votes.rules.papers import PaperNumbers
from app.votes.rules.words import NUMBERS
from app.votes.services.counting import enter_paper
from app.votes.web.card import address
from app.words import _


class PapersController(Controller):
    """Counting papers, for the tellers of one vote."""

    path = "/v/{village:str}/votes/{vote_id:uuid}/paper"
    guards = (member,)
    include_in_schema = False

    @get()
    async def papers(self, request: AnyRequest, vote_id: FromPath[UUID], place: Here, actor: Me) -> Response[Any]:
        """Show the six numbers to enter, or that the count stands, or that the other teller is awaited."""
        return await _page(request, vote_id, place=place, actor=actor, form=forms.blank())

    @post(status_code=200)
    async def enter(
        self, request: AnyRequest, vote_id: FromPath[UUID], place: Here, actor: Me, now: Now
    ) -> Response[Any]:
        """Take one teller's count."""
        filled = await forms.read(request, Papers)
        if filled.errors:
            return await _page(request, vote_id, place=place, actor=actor, form=filled, status=422)
        typed = filled.done
        numbers = PaperNumbers(**{field.name: getattr(typed, field.name) for field in fields(PaperNumbers)})
        try:
            await enter_paper(vote_id, numbers, by=actor, at=now)
        except Refused as refusal:
            return await _page(request, vote_id, place=place, actor=actor, form=filled, status=409, refusal=refusal)
        return back_to(f"{address(place, vote_id)}/paper")


async def _page(
    request: AnyRequest,
    vote_id: UUID,
    *,
    place: Place,
    actor: Actor,
    form: forms.Filled[Any],
    status: int = 200,
    refusal: Refused | None = None,
) -> Response[Any]:
    card = await vote_card(vote_id, village=place.id, person=actor.person)
    if not card.teller:
        raise Forbidden(_("Only the tellers named for this vote enter its papers."))
    if not card.open:
        return back_to(f"{address(place, vote_id)}/result")
    found = await agreement_of(vote_id)
    return page(
        request,
        "votes/papers.html",
        status=status,
        card=card,
        papers=found,
        mine=actor.person in found.awaited,
        differing=[NUMBERS[name] for name in found.differing],
        labels=NUMBERS,
        roll=await roll_size(vote_id),
        form=form,
        refusal=refusal,
    )
