"""The people of a village as one list: who lives in which household, who holds which seat, who represents whom."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from app.village.rules.natural_order import natural
from app.village.rules.seats import OUTSIDE_BODIES, Body, Party, SeatRow, Sex
from app.words import Message, _

OF_AGE = 18


class Relation(StrEnum):
    """What a person is to the head of the household."""

    SPOUSE = "spouse"
    CHILD = "child"
    PARENT = "parent"
    SIBLING = "sibling"
    GRANDCHILD = "grandchild"
    GRANDPARENT = "grandparent"
    CHILD_IN_LAW = "child_in_law"
    PARENT_IN_LAW = "parent_in_law"
    OTHER = "other"
    UNKNOWN = "unknown"

    @property
    def label(self) -> Message:
        """The word a reader sees."""
        return RELATION_LABELS[self]


RELATION_LABELS: dict[Relation, Message] = {
    Relation.SPOUSE: _("Spouse"),
    Relation.CHILD: _("Child"),
    Relation.PARENT: _("Parent"),
    Relation.SIBLING: _("Brother or sister"),
    Relation.GRANDCHILD: _("Grandchild"),
    Relation.GRANDPARENT: _("Grandparent"),
    Relation.CHILD_IN_LAW: _("Son- or daughter-in-law"),
    Relation.PARENT_IN_LAW: _("Parent-in-law"),
    Relation.OTHER: _("Other relation"),
    Relation.UNKNOWN: _("Relation not known"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonRow:
    """One person of the list. Text that is not there is empty; `represents` holds household numbers."""

    person_no: str
    name: str
    sex: Sex
    born: date | None = None
    household_no: str = ""
    group: str = ""
    head: bool = False
    phone: str = ""
    party: Party = Party.NONE
    seats: tuple[SeatRow, ...] = ()
    represents: tuple[str, ...] = ()
    relation: Relation | None = None
    row: int = field(default=0, compare=False)

    @property
    def lives_outside(self) -> bool:
        """Whether the person only serves the village (township, administration) and needs no household."""
        return bool(self.seats) and all(seat.body in OUTSIDE_BODIES for seat in self.seats)

    def seat_in(self, body: Body) -> SeatRow | None:
        """Return the person's seat in a body, if there is one."""
        return next((seat for seat in self.seats if seat.body is body), None)

    def sits_on(self, body: Body) -> bool:
        """Whether the person is a member of a body; its clerk is not."""
        seat = self.seat_in(body)
        return seat is not None and seat.is_member


@dataclass(frozen=True, slots=True, kw_only=True)
class Roster:
    """The people of a village, by person number; make it with `roster_of`."""

    people: tuple[PersonRow, ...] = ()

    def __iter__(self) -> Iterator[PersonRow]:
        return iter(self.people)

    def __len__(self) -> int:
        return len(self.people)

    @property
    def by_no(self) -> dict[str, PersonRow]:
        """The people by their number."""
        return {person.person_no: person for person in self.people}

    @property
    def households(self) -> dict[str, tuple[PersonRow, ...]]:
        """The people of each household, by household number."""
        homes: dict[str, list[PersonRow]] = {}
        for person in self.people:
            if person.household_no:
                homes.setdefault(person.household_no, []).append(person)
        return {number: tuple(homes[number]) for number in sorted(homes, key=natural)}

    def members(self, body: Body) -> tuple[PersonRow, ...]:
        """Return the members of a body."""
        return tuple(person for person in self.people if person.sits_on(body))


def roster_of(people: Iterable[PersonRow]) -> Roster:
    """Put people into the one order that makes two lists of the same village equal."""
    return Roster(people=tuple(sorted(people, key=lambda person: natural(person.person_no))))


def is_adult(person: PersonRow, *, today: date) -> bool:
    """Whether the person has reached the age of 18; a birth date that is not known makes nobody an adult villager."""
    return person.born is not None and age(person.born, today=today) >= OF_AGE


def age(born: date, *, today: date) -> int:
    """Return the full years lived; who is born on 29 February has the birthday on 1 March of a common year."""
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day))
