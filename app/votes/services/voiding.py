"""A closed vote that does not stand: what has to be so before it can be declared void, and the move that does it."""

from datetime import datetime
from uuid import UUID

from app.database import execute, fetch_row, locked, must_be_in_transaction
from app.deliberation.rules.bodies import Assembly
from app.deliberation.rules.meeting_words import BODIES
from app.deliberation.tables import Proposal
from app.refusals import Refused, WayOn
from app.votes.rules.ballots import VoteState
from app.votes.tables import Vote
from app.words import _


async def closed_vote(vote_id: UUID) -> Vote:
    """Return a closed vote, locked; refuse one that is open, or void already, so of two at once the second is told."""
    vote = await locked(Vote, vote_id)
    if vote.state == VoteState.VOID:
        raise Refused(_("This vote was declared void already."))
    if vote.state == VoteState.OPEN:
        raise Refused(_("This vote is still open: it is declared void on the console."))
    return vote


async def must_be_the_last(vote: Vote, *, proposal: Proposal, ways_on: tuple[WayOn, ...]) -> None:
    """Refuse where the matter was voted on again since: what came after rests on this vote."""
    later = await fetch_row(
        "SELECT m.body, v.opened_at FROM vote v JOIN agenda_item i ON i.id = v.item"
        " JOIN passage a ON a.id = i.passage JOIN meeting m ON m.id = v.meeting"
        " WHERE a.proposal = $1 AND v.id <> $2 AND v.state <> 'void' AND v.opened_at >= $3"
        " ORDER BY v.opened_at LIMIT 1",
        proposal.id, vote.id, vote.closed_at,
    )  # fmt: skip
    if later is not None:
        words = _(
            "Cannot declare the vote void: the next vote on this matter has been held since (%(body)s, %(when)s).",
            body=BODIES[Assembly(later["body"])], when=later["opened_at"],
        )  # fmt: skip
        raise Refused(words, ways_on=ways_on)


async def declare_void(vote: Vote, *, at: datetime) -> None:
    """Let a locked closed vote end anew, as void; verdict, roll and ballots stay as they are, to be read."""
    must_be_in_transaction()
    await execute("UPDATE vote SET state = $2, closed_at = $3 WHERE id = $1", vote.id, VoteState.VOID.value, at)
