"""The roll of a vote: who is there and has a vote in the moment in which it opens."""

from dataclasses import dataclass
from uuid import UUID

from app.deliberation.queries.attendance import members_due
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
    body, members = Assembly(meeting.body), await members_due(meeting.id)
    voting = people_in(voters, body=body)
    due = [DueMember(person=one.person, klass=one.klass, household=one.household) for one in members]
    here = frozenset(one.person for one in members if one.present)
    names = tuple(Name(person=one.person, klass=one.klass) for one in due if one.person in here and one.klass in voting)
    return Roll(names=names, heads=heads(body, due=due, present=here))
