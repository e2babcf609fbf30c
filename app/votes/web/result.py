"""What a vote decided, for everybody: the numbers, the checks, and in a named vote who answered what."""

from typing import Any
from uuid import UUID

from litestar import Controller, Response, get
from litestar.params import FromPath

from app.doors import Actor, Role, public
from app.pages import AnyRequest, Here, actor_here, page
from app.votes.queries.card import vote_card
from app.votes.queries.named import named_answers
from app.votes.queries.panel import void_votes_of
from app.votes.queries.verdicts import verdict_if_any
from app.votes.rules.ballots import VoteState


class ResultController(Controller):
    """The public end of a vote."""

    path = "/v/{village:str}/votes/{vote_id:uuid}/result"
    guards = (public,)
    include_in_schema = False

    @get()
    async def result(self, request: AnyRequest, vote_id: FromPath[UUID], place: Here) -> Response[Any]:
        """Show the verdict with its working; before the closing only that the vote is open.

        Who answered what in a vote by name is for the village's own people: whoever is not logged in there is not
        asked for it at all, so no kept page can hold it.
        """
        actor = actor_here(request)
        card = await vote_card(vote_id, village=place.id, person=None)
        decided = None if card.open else await verdict_if_any(vote_id, village=place.id)
        if decided is None or (card.state is VoteState.VOID and decided.void_reason is None):
            voids = await void_votes_of(card.item)
            return page(request, "votes/undecided.html", card=card, voids=voids, cacheable=True)
        return page(
            request,
            "votes/result.html",
            decided=decided,
            answers=() if actor is None else await named_answers(vote_id),
            may_void=card.state is VoteState.CLOSED and _may_void(actor, chair=decided.chair),
            cacheable=True,
        )


def _may_void(actor: Actor | None, *, chair: UUID) -> bool:
    return actor is not None and (actor.person == chair or actor.may(Role.SUPERVISION))
