"""Compares a village list with the village of today: who comes, who leaves, and what changes for whom."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256

from app.village.rules.columns import Column
from app.village.rules.natural_order import natural
from app.village.rules.people import PersonRow, Relation, Roster
from app.village.rules.seats import Party, SeatRow, Sex

FieldValue = str | date | bool | Sex | Party | Relation | None

FIELDS = (
    Column.NAME,
    Column.SEX,
    Column.BORN,
    Column.HOUSEHOLD_NO,
    Column.GROUP,
    Column.HEAD,
    Column.PHONE,
    Column.PARTY,
    Column.RELATION,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldChange:
    """One fact about a person, before and after."""

    field: Column
    old: FieldValue
    new: FieldValue


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonChange:
    """A person who stays and about whom something is different."""

    person_no: str
    name: str
    fields: tuple[FieldChange, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SeatChange:
    """A seat that begins or ends."""

    person_no: str
    name: str
    seat: SeatRow


@dataclass(frozen=True, slots=True, kw_only=True)
class RepresentationChange:
    """A household whose representative is another one: person numbers, none where nobody represented it."""

    household_no: str
    old: str | None
    new: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """All that differs; seats and representation cover those who come and leave as well."""

    added: tuple[PersonRow, ...] = ()
    changed: tuple[PersonChange, ...] = ()
    left: tuple[PersonRow, ...] = ()
    seats_begun: tuple[SeatChange, ...] = ()
    seats_ended: tuple[SeatChange, ...] = ()
    representation: tuple[RepresentationChange, ...] = ()

    def __bool__(self) -> bool:
        return self != Changes()


def fingerprint(changes: Changes) -> str:
    """Return a short digest of what was looked at, so that nothing else is confirmed."""
    rows = tuple(replace(person, row=0) for person in changes.added)
    return sha256(repr(replace(changes, added=rows)).encode()).hexdigest()[:32]


def changes_between(today: Roster, listed: Roster) -> Changes:
    """Return what has to change in the village of today to become the listed one; people are matched by number."""
    before, after = today.by_no, listed.by_no
    return Changes(
        added=tuple(person for person in listed if person.person_no not in before),
        changed=tuple(_person_changes(before, after)),
        left=tuple(person for person in today if person.person_no not in after),
        seats_begun=tuple(_seats_missing(before, among=listed)),
        seats_ended=tuple(_seats_missing(after, among=today)),
        representation=tuple(_representation(today, listed)),
    )


def _person_changes(before: dict[str, PersonRow], after: dict[str, PersonRow]) -> Iterator[PersonChange]:
    for number, new in after.items():
        old = before.get(number)
        fields = () if old is None else tuple(_field_changes(old, new))
        if fields:
            yield PersonChange(person_no=number, name=new.name, fields=fields)


def _field_changes(old: PersonRow, new: PersonRow) -> Iterator[FieldChange]:
    for column in FIELDS:
        was, becomes = getattr(old, column.value), getattr(new, column.value)
        if was != becomes:
            yield FieldChange(field=column, old=was, new=becomes)


def _seats_missing(other: dict[str, PersonRow], *, among: Roster) -> Iterator[SeatChange]:
    """Yield the seats of a roster that the same people don't hold in the other one."""
    for person in among:
        there = other.get(person.person_no)
        for seat in person.seats:
            if there is None or seat not in there.seats:
                yield SeatChange(person_no=person.person_no, name=person.name, seat=seat)


def _representation(today: Roster, listed: Roster) -> Iterator[RepresentationChange]:
    before, after = representative_of(today), representative_of(listed)
    for number in sorted(before.keys() | after.keys(), key=natural):
        old, new = before.get(number), after.get(number)
        if old != new:
            yield RepresentationChange(household_no=number, old=old, new=new)


def representative_of(roster: Roster) -> dict[str, str]:
    """Return the person number of each represented household's representative."""
    return {household: person.person_no for person in roster for household in person.represents}
