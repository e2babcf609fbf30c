"""Reads the money of a resolution: the lines that were voted, and every entry of its ledger."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from app.database import fetch, fetch_value
from app.disclosure.rules.entries import Entry, Voted
from app.disclosure.rules.ledger import Ledger, ledger
from app.disclosure.rules.states import EntryKind

# The revision on which step 4 voted; what is revised afterwards was not resolved.
VOTED_REVISION = """
SELECT v.revision FROM verdict ve JOIN vote v ON v.id = ve.vote JOIN agenda_item i ON i.id = v.item
  JOIN passage pa ON pa.id = i.passage
WHERE pa.proposal = $1 AND pa.step = 4 AND pa.outcome = 'carried' AND ve.outcome = 'carried'
  AND v.state = 'closed'
ORDER BY v.closed_at DESC LIMIT 1
"""
VOTED_LINES = f"""
SELECT id, kind, label, basis, fen,
  (SELECT sum(r.fen) FROM overspending_resolved r WHERE r.line = money_line.id)::bigint AS resolved
FROM money_line WHERE revision = ({VOTED_REVISION}) ORDER BY kind DESC, position
"""  # noqa: S608  # our own constant


async def ledger_of(proposal: UUID) -> Ledger:
    """Return what was voted, contracted and paid under a proposal's resolution; empty before there is one."""
    rows = await fetch(
        "SELECT e.*, EXISTS (SELECT 1 FROM execution_entry c WHERE c.corrects = e.id) AS taken_back,"
        " h.reason AS photo_hidden FROM execution_entry e JOIN proposal p ON p.id = e.proposal"
        " LEFT JOIN file_hidden h ON h.village = p.village AND h.sha256 = e.photo_sha256"
        " WHERE e.proposal = $1 ORDER BY e.done_on, e.entered_at",
        proposal,
    )
    return ledger(await voted_lines(proposal), (_entry(row) for row in rows))


async def voted_revision(proposal: UUID) -> UUID | None:
    """Return the revision that was resolved, or None before step 4 is carried."""
    found: UUID | None = await fetch_value(VOTED_REVISION, proposal)
    return found


async def resolution_hangs_until(proposal: UUID) -> date | None:
    """Return the last day of the first publicity period of a matter's resolution; None before it is published."""
    found: date | None = await fetch_value(
        "SELECT min(last_day) FROM notice WHERE proposal = $1 AND kind = 'resolution' AND state = 'published'", proposal
    )
    return found


async def results_are_corrected(proposal: UUID) -> bool:
    """Return whether a new version of a matter's results notice is being made."""
    return bool(
        await fetch_value(
            "SELECT 1 FROM notice WHERE proposal = $1 AND kind = 'results' AND version > 1"
            " AND state IN ('in_review', 'returned')",
            proposal,
        )
    )


async def voted_lines(proposal: UUID) -> tuple[Voted, ...]:
    """Return what the resolution may be spent on; where it names only sources, those."""
    rows = await fetch(
        VOTED_LINES,
        proposal,
    )
    kind = rows[0]["kind"] if rows else ""  # spending sorts behind source, so it comes first where there is any
    return tuple(
        Voted(
            id=row["id"],
            name=row["label"],
            basis=row["basis"],
            fen=row["fen"],
            resolved=row["resolved"] or 0,
            sources_only=kind == "source",
        )
        for row in rows
        if row["kind"] == kind
    )


def _entry(row: Mapping[str, Any]) -> Entry:
    return Entry(
        id=row["id"],
        kind=EntryKind(row["kind"]),
        done_on=row["done_on"],
        what=row["what"],
        who=row["who"],
        line=row["line"],
        fen=row["fen"],
        corrects=row["corrects"],
        photo_sha256=None if row["photo_hidden"] else row["photo_sha256"],
        photo_hidden=row["photo_hidden"] or "",
        photo_type=row["photo_type"],
        entered_at=row["entered_at"],
        taken_back=row["taken_back"],
        early_reason=row["early_reason"],
    )
