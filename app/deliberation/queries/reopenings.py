"""Reads that a meeting was opened again after it had been closed, and why: its page says so as the record does."""

import json
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from app.database import fetch


@dataclass(frozen=True, slots=True, kw_only=True)
class Reopening:
    """That a meeting, closed by mistake, was opened again."""

    closed_at: datetime
    opened_at: datetime
    reason: str


async def reopenings_of(meeting: UUID) -> tuple[Reopening, ...]:
    """Return each time that a meeting was opened again, in order."""
    rows = await fetch(
        "SELECT at, facts FROM record_entry WHERE subject = $1 AND kind = 'meeting.reopened' ORDER BY seq", meeting
    )
    return tuple(_reopening(row["at"], json.loads(row["facts"])) for row in rows)


def _reopening(at: datetime, facts: dict[str, str]) -> Reopening:
    return Reopening(closed_at=datetime.fromisoformat(facts["closed_at"]), opened_at=at, reason=facts["reason"])
