"""Who is due at a meeting: the members of the body as it sits on that day, each of them once."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from app.deliberation.rules.bodies import CLASSES, Assembly
from app.deliberation.rules.headcount import HOUSEHOLDS, Headcount
from app.village.rules.people import OF_AGE, age
from app.village.rules.seats import Body, Party, SeatRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Villager:
    """What decides whether a person belongs to a body: home, age, Party standing and the seats held that day."""

    id: UUID
    name: str = ""
    household: UUID | None = None
    born: date | None = None
    party: Party = Party.NONE
    seats: frozenset[SeatRow] = frozenset()

    def sits_on(self, body: Body) -> bool:
        """Whether the person is an elected member of a body; its clerk is not."""
        return any(seat.body is body and seat.is_member for seat in self.seats)


@dataclass(frozen=True, slots=True, kw_only=True)
class DueMember:
    """A person due at a meeting, with the class and the household they count for."""

    person: UUID
    klass: str
    household: UUID | None = None


def due_members(body: Assembly, people: Iterable[Villager], *, on: date) -> tuple[DueMember, ...]:
    """Return who is due when `body` sits on that day.

    The supervision committee may attend every meeting without a vote, so it is due at none but its own.
    """
    klass_of = CLASS_OF[body]
    found = ((person, klass_of(person, on)) for person in people)
    return tuple(
        DueMember(person=person.id, klass=klass, household=person.household if body in BY_HOUSEHOLD else None)
        for person, klass in found
        if klass is not None
    )


def heads(body: Assembly, *, due: Iterable[DueMember], present: frozenset[UUID]) -> Headcount:
    """Count the people due and present in each class of the body.

    A household counts through its adults and is present when one of them is.
    """
    due = tuple(due)
    there = tuple(member for member in due if member.person in present)
    return Headcount(due=_by_class(body, due), present=_by_class(body, there))


def _by_class(body: Assembly, members: tuple[DueMember, ...]) -> dict[str, int]:
    homes = {member.household for member in members if member.household is not None}
    return {
        klass: len(homes) if klass == HOUSEHOLDS else sum(member.klass == klass for member in members)
        for klass in CLASSES[body]
    }


def _branch(person: Villager, _on: date) -> str | None:
    return "members" if person.sits_on(Body.BRANCH_COMMITTEE) else None


def _two_committees(person: Villager, _on: date) -> str | None:
    on_either = person.sits_on(Body.BRANCH_COMMITTEE) or person.sits_on(Body.VILLAGERS_COMMITTEE)
    return "members" if on_either else None


def _party(person: Villager, _on: date) -> str | None:
    # Regulation on Party branches art. 11: due are the members with a vote; probationary members have none
    return "members" if person.party is Party.FULL else None


def _representatives(person: Villager, _on: date) -> str | None:
    # Organic Law (2025) art. 29: committee members and representatives; who is both counts once
    if person.sits_on(Body.REPRESENTATIVES):
        return "representatives"
    return "committee" if person.sits_on(Body.VILLAGERS_COMMITTEE) else None


def _villagers(person: Villager, on: date) -> str | None:
    # Organic Law (2025) art. 25: the villagers aged 18 and over; who only serves the village has no household in it
    if person.household is None or person.born is None:
        return None
    return "adults" if age(person.born, today=on) >= OF_AGE else None


def _supervision(person: Villager, _on: date) -> str | None:
    return "members" if person.sits_on(Body.SUPERVISION) else None


BY_HOUSEHOLD = frozenset({Assembly.VILLAGERS_MEETING})
CLASS_OF: dict[Assembly, Callable[[Villager, date], str | None]] = {
    Assembly.BRANCH_COMMITTEE: _branch,
    Assembly.TWO_COMMITTEES: _two_committees,
    Assembly.PARTY_MEETING: _party,
    Assembly.REPRESENTATIVES_MEETING: _representatives,
    Assembly.VILLAGERS_MEETING: _villagers,
    Assembly.SUPERVISION_COMMITTEE: _supervision,
}
