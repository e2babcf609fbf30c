"""When and why the ledger of a finished matter was opened again, read from the record."""

import json
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from app.database import fetch_row


@dataclass(frozen=True, slots=True, kw_only=True)
class Reopened:
    """That a ledger was opened again: the reason, who did it, when."""

    reason: str
    by: str
    at: datetime


async def reopened_of(proposal: UUID) -> Reopened | None:
    """Return when the ledger of a matter was opened again last, as long as no newer results are published."""
    row = await fetch_row(
        "SELECT e.facts, e.actor_name, e.at FROM record_entry e WHERE e.subject = $1 AND e.kind = 'execution.reopened'"
        " AND NOT EXISTS (SELECT 1 FROM notice n WHERE n.proposal = $1 AND n.kind = 'results'"
        "  AND n.published_at > e.at)"
        " ORDER BY e.seq DESC LIMIT 1",
        proposal,
    )
    if row is None:
        return None
    return Reopened(reason=json.loads(row["facts"])["reason"], by=row["actor_name"], at=row["at"])
