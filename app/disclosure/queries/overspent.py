"""Voted lines on which more was paid than any body resolved: they stay in view until one has, also after closing."""

from dataclasses import dataclass
from uuid import UUID

from app.database import fetch

# a line of a matter, what it is overspent by, and the day of its last payment
OVERSPENT_LINES = """
SELECT e.proposal, l.id AS line, l.label, max(e.done_on) AS last,
  sum(e.fen) - l.fen - coalesce((SELECT sum(r.fen) FROM overspending_resolved r WHERE r.line = l.id), 0) AS over
FROM execution_entry e JOIN money_line l ON l.id = e.line WHERE e.kind = 'payment'
GROUP BY e.proposal, l.id
HAVING sum(e.fen) > l.fen + coalesce((SELECT sum(r.fen) FROM overspending_resolved r WHERE r.line = l.id), 0)
"""
# published resolutions of other matters that came after the resolution of $2, with the money they decided
LATER = """
SELECT n.id, n.facts::jsonb -> 'heading' ->> 'number' AS number, n.facts::jsonb -> 'heading' ->> 'title' AS title,
  coalesce((SELECT sum((m ->> 'fen')::bigint) FROM jsonb_array_elements(n.facts::jsonb -> 'spending') m), 0)::bigint
   - coalesce((SELECT sum(r.fen) FROM overspending_resolved r WHERE r.resolution = n.id), 0)::bigint AS left
FROM notice n JOIN proposal p ON p.id = n.proposal
WHERE n.village = $1 AND n.kind = 'resolution' AND n.state = 'published' AND n.proposal <> $2
  AND p.state IN ('disclosing', 'executing', 'results_hang', 'closed')
  AND NOT EXISTS (SELECT 1 FROM notice w WHERE w.replaces = n.id AND w.state = 'published')
  AND n.published_at > (SELECT min(o.published_at) FROM notice o WHERE o.proposal = $2 AND o.kind = 'resolution'
    AND o.state = 'published')
ORDER BY n.published_at DESC
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class LaterResolution:
    """A published resolution that may have allowed more; `left` is what of its money no line has used yet, in fen."""

    id: UUID
    number: str
    title: str
    left: int


async def later_resolutions(proposal: UUID, *, village: UUID) -> tuple[LaterResolution, ...]:
    """Return the resolutions that were published after that of a matter, the newest first."""
    rows = await fetch(LATER, village, proposal)
    return tuple(
        LaterResolution(id=row["id"], number=row["number"], title=row["title"], left=max(0, row["left"]))
        for row in rows
    )
