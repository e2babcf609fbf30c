"""What every act on a vote stands on: its matter, its meeting and itself, locked in this order and checked for whom."""

from dataclasses import dataclass
from uuid import UUID

from app.database import fetch_row, fetch_value, locked, must_be_in_transaction
from app.deliberation.services.passages import own_proposal
from app.deliberation.tables import Meeting, Proposal
from app.doors import Actor, Role
from app.refusals import Forbidden, Missing, Refused
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


def runs(*, chair: UUID, recorder: UUID, by: Actor) -> bool:
    """Return whether somebody runs a meeting: its chair, its recorder, or the village's secretary or clerk."""
    return by.person is not None and (by.person in (chair, recorder) or by.may(Role.SECRETARY, Role.CLERK))


def must_run(*, chair: UUID, recorder: UUID, by: Actor) -> None:
    """Refuse an act of a meeting to everybody who doesn't run it."""
    if not runs(chair=chair, recorder=recorder, by=by):
        raise Forbidden(_("Only the chair, the recorder or the secretary runs the votes of a meeting."))


async def own_meeting(meeting_id: UUID, *, by: Actor) -> Meeting:
    """Return the meeting, locked, for somebody who runs it; Missing where it is another village's."""
    meeting = await locked(Meeting, meeting_id)
    if meeting.village != by.village:
        raise Missing()
    must_run(chair=meeting.chair, recorder=meeting.recorder, by=by)
    return meeting


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
    meeting = await own_meeting(row["meeting"], by=by)
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
    return await own_meeting(meeting, by=by)


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
