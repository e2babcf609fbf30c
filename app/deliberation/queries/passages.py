"""Which step a matter is passing through now."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from app.database import fetch_row
from app.deliberation.rules.step_keys import StepKey


@dataclass(frozen=True, slots=True, kw_only=True)
class CurrentPassage:
    """An open passing of a proposal through a step."""

    id: UUID
    proposal: UUID
    step: StepKey
    round: int
    began_at: datetime


async def current_passage(proposal: UUID) -> CurrentPassage | None:
    """Return the passage a proposal is in; None while it is being carried out and after its end."""
    row = await fetch_row(
        "SELECT id, proposal, step, round, began_at FROM passage"
        " WHERE proposal = $1 AND ended_at IS NULL ORDER BY began_at DESC LIMIT 1",
        proposal,
    )
    if row is None:
        return None
    return CurrentPassage(
        id=row["id"],
        proposal=row["proposal"],
        step=StepKey.numbered(row["step"]),
        round=row["round"],
        began_at=row["began_at"],
    )
