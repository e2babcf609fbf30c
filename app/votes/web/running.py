"""What is done with an open vote from the console: enter an answer said aloud, count hands, declare void."""

from collections.abc import Awaitable, Callable
from typing import Any
from uuid import UUID

from litestar import Controller, Response, get, post
from litestar.params import FromPath

from app import forms
from app.doors import Actor, member
from app.pages import AnyRequest, Here, Me, Now, back_to
from app.place import Place
from app.refusals import Refused
from app.votes.forms import Hands, SaidAloud, Voiding
from app.votes.queries.card import vote_card
from app.votes.services.casting import cast_for
from app.votes.services.closing import void_vote
from app.votes.services.counting import enter_hands
from app.votes.web.console import console_page


class RunningController(Controller):
    """One open vote as it is run; each act goes back to the console, with its reason where it was refused."""

    path = "/v/{village:str}/votes/{vote_id:uuid}"
    guards = (member,)
    include_in_schema = False

    @get(["/said", "/hands", "/void"])
    async def again(self, vote_id: FromPath[UUID], place: Here, actor: Me) -> Response[Any]:
        """Lead back to the console: a reload acts on nothing."""
        return back_to(_console(place, (await vote_card(vote_id, village=place.id, person=actor.person)).meeting))

    @post("/said", status_code=200)
    async def said(
        self, request: AnyRequest, vote_id: FromPath[UUID], place: Here, actor: Me, now: Now
    ) -> Response[Any]:
        """Enter the answer of a member without a phone."""

        async def act(typed: SaidAloud) -> None:
            await cast_for(vote_id, typed.person, typed.choice, by=actor, at=now)

        return await _done(request, vote_id, SaidAloud, act, place=place, actor=actor)

    @post("/hands", status_code=200)
    async def hands(
        self, request: AnyRequest, vote_id: FromPath[UUID], place: Here, actor: Me, now: Now
    ) -> Response[Any]:
        """Enter the three numbers."""

        async def act(typed: Hands) -> None:
            await enter_hands(
                vote_id, in_favour=typed.in_favour, against=typed.against, abstain=typed.abstain, by=actor, at=now
            )

        return await _done(request, vote_id, Hands, act, place=place, actor=actor)

    @post("/void", status_code=200)
    async def void(
        self, request: AnyRequest, vote_id: FromPath[UUID], place: Here, actor: Me, now: Now
    ) -> Response[Any]:
        """Declare the vote void."""

        async def act(typed: Voiding) -> None:
            await void_vote(vote_id, reason=typed.reason, by=actor, at=now)

        return await _done(request, vote_id, Voiding, act, place=place, actor=actor)


async def _done(
    request: AnyRequest,
    vote_id: UUID,
    model: type[forms.Model],
    act: Callable[[forms.Model], Awaitable[None]],
    *,
    place: Place,
    actor: Actor,
) -> Response[Any]:
    """Do one act with what was typed and lead back to the console, or show the console with the reason."""
    filled = await forms.read(request, model)
    meeting = (await vote_card(vote_id, village=place.id, person=actor.person)).meeting
    if filled.errors:
        return await console_page(request, meeting, place=place, actor=actor, form=filled, status=422)
    try:
        await act(filled.done)
    except Refused as refusal:
        return await console_page(request, meeting, place=place, actor=actor, form=filled, refusal=refusal)
    return back_to(_console(place, meeting))


def _console(place: Place, meeting: UUID) -> str:
    return f"{place.home}/meetings/{meeting}/console"
