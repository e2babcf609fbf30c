"""The voting card: one question on one screen, then the confirmation, then the receipt."""

from typing import Any
from uuid import UUID

from litestar import Controller, Response, get, post
from litestar.params import FromPath

from app import forms
from app.deliberation.queries.households import counted, houses_of
from app.deliberation.rules.bodies import Assembly
from app.doors import Actor, member
from app.pages import AnyRequest, Here, Me, Now, back_to, page
from app.place import Place
from app.votes.forms import Answer
from app.votes.queries.card import VoteCard, vote_card
from app.votes.rules.ballots import Choice, Method
from app.votes.rules.words import CHOICES, DRAWINGS
from app.votes.services.casting import cast, must_be_able
from app.words import Message


class CardController(Controller):
    """A vote as one voter sees it; nothing is kept in the browser, and an answer never stands in an address."""

    path = "/v/{village:str}/votes/{vote_id:uuid}"
    guards = (member,)
    include_in_schema = False

    @get()
    async def card(self, request: AnyRequest, vote_id: FromPath[UUID], place: Here, actor: Me) -> Response[Any]:
        """Show the question with its three buttons; the result once it is closed, the papers to a teller."""
        card = await vote_card(vote_id, village=place.id, person=actor.person)
        if not card.open:
            return back_to(f"{address(place, card.id)}/result")
        if card.teller and card.method is Method.PAPER:
            return back_to(f"{address(place, card.id)}/paper")
        await must_be_able(card.id, by=actor)
        return page(
            request, "votes/card.html", card=card, choices=_choices(), words=CHOICES, says=await _says(card, actor)
        )

    @get("/confirm")
    async def unconfirmed(self, vote_id: FromPath[UUID], place: Here, actor: Me) -> Response[Any]:
        """Lead back to the question: a reload or a shared address carries no answer."""
        card = await vote_card(vote_id, village=place.id, person=actor.person)
        return back_to(address(place, card.id))

    @post("/confirm", status_code=200)
    async def confirm(self, request: AnyRequest, vote_id: FromPath[UUID], place: Here, actor: Me) -> Response[Any]:
        """Show the answer once more, large, before it is given."""
        filled = await forms.read(request, Answer)
        card = await vote_card(vote_id, village=place.id, person=actor.person)
        if filled.errors or not card.open:
            return back_to(address(place, vote_id))
        await must_be_able(card.id, by=actor)
        return page(
            request, "votes/confirm.html", card=card, choice=filled.done.choice, words=CHOICES, drawings=DRAWINGS
        )

    @post(status_code=200)
    async def give(
        self, request: AnyRequest, vote_id: FromPath[UUID], place: Here, actor: Me, now: Now
    ) -> Response[Any]:
        """Take the answer; a second tap, a retry or a reload leads to the same receipt."""
        filled = await forms.read(request, Answer)
        if filled.errors:
            return back_to(address(place, vote_id))
        await cast(vote_id, filled.done.choice, by=actor, at=now)
        return back_to(f"{address(place, vote_id)}/received")

    @get("/received")
    async def received(self, request: AnyRequest, vote_id: FromPath[UUID], place: Here, actor: Me) -> Response[Any]:
        """Show that the answer has come, and its receipt."""
        card: VoteCard = await vote_card(vote_id, village=place.id, person=actor.person)
        if card.choice is None:
            return back_to(address(place, vote_id))
        return page(request, "votes/received.html", card=card, words=CHOICES)


def address(place: Place, vote_id: UUID) -> str:
    """Return the address of a vote."""
    return f"{place.home}/votes/{vote_id}"


async def _says(card: VoteCard, actor: Actor) -> tuple[tuple[Message, int], ...]:
    """Return what the households of a representative say about the matter, by number."""
    if actor.person is None or card.body is not Assembly.REPRESENTATIVES_MEETING:
        return ()
    return counted(await houses_of(actor.person, village=actor.village, about=card.proposal))


def _choices() -> list[tuple[Choice, object, str]]:
    return [(choice, CHOICES[choice], DRAWINGS[choice]) for choice in Choice]
