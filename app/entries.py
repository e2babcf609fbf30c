"""Reads single entries of a record, and believes only those that are still links of their chain."""

import json
from typing import Any
from uuid import UUID

from app.database import fetch_row, fetch_value
from app.record import link_of

NEXT = """
SELECT coalesce((SELECT previous FROM record_entry WHERE village = $1 AND seq = $2 + 1),
  (SELECT hash FROM record_head WHERE village = $1 AND seq = $2))
"""


async def told_of(subject: UUID, *, kind: str) -> dict[str, Any] | None:
    """Return what the last entry of a kind tells of a subject; None where there is none, or it was altered."""
    row = await fetch_row(
        "SELECT * FROM record_entry WHERE subject = $1 AND kind = $2 ORDER BY seq DESC LIMIT 1", subject, kind
    )
    if row is None or link_of(row).hash() != row["hash"]:
        return None
    follows = await fetch_value(NEXT, row["village"], row["seq"])
    facts: dict[str, Any] = json.loads(row["facts"])
    return facts if follows == row["hash"] else None
