"""Reads the record of a village for everybody: what was done, when, by which officer; residents stay unnamed."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from app.database import fetch
from app.disclosure.rules.record_words import UNNAMED, kind_words
from app.record import head_of
from app.words import Message

PER_PAGE = 50

LINES = """
SELECT e.seq, e.at, e.kind, e.actor_name, e.hash, e.actor IS NULL OR EXISTS (SELECT 1 FROM seat s
  WHERE s.person = e.actor AND s.since <= (e.at AT TIME ZONE v.zone)::date
    AND (s.until IS NULL OR s.until > (e.at AT TIME ZONE v.zone)::date)) AS officer
FROM record_entry e JOIN village v ON v.id = e.village
WHERE e.village = $1 AND e.seq <= $2 ORDER BY e.seq DESC LIMIT $3
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordLine:
    """One entry of the record as everybody reads it; `who` is empty for a resident."""

    seq: int
    at: datetime
    kind: Message
    who: str
    hash: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordPage:
    """One page of the record, the newest entries first, and where the chain stands."""

    lines: tuple[RecordLine, ...]
    page: int
    pages: int
    seq: int
    hash: str


async def record_page(village: UUID, *, page: int) -> RecordPage:
    """Return a page of the record; pages count from 1, the newest first."""
    seq, head = await head_of(village)
    pages = max(1, -(-seq // PER_PAGE))
    page = min(max(1, page), pages)
    rows = await fetch(LINES, village, seq - (page - 1) * PER_PAGE, PER_PAGE)
    return RecordPage(
        lines=tuple(
            RecordLine(
                seq=row["seq"],
                at=row["at"],
                kind=kind_words(row["kind"]),
                who=row["actor_name"] if row["officer"] and not row["kind"].startswith(UNNAMED) else "",
                hash=row["hash"],
            )
            for row in rows
        ),
        page=page,
        pages=pages,
        seq=seq,
        hash=head,
    )
