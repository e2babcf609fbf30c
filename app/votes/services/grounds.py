"""What every act on a vote stands on: its matter, its meeting and itself, locked in this order and checked for whom."""

from dataclasses import dataclass
from uuid import UUID

from app.database import fetch_row, fetch_value, locked, must_be_in_transaction
from app.deliberation.rules.states import MeetingState
from app.deliberation.services.meeting_rows import meeting_to_run
from app.deliberation.services.passages import own_proposal
from app.deliberation.tables import Meeting, Proposal
from app.doors import Actor
from app.refusals import Missing, Refused
from app.votes.rules.ballots import Method, VoteState
from app.votes.tables import Vote
from app.words import _


@dataclass(frozen=True, slots=True, kw_only=True)
class Grounds:
    """The locked rows of one vote."""

    proposal: Proposal
    meeting: Meeting
    vote: Vote
    passage: UUID


async def open_grounds(vote_id: UUID, *, by: Actor) -> Grounds:
    """Lock proposal, meeting and vote for an act that ends an open vote; refuse where it has ended already."""
    must_be_in_transaction()
    row = await fetch_row(
        "SELECT p.proposal, p.id AS passage, v.meeting FROM vote v JOIN agenda_item i ON i.id = v.item"
        " JOIN passage p ON p.id = i.passage WHERE v.id = $1 AND v.village = $2",
        vote_id, by.village,
    )  # fmt: skip
    if row is None:
        raise Missing()
    proposal = await own_proposal(row["proposal"], by=by)
    meeting = await meeting_to_run(row["meeting"], MeetingState.OPEN, by=by)
    vote = await locked(Vote, vote_id)
    must_be_open(vote)
    return Grounds(proposal=proposal, meeting=meeting, vote=vote, passage=row["passage"])


async def meeting_of_vote(vote_id: UUID, *, by: Actor) -> Meeting:
    """Return the meeting of a vote, locked, for somebody who runs it."""
    meeting: UUID | None = await fetch_value(
        "SELECT meeting FROM vote WHERE id = $1 AND village = $2", vote_id, by.village
    )
    if meeting is None:
        raise Missing()
    return await meeting_to_run(meeting, MeetingState.OPEN, by=by)


async def own_vote(vote_id: UUID, *, by: Actor, method: Method) -> Vote:
    """Return an open vote held by `method`, locked, for an act of counting; Missing where it is another village's."""
    vote = await locked(Vote, vote_id)
    if vote.village != by.village:
        raise Missing()
    must_be_open(vote)
    if vote.method != method:
        raise Refused(_("This vote is held in another way."))
    return vote


def must_be_open(vote: Vote) -> None:
    """Refuse an act on a vote that has ended."""
    if vote.state == VoteState.CLOSED:
        raise Refused(_("This vote is already closed."))
    if vote.state == VoteState.VOID:
        raise Refused(_("This vote was declared void; it is held again."))
