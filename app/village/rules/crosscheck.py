"""Checks the rows of a village list against each other: numbers used twice, households, single offices."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import TypeVar

from app.village.rules.columns import Column
from app.village.rules.crosscheck_representation import representation_faults
from app.village.rules.entries import Entry
from app.village.rules.faults import Fault
from app.village.rules.people import Relation
from app.village.rules.seats import SINGLE_OFFICES
from app.village.rules.two_sides import clash_of
from app.words import _

K = TypeVar("K")


def faults_between(entries: Sequence[Entry]) -> list[Fault]:
    """Return what is wrong between the rows; a cell that could not be read gives no second fault."""
    checks: tuple[Callable[[Sequence[Entry]], Iterator[Fault]], ...] = (
        _numbers,
        _twice,
        _offices,
        _sides,
        _homes,
        _groups,
        _heads,
        representation_faults,
    )
    return [fault for check in checks for fault in check(entries)]


def gathered(entries: Sequence[Entry], key: Callable[[Entry], K | None], *columns: Column) -> dict[K, list[Entry]]:
    """Gather the entries whose columns could be read by a key; none and empty keys are left out."""
    found: dict[K, list[Entry]] = {}
    for entry in entries:
        value = key(entry) if entry.knows(*columns) else None
        if value:
            found.setdefault(value, []).append(entry)
    return found


def _numbers(entries: Sequence[Entry]) -> Iterator[Fault]:
    for same in gathered(entries, lambda entry: entry.person.person_no, Column.PERSON_NO).values():
        for entry in same[1:]:
            reason = _("This number already belongs to the person in row %(row)s.", row=same[0].row)
            yield entry.fault(Column.PERSON_NO, reason)


def _twice(entries: Sequence[Entry]) -> Iterator[Fault]:
    """One person in two rows would hold two votes; that they are two people must be said in so many words."""

    def who(entry: Entry) -> tuple[str, date] | None:
        person = entry.person
        return (person.name, person.born) if person.name and person.born else None

    for same in gathered(entries, who, Column.NAME, Column.BORN).values():
        for entry in same[1:]:
            again = entry.person.person_no == same[0].person.person_no  # the number tells it already
            if not entry.namesake and entry.knows(Column.NAMESAKE) and not again:
                reason = _(
                    "%(name)s of the same date of birth stands in row %(row)s already. Take the second row out; if they"
                    " are two people, write 是 in the column 同名另一人.",
                    name=entry.person.name,
                    row=same[0].row,
                )
                yield entry.fault(Column.NAME, reason)


def _offices(entries: Sequence[Entry]) -> Iterator[Fault]:
    holders: dict[tuple[str, str], Entry] = {}
    for entry in entries:
        for seat in entry.person.seats:
            if seat.office not in SINGLE_OFFICES:
                continue
            first = holders.setdefault((seat.body, seat.office), entry)
            if first is not entry:
                reason = _(
                    "%(name)s in row %(row)s already holds this office: %(seat)s.",
                    name=first.person.name,
                    row=first.row,
                    seat=seat.label,
                )
                yield entry.fault(Column.BODIES, reason)


def _sides(entries: Sequence[Entry]) -> Iterator[Fault]:
    """Nobody supervises the village and runs it."""
    for entry in entries:
        if entry.knows(Column.BODIES) and (clash := clash_of(entry.person.seats)) is not None:
            yield entry.fault(Column.BODIES, clash)


def _homes(entries: Sequence[Entry]) -> Iterator[Fault]:
    """Villagers need a household, a group and a date of birth; who only serves the village does not."""
    for entry in entries:
        person = entry.person
        outside = person.lives_outside or not entry.knows(Column.BODIES)
        if entry.knows(Column.HOUSEHOLD_NO) and not person.household_no and not outside:
            yield entry.fault(Column.HOUSEHOLD_NO, _("The household number is missing."))
        if entry.knows(Column.BORN) and person.born is None and not outside:
            yield entry.fault(Column.BORN, _("The date of birth is missing."))
        if entry.knows(Column.GROUP) and not person.group and person.household_no:
            yield entry.fault(Column.GROUP, _("The group of the household is missing."))
        if person.head and entry.knows(Column.HOUSEHOLD_NO) and not person.household_no and outside:
            yield entry.fault(Column.HEAD, _("There is no household to be the head of."))


def _groups(entries: Sequence[Entry]) -> Iterator[Fault]:
    for home in gathered(entries, lambda entry: entry.person.household_no, Column.HOUSEHOLD_NO).values():
        placed = [entry for entry in home if entry.knows(Column.GROUP) and entry.person.group]
        for entry in placed[1:]:
            if entry.person.group != placed[0].person.group:
                reason = _(
                    "Row %(row)s puts the same household in %(group)s.",
                    row=placed[0].row,
                    group=placed[0].person.group,
                )
                yield entry.fault(Column.GROUP, reason)


def _heads(entries: Sequence[Entry]) -> Iterator[Fault]:
    for number, home in gathered(entries, lambda entry: entry.person.household_no, Column.HOUSEHOLD_NO).items():
        heads = [entry for entry in home if entry.person.head]
        for entry in heads[1:]:
            yield entry.fault(
                Column.HEAD,
                _(
                    "The household already has a head: %(name)s in row %(row)s.",
                    name=heads[0].person.name,
                    row=heads[0].row,
                ),
            )
        if not heads and all(entry.knows(Column.HEAD) for entry in home):
            yield home[0].fault(Column.HEAD, _("Household %(number)s has no head.", number=number))
        for entry in heads:
            if isinstance(entry.person.relation, Relation):
                yield entry.fault(Column.RELATION, _("The head of the household has no relation to the head."))
