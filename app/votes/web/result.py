"""What a vote decided, for everybody: the numbers, the checks, and in a named vote who answered what."""

from typing import Any
from uuid import UUID

from litestar import Controller, Response, get
from litestar.params import FromPath

from app.doors import public
from app.pages import AnyRequest, Here, page
from app.votes.queries.card import vote_card
from app.votes.queries.named import named_answers
from app.votes.queries.panel import void_votes_of
from app.votes.queries.verdicts import verdict_of
from app.votes.rules.ballots import VoteState


class ResultController(Controller):
    """The public end of a vote."""

    path = "/v/{village:str}/votes/{vote_id:uuid}/result"
    guards = (public,)
    include_in_schema = False

    @get()
    async def result(self, request: AnyRequest, vote_id: FromPath[UUID], place: Here) -> Response[Any]:
        """Show the verdict with its working; before the closing only that the vote is open."""
        card = await vote_card(vote_id, village=place.id, person=None)
        if card.state is not VoteState.CLOSED:
            voids = await void_votes_of(card.item)
            return page(request, "votes/undecided.html", card=card, voids=voids, cacheable=True)
        decided = await verdict_of(vote_id, village=place.id)
        answers = await named_answers(vote_id)
        return page(request, "votes/result.html", decided=decided, answers=answers, cacheable=True)
