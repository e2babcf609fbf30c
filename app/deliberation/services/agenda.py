"""How an item of a meeting ends when no vote decides it: put off, sent back, or left because too few came."""

from datetime import datetime
from uuid import UUID

from app.database import fetch_row, fetch_value, must_be_in_transaction, transaction
from app.deliberation.rules.states import MeetingState, PassageOutcome
from app.deliberation.rules.step_keys import StepKey
from app.deliberation.services.meeting_rows import meeting_to_run, must_have_no_open_vote
from app.deliberation.services.passages import finish_step, own_proposal
from app.doors import Actor
from app.record import write_entry
from app.refusals import Missing, Refused
from app.words import _


async def end_item(item_id: UUID, *, outcome: PassageOutcome, reason: str = "", at: datetime) -> None:
    """Write how an item ended; an item that has ended stays as it is. The calling act writes the record entry."""
    must_be_in_transaction()
    ended = await fetch_value(
        "UPDATE agenda_item SET outcome = $2, reason = $3, ended_at = $4"
        " WHERE id = $1 AND outcome IS NULL RETURNING id",
        item_id, outcome.value, reason, at,
    )  # fmt: skip
    if ended is None:
        raise Refused(_("This item has ended already."))


async def defer_item(item_id: UUID, *, reason: str, by: Actor, at: datetime) -> None:
    """Put a matter off: nothing is decided, and it waits until it is taken up again."""
    await _end(item_id, outcome=PassageOutcome.DEFERRED, reason=reason, to=None, by=by, at=at)


async def return_item(item_id: UUID, *, to: StepKey, reason: str, by: Actor, at: datetime) -> None:
    """Send a matter back to an earlier step with a reason."""
    await _end(item_id, outcome=PassageOutcome.RETURNED, reason=reason, to=to, by=by, at=at)


async def _end(
    item_id: UUID, *, outcome: PassageOutcome, reason: str, to: StepKey | None, by: Actor, at: datetime
) -> None:
    if not reason.strip():
        raise Refused(_("State the reason; it stands in the record and in the minutes."), field="reason")
    async with transaction():
        item = await fetch_row(
            "SELECT i.meeting, i.passage, a.proposal FROM agenda_item i JOIN passage a ON a.id = i.passage"
            " WHERE i.id = $1",
            item_id,
        )
        if item is None:
            raise Missing()
        await own_proposal(item["proposal"], by=by)
        meeting = await meeting_to_run(item["meeting"], MeetingState.OPEN, by=by)
        await must_have_no_open_vote(meeting.id)
        await end_item(item_id, outcome=outcome, reason=reason.strip(), at=at)
        await finish_step(item["passage"], outcome=outcome, reason=reason.strip(), to=to, by=by, at=at)
        facts = {"proposal": str(item["proposal"]), "outcome": outcome.value, "reason": reason.strip()}
        if to is not None:
            facts["to"] = to.value
        await write_entry("meeting.item_ended", subject=item["proposal"], by=by, at=at, facts=facts, topic=meeting.id)


__all__ = ["defer_item", "end_item", "return_item"]
