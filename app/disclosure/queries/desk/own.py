"""How somebody served: the own attendance and votes of this year."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from app.database import fetch_row

SERVED = """
SELECT count(*) AS due, count(*) FILTER (WHERE here.came) AS came,
  coalesce(sum((SELECT count(*) FROM roll_entry e JOIN vote v ON v.id = e.vote AND v.state = 'closed'
    WHERE e.person = $1 AND v.meeting = m.id)) FILTER (WHERE here.came), 0)::int AS votes
FROM summons s JOIN meeting m ON m.id = s.meeting AND m.state IN ('closed', 'not_held') AND m.starts_at >= $3
  CROSS JOIN LATERAL (SELECT EXISTS (SELECT 1 FROM attendance a LEFT JOIN departure d ON d.attendance = a.id
    WHERE a.meeting = m.id AND a.person = $1 AND (d.id IS NULL OR d.why = 'left')) AS came) here
WHERE s.person = $1 AND m.village = $2
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Served:
    """How often somebody was due, came and voted."""

    due: int
    came: int
    votes: int


async def served(person: UUID, *, village: UUID, since: datetime) -> Served:
    """Return how a person served in the bodies of the village since a moment; all three speak of the same sittings."""
    row = await fetch_row(SERVED, person, village, since)
    return Served(due=0, came=0, votes=0) if row is None else Served(**row)
