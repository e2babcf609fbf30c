"""The act of declaring a closed vote void: a slip of the hand is taken back openly, while no notice tells of it."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from app.database import fetch, fetch_row, fetch_value, transaction
from app.deliberation.services.meeting_rows import own_meeting
from app.deliberation.services.passages import own_proposal
from app.deliberation.services.undoing import undo_item
from app.deliberation.tables import Meeting, Proposal
from app.disclosure.rules.states import NoticeState
from app.doors import Actor, Role
from app.record import write_entry
from app.refusals import Forbidden, Missing, Refused, WayOn
from app.votes.services.voiding import closed_vote, declare_void, must_be_the_last
from app.votes.tables import Vote
from app.words import _

LONGEST_REASON = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Voidable:
    """A closed vote that can be declared void now, with its matter and its meeting, all of them locked."""

    proposal: Proposal
    meeting: Meeting
    vote: Vote


async def void_closed_vote(vote_id: UUID, *, reason: str, by: Actor, at: datetime) -> None:
    """Declare a closed vote void, with the reason that everybody reads.

    The chair of its meeting may, and the supervision committee, until a notice that tells of the vote is published.
    The item is open again and the matter stands before the step that was voted on; drafts of its notice are given up.
    The verdict stays in the record and on the public pages, with the word that it counts no longer.
    """
    said = " ".join(reason.split())
    if not said:
        raise Refused(_("Say why the vote is void; everybody reads it."), field="reason")
    if len(said) > LONGEST_REASON:
        raise Refused(_("This is too long: at most %(most)s characters.", most=LONGEST_REASON), field="reason")
    async with transaction():
        found = await _voidable(vote_id, by=by)
        vote, proposal = found.vote, found.proposal
        outcome = await fetch_value("SELECT outcome FROM verdict WHERE vote = $1", vote_id)
        position = await undo_item(vote.item, proposal=proposal, reason=said, at=at)
        given_up = await _give_up_drafts(proposal.id)
        await declare_void(vote, at=at)
        facts = {
            "reason": said,
            "round": vote.round,
            "outcome": outcome,
            "closed": True,
            "item": str(vote.item),
            "proposal": str(proposal.id),
            "back_to": {"step": position.step.number, "state": position.state.value},
            "drafts_given_up": given_up,
        }
        await write_entry("vote.voided", subject=vote_id, by=by, at=at, facts=facts, topic=found.meeting.id)


async def must_be_voidable(vote_id: UUID, *, by: Actor) -> None:
    """Refuse whoever could not declare the vote void now, before they are asked why."""
    async with transaction():
        await _voidable(vote_id, by=by)


async def _voidable(vote_id: UUID, *, by: Actor) -> Voidable:
    """Lock proposal, meeting and vote in this order, and refuse what the procedure does not allow."""
    row = await fetch_row(
        "SELECT p.proposal, v.meeting FROM vote v JOIN agenda_item i ON i.id = v.item"
        " JOIN passage p ON p.id = i.passage WHERE v.id = $1 AND v.village = $2",
        vote_id, by.village,
    )  # fmt: skip
    if row is None:
        raise Missing()
    proposal = await own_proposal(row["proposal"], by=by)
    meeting = await own_meeting(row["meeting"], by=by)
    if by.person != meeting.chair and not by.may(Role.SUPERVISION):
        raise Forbidden(_("Only the chair of the meeting and the supervision committee declare a closed vote void."))
    vote = await closed_vote(vote_id)
    await _must_not_hang(vote, proposal=proposal, by=by)
    await must_be_the_last(vote, proposal=proposal, ways_on=(_order_again(proposal, by=by),))
    return Voidable(proposal=proposal, meeting=meeting, vote=vote)


async def _must_not_hang(vote: Vote, *, proposal: Proposal, by: Actor) -> None:
    """Refuse where a published notice tells of the vote: what hangs is corrected openly, never from behind."""
    number = await fetch_value(
        "SELECT n.facts::jsonb -> 'heading' ->> 'number' FROM notice n WHERE n.proposal = $1 AND n.state = $2"
        " AND n.kind = 'resolution' AND EXISTS (SELECT 1 FROM jsonb_array_elements(n.facts::jsonb -> 'steps') s"
        "  WHERE s ->> 'vote' = $3) LIMIT 1",
        proposal.id, NoticeState.PUBLISHED.value, str(vote.id),
    )  # fmt: skip
    if number is not None:
        words = _("Cannot declare the vote void: the notice that tells of it is published (%(number)s).", number=number)
        raise Refused(words, ways_on=(_order_again(proposal, by=by),))


def _order_again(proposal: Proposal, *, by: Actor) -> WayOn:
    course = f"/v/{by.village_code}/proposals/{proposal.year}-{proposal.number}/course"
    return WayOn(label=_("The supervision committee can order the step held again."), href=course)


async def _give_up_drafts(proposal: UUID) -> list[str]:
    """Give up the unpublished drafts of the resolution: they tell of a verdict that counts no longer."""
    rows = await fetch(
        "UPDATE notice SET state = $2 WHERE proposal = $1 AND kind = 'resolution' AND state = ANY($3) RETURNING id",
        proposal, NoticeState.GIVEN_UP.value, [NoticeState.IN_REVIEW.value, NoticeState.RETURNED.value],
    )  # fmt: skip
    return sorted(str(row["id"]) for row in rows)
