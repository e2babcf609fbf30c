"""Papers and photos that were put up by mistake and hidden, and where a paper on the wall still shows one."""

from dataclasses import dataclass
from uuid import UUID

from app.database import fetch, fetch_row


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownFile:
    """A file of a matter as who hides it sees it: what it is, on which matter, and whether it is hidden already."""

    sha256: str
    name: str
    proposal: UUID
    slug: str
    hidden_reason: str
    notices: tuple[str, ...]
    """Addresses of published results notices that print it: paper is corrected by a new version."""


FILE = """
SELECT a.name, p.id, p.year, p.number FROM attachment a JOIN proposal p ON p.id = a.proposal
WHERE p.village = $1 AND a.sha256 = $2
UNION ALL SELECT e.what, p.id, p.year, p.number FROM execution_entry e JOIN proposal p ON p.id = e.proposal
WHERE p.village = $1 AND e.photo_sha256 = $2 LIMIT 1
"""
PRINTED = """
SELECT DISTINCT 'results-' || n.year || '-' || n.number AS slug FROM notice n
WHERE n.village = $1 AND n.kind = 'results' AND n.state = 'published' AND strpos(n.facts, $2) > 0
"""


async def hidden_in(village: UUID) -> dict[str, str]:
    """Return why files of a village are hidden, by their hash."""
    rows = await fetch("SELECT sha256, reason FROM file_hidden WHERE village = $1", village)
    return {row["sha256"]: row["reason"] for row in rows}


async def shown_file(village: UUID, sha256: str) -> ShownFile | None:
    """Return a file that a page of the village shows; None where none does."""
    row = await fetch_row(FILE, village, sha256)
    if row is None:
        return None
    printed = await fetch(PRINTED, village, sha256)
    return ShownFile(
        sha256=sha256,
        name=row["name"],
        proposal=row["id"],
        slug=f"{row['year']}-{row['number']}",
        hidden_reason=(await hidden_in(village)).get(sha256, ""),
        notices=tuple(one["slug"] for one in printed),
    )
