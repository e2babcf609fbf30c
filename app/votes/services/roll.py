"""The roll of a vote: who is there and has a vote in the moment in which it opens."""

from dataclasses import dataclass
from uuid import UUID

from app.database import fetch
from app.deliberation.rules.bodies import Assembly, people_in
from app.deliberation.rules.due import DueMember, heads
from app.deliberation.rules.headcount import Headcount
from app.deliberation.tables import Meeting


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """One name on the roll, with the class it counts in."""

    person: UUID
    klass: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Roll:
    """The names on the roll and the heads counted beside it."""

    names: tuple[Name, ...]
    heads: Headcount


async def roll_of(meeting: Meeting, *, voters: tuple[str, ...]) -> Roll:
    """Return who is on the roll of a vote that opens now, and how many of each class are due and present."""
    rows = await fetch(
        "SELECT s.person, s.klass, s.household, EXISTS (SELECT 1 FROM attendance a WHERE a.meeting = s.meeting"
        "  AND a.person = s.person AND NOT EXISTS (SELECT 1 FROM departure d WHERE d.attendance = a.id)) AS here"
        " FROM summons s WHERE s.meeting = $1 ORDER BY s.person",
        meeting.id,
    )
    body = Assembly(meeting.body)
    voting = people_in(voters, body=body)
    due = [DueMember(person=row["person"], klass=row["klass"], household=row["household"]) for row in rows]
    here = frozenset(row["person"] for row in rows if row["here"])
    names = tuple(Name(person=m.person, klass=m.klass) for m in due if m.person in here and m.klass in voting)
    return Roll(names=names, heads=heads(body, due=due, present=here))
