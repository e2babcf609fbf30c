"""Gives a list without numbers the numbers of today: who is there already keeps the own one, who is new gets the next.

A person is known by name and date of birth; where a date was put right, by name and the head of the household.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from app.village.rules.columns import Column
from app.village.rules.entries import Entry
from app.village.rules.faults import Fault
from app.village.rules.people import PersonRow, Roster
from app.words import _

Key = tuple[object, ...]
K = TypeVar("K")
NOBODY = Roster()
STANDS_FOR = "@"  # what a household's number begins with until it has one


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """Whom the village knows: those of today, those who left, and every household number that was ever given."""

    today: Roster = NOBODY
    left: tuple[PersonRow, ...] = ()
    households: frozenset[str] = frozenset()


def numbered(entries: Sequence[Entry], *, known: Known) -> tuple[list[Entry], list[Fault]]:
    """Return the entries with a number for everybody and every household, and a fault where two people fit a row."""
    bare = [entry for entry in entries if not entry.person.person_no and entry.knows(Column.PERSON_NO)]
    found = _found(bare, entries=entries, known=known)
    faults = list(_doubtful(bare, found=found, known=known))
    taken = [entry.person.person_no for entry in entries]
    taken += [person.person_no for person in (*known.today, *known.left)]
    fresh = _fresh("P", taken, width=4)
    people = {entry.row: found.get(entry.row) or next(fresh) for entry in bare}
    named = [
        replace(entry, person=replace(entry.person, person_no=people[entry.row])) if entry.row in people else entry
        for entry in entries
    ]
    homes = _homes(named, known=known)
    return [
        replace(entry, person=replace(entry.person, household_no=homes[entry.person.household_no]))
        if entry.person.household_no in homes
        else entry
        for entry in named
    ], faults


def _found(bare: Sequence[Entry], *, entries: Sequence[Entry], known: Known) -> dict[int, str]:
    """Return the numbers of the rows whose people are known, by row; each number is given once."""
    head_today = {person.household_no: person.name for person in known.today if person.head}
    head_listed = {entry.person.household_no: entry.person.name for entry in entries if entry.person.head}
    given = {entry.person.person_no for entry in entries} - {""}
    found: dict[int, str] = {}

    def match(key: Callable[[PersonRow, Mapping[str, str]], Key | None], people: Iterable[PersonRow]) -> None:
        free = [person for person in people if person.person_no not in given]
        rows = _single((key(entry.person, head_listed), entry.row) for entry in bare if entry.row not in found)
        numbers = _single((key(person, head_today), person.person_no) for person in free)
        for same in rows.keys() & numbers.keys():
            found[rows[same]] = numbers[same]
            given.add(numbers[same])

    match(lambda person, heads: (person.name, person.born, heads.get(person.household_no, "")), known.today)
    match(_by_birth, known.today)
    match(lambda person, heads: (person.name, heads.get(person.household_no)), known.today)
    match(_by_name, [person for person in known.today if not person.household_no and person.born is None])
    match(_by_birth, known.left)
    return found


def _by_birth(person: PersonRow, _heads: Mapping[str, str]) -> Key | None:
    return (person.name, person.born) if person.born else None


def _by_name(person: PersonRow, _heads: Mapping[str, str]) -> Key:
    """Return what is known of an administrator who founded the village before there was a list."""
    return (person.name,)


def _doubtful(bare: Sequence[Entry], *, found: Mapping[int, str], known: Known) -> Iterator[Fault]:
    """Yield the rows that several people of today fit: to guess would make one of them leave."""
    matched = set(found.values())
    open_today = {_by_birth(person, {}) for person in known.today if person.person_no not in matched} - {None}
    for entry in bare:
        if entry.row not in found and _by_birth(entry.person, {}) in open_today:
            reason = _("Several people have this name and this date of birth: add the column 人员编号.")
            yield entry.fault(Column.NAME, reason)


def _homes(entries: Sequence[Entry], *, known: Known) -> dict[str, str]:
    """Return the true number of each household without one: that of its head, else of who lives there, else the next.

    Where a household parted, the one whose head was its head before keeps the number.
    """
    today = known.today.by_no
    members: dict[str, list[PersonRow]] = {}
    for entry in entries:
        if entry.person.household_no.startswith(STANDS_FOR):
            members.setdefault(entry.person.household_no, []).append(entry.person)
    found: dict[str, str] = {}
    given = {entry.person.household_no for entry in entries}

    def claim(fits: Callable[[PersonRow, PersonRow], bool]) -> None:
        for home, people in members.items():
            olds = (
                today[one.person_no] for one in people if one.person_no in today and fits(one, today[one.person_no])
            )
            free = next((old.household_no for old in olds if old.household_no and old.household_no not in given), None)
            if home not in found and free is not None:
                found[home] = free
                given.add(free)

    claim(lambda new, old: new.head and old.head)
    claim(lambda new, _old: new.head)
    claim(lambda _new, _old: True)
    fresh = _fresh("H", {*given, *known.households, *(person.household_no for person in known.today)}, width=3)
    return {home: found.get(home) or next(fresh) for home in members}


def _single(pairs: Iterable[tuple[Key | None, K]]) -> dict[Key, K]:
    """Return the values whose key occurs once."""
    seen: dict[Key, list[K]] = {}
    for key, value in pairs:
        if key is not None:
            seen.setdefault(key, []).append(value)
    return {key: values[0] for key, values in seen.items() if len(values) == 1}


def _fresh(letter: str, taken: Iterable[str], *, width: int) -> Iterator[str]:
    """Yield numbers that nobody has or had, after the highest of their kind: P0001, P0002 …"""
    kind = re.compile(rf"{letter}(\d+)", re.IGNORECASE)
    last = max((int(found[1]) for number in taken if (found := kind.fullmatch(number))), default=0)
    while True:
        last += 1
        yield f"{letter}{last:0{width}}"
