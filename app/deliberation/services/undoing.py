"""Undoing what a sitting decided: its item is open again, and the matter stands where it stood; a move, no entry."""

from datetime import datetime
from uuid import UUID

from app.database import execute, fetch_row, fetch_value, must_be_in_transaction
from app.deliberation.queries.passages import current_passage
from app.deliberation.rules import steps
from app.deliberation.rules.states import PassageOutcome
from app.deliberation.rules.step_keys import StepKey
from app.deliberation.rules.steps import Position
from app.deliberation.services.agenda_items import leave_agendas, take_newest_text
from app.deliberation.services.passages import end_passage, move_on, position_of
from app.deliberation.tables import Proposal
from app.refusals import Missing, Refused
from app.words import _


async def undo_item(item_id: UUID, *, proposal: Proposal, reason: str, at: datetime) -> Position:
    """Open a decided item of a locked proposal again and return where the matter stands then.

    The passing through the step goes on as if it had not ended; the one that followed it ends as sent back, with the
    reason, and leaves every agenda. A matter that has moved on in another way since is left alone.
    """
    must_be_in_transaction()
    row = await fetch_row(
        "SELECT i.outcome, i.passage, a.step, a.ended_at FROM agenda_item i JOIN passage a ON a.id = i.passage"
        " WHERE i.id = $1 AND a.proposal = $2",
        item_id, proposal.id,
    )  # fmt: skip
    if row is None:
        raise Missing()
    if row["outcome"] is None:
        raise Refused(_("This item is open already."))
    step = StepKey.numbered(row["step"])
    going = steps.undo(position_of(proposal), step=step, outcome=PassageOutcome(row["outcome"]))
    if isinstance(going, steps.Impossible):
        raise Refused(going.reason)
    following = await current_passage(proposal.id)
    if following is not None and following.id != row["passage"]:
        await leave_agendas(following.id, outcome=PassageOutcome.RETURNED, reason=reason, at=at)
        await end_passage(following.id, outcome=PassageOutcome.RETURNED, reason=reason, at=at)
    await execute("UPDATE passage SET outcome = NULL, reason = '', ended_at = NULL WHERE id = $1", row["passage"])
    await execute("UPDATE agenda_item SET outcome = NULL, reason = '', ended_at = NULL WHERE id = $1", item_id)
    newest = await fetch_value("SELECT id FROM revision WHERE proposal = $1 ORDER BY number DESC LIMIT 1", proposal.id)
    await take_newest_text(proposal.id, revision=newest)
    return await move_on(proposal, going, at=at)
