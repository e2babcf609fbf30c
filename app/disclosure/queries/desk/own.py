"""How somebody served: the own attendance and votes of this year."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from app.database import fetch_row

SERVED = """
SELECT count(*) AS due, count(*) FILTER (WHERE EXISTS (SELECT 1 FROM attendance a LEFT JOIN departure d
    ON d.attendance = a.id WHERE a.meeting = m.id AND a.person = $1 AND (d.id IS NULL OR d.why = 'left'))) AS came,
  (SELECT count(*) FROM roll_entry e JOIN vote v ON v.id = e.vote AND v.state = 'closed'
    WHERE e.person = $1 AND v.village = $2 AND v.closed_at >= $3) AS votes
FROM summons s JOIN meeting m ON m.id = s.meeting AND m.state IN ('closed', 'not_held') AND m.starts_at >= $3
WHERE s.person = $1 AND m.village = $2
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Served:
    """How often somebody was due, came and voted."""

    due: int
    came: int
    votes: int


async def served(person: UUID, *, village: UUID, since: datetime) -> Served:
    """Return how a person served in the bodies of the village since a moment."""
    row = await fetch_row(SERVED, person, village, since)
    return Served(due=0, came=0, votes=0) if row is None else Served(**row)
