"""Reads for the township what is late, objected to, overspent or held again in each village that carries its name."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from app.database import fetch
from app.disclosure.queries.overspent import OVERSPENT_LINES
from app.disclosure.queries.waiting import OPEN_OBJECTION, WAITING_QUESTION
from app.disclosure.rules.watching import Watched
from app.place import Place

VILLAGES = """
SELECT v.id, v.code, v.name,
  (SELECT count(*) FROM proposal p WHERE p.village = v.id AND p.state IN ('in_discussion', 'deferred')) AS discussed,
  (SELECT count(*) FROM proposal p WHERE p.village = v.id AND p.state IN ('disclosing', 'executing', 'results_hang'))
    AS carried_out
FROM village v WHERE v.id = $1 OR (v.town <> '' AND v.town = $2) ORDER BY v.name
"""
# $1 the villages, $2 today: what is owed and open, whose day is named; what passed its day unheld; what was put right.
LINES = f"""
SELECT p.village, 'question' AS kind, p.title, s.due_on AS day, '/proposals/' || p.year || '-' || p.number AS path
FROM post s JOIN proposal p ON p.id = s.proposal WHERE p.village = ANY($1) AND s.due_on < $2 AND {WAITING_QUESTION}
UNION ALL
SELECT g.village, 'suggestion', g.title, g.due_on, '/suggestions'
FROM suggestion g WHERE g.village = ANY($1) AND g.answered_at IS NULL AND g.due_on < $2
UNION ALL
SELECT n.village, 'notice', p.title, n.due_on, '/proposals/' || p.year || '-' || p.number
FROM notice n JOIN proposal p ON p.id = n.proposal
WHERE n.village = ANY($1) AND n.state IN ('in_review', 'returned') AND n.due_on < $2
UNION ALL
SELECT m.village, 'meeting', m.body, (m.starts_at AT TIME ZONE v.zone)::date, '/meetings/' || m.id
FROM meeting m JOIN village v ON v.id = m.village
WHERE m.village = ANY($1) AND m.state = 'called' AND (m.starts_at AT TIME ZONE v.zone)::date < $2
UNION ALL
SELECT o.village, 'objection', p.title, o.due_on, '/notices/' || n.kind || '-' || n.year || '-' || n.number
FROM objection o JOIN notice n ON n.id = o.notice JOIN proposal p ON p.id = n.proposal
WHERE o.village = ANY($1) AND {OPEN_OBJECTION}
UNION ALL
SELECT p.village, 'overspent', p.title, x.last, '/proposals/' || p.year || '-' || p.number || '/execution'
FROM ({OVERSPENT_LINES}) x JOIN proposal p ON p.id = x.proposal WHERE p.village = ANY($1)
UNION ALL
SELECT e.village, 'held_again', p.title, (e.at AT TIME ZONE v.zone)::date, '/proposals/' || p.year || '-' || p.number
FROM record_entry e JOIN village v ON v.id = e.village JOIN proposal p ON p.id = e.subject
WHERE e.village = ANY($1) AND e.kind = 'proposal.ordered_again' AND p.state IN ('in_discussion', 'deferred')
ORDER BY day
"""  # noqa: S608  # our own constants


@dataclass(frozen=True, slots=True, kw_only=True)
class VillageSeen:
    """One village as the township sees it."""

    name: str
    home: str
    discussed: int
    carried_out: int
    lines: tuple[Watched, ...]

    def of(self, concern: str) -> tuple[Watched, ...]:
        """Return the lines of one concern, the oldest day first."""
        return tuple(line for line in self.lines if line.concern == concern)


async def villages_seen(place: Place, *, today: date) -> tuple[VillageSeen, ...]:
    """Return every village of the township, those with the most to ask about first."""
    villages = await fetch(VILLAGES, place.id, place.town)
    lines: dict[UUID, list[Watched]] = {row["id"]: [] for row in villages}
    for row in await fetch(LINES, list(lines), today):
        found = Watched(kind=row["kind"], title=row["title"], day=row["day"], path=row["path"], today=today)
        lines[row["village"]].append(found)
    seen = (
        VillageSeen(
            name=row["name"], home=f"/v/{row['code']}", discussed=row["discussed"], carried_out=row["carried_out"],
            lines=tuple(lines[row["id"]]),
        )
        for row in villages
    )  # fmt: skip
    return tuple(sorted(seen, key=lambda village: -len(village.lines)))
