"""What changes of a matter mean for the agendas it stands on."""

from datetime import datetime
from uuid import UUID

from app.database import execute, must_be_in_transaction
from app.deliberation.rules.states import PassageOutcome


async def leave_agendas(passage: UUID, *, outcome: PassageOutcome, reason: str, at: datetime) -> None:
    """Take a passage off every agenda where it is not yet decided, saying why."""
    must_be_in_transaction()
    await execute(
        "UPDATE agenda_item SET outcome = $2, reason = $3, ended_at = $4 WHERE passage = $1 AND outcome IS NULL",
        passage, outcome.value, reason, at,
    )  # fmt: skip


async def take_newest_text(proposal: UUID, *, revision: UUID) -> None:
    """Let every undecided item of a proposal stand on the newest revision: that is the text to be voted on."""
    must_be_in_transaction()
    await execute(
        "UPDATE agenda_item i SET revision = $2 FROM passage p"
        " WHERE p.id = i.passage AND p.proposal = $1 AND i.outcome IS NULL",
        proposal, revision,
    )  # fmt: skip
