"""Closing a vote in two steps: what it would decide is looked at on one page, and closed from there."""

from typing import Any
from uuid import UUID

from litestar import Controller, Response, get, post
from litestar.params import FromPath

from app import forms
from app.doors import Actor, member
from app.pages import AnyRequest, Here, Me, Now, back_to, page
from app.place import Place
from app.refusals import Refused
from app.votes.forms import Closing
from app.votes.queries.card import vote_card
from app.votes.queries.console import sitting
from app.votes.services.closing import close_vote, closing_outlook
from app.votes.web.console import console_page


class ClosingController(Controller):
    """The end of one open vote, for whoever runs the meeting."""

    path = "/v/{village:str}/votes/{vote_id:uuid}/close"
    guards = (member,)
    include_in_schema = False

    @get()
    async def look(self, request: AnyRequest, vote_id: FromPath[UUID], place: Here, actor: Me) -> Response[Any]:
        """Show the numbers and the verdict as they would be, before anything is final."""
        return await _look(request, vote_id, place=place, actor=actor)

    @post(status_code=200)
    async def close(
        self, request: AnyRequest, vote_id: FromPath[UUID], place: Here, actor: Me, now: Now
    ) -> Response[Any]:
        """Close the vote on the numbers that were looked at; who has not looked yet is shown them first."""
        filled = await forms.read(request, Closing)
        if filled.errors or not filled.done.seen:
            return await _look(request, vote_id, place=place, actor=actor)
        try:
            await close_vote(vote_id, seen=filled.done.seen, by=actor, at=now)
        except Refused as refusal:
            return await _look(request, vote_id, place=place, actor=actor, refusal=refusal)
        return back_to(await _console(vote_id, place=place, actor=actor))


async def _look(
    request: AnyRequest, vote_id: UUID, *, place: Place, actor: Actor, refusal: Refused | None = None
) -> Response[Any]:
    """Show what closing would decide, or the console with the reason why it can't be closed now."""
    card = await vote_card(vote_id, village=place.id, person=actor.person)
    try:
        found = await closing_outlook(vote_id, by=actor)
    except Refused as why:
        return await console_page(request, card.meeting, place=place, actor=actor, refusal=why)
    return page(
        request,
        "votes/closing.html",
        status=200 if refusal is None else refusal.status,
        card=card,
        found=found,
        vote=(await sitting(card.meeting, village=place.id)).vote,
        refusal=refusal,
    )


async def _console(vote_id: UUID, *, place: Place, actor: Actor) -> str:
    card = await vote_card(vote_id, village=place.id, person=actor.person)
    return f"{place.home}/meetings/{card.meeting}/console"
