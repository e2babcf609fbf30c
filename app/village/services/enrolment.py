"""Enrolling the people of a list: what differs from today's village is written, as one act."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from app.database import execute, fetch, locked, transaction
from app.doors import Actor
from app.figures import local
from app.record import write_entry
from app.village.queries import load_roster
from app.village.rules.changes import Changes, PersonChange, changes_between
from app.village.rules.people import PersonRow, Roster
from app.village.rules.seats import Party
from app.village.tables import Group, Household, Person, Village

AT_ONCE = 500  # rows in one statement; PostgreSQL takes 32,767 values


async def enroll(listed: Roster, *, village: UUID, by: Actor, at: datetime) -> Changes:
    """Bring the village to the list and return what changed; the same list again changes and records nothing."""
    async with transaction():
        place = await locked(Village, village)
        changes = changes_between(await load_roster(village), listed)
        if not changes:
            return changes
        today = local(at)
        homes = await _homes(listed, village=village)
        await _come(changes.added, village=village, homes=homes)
        for change in changes.changed:
            await _change(change, listed=listed, village=village, homes=homes)
        people = await _people(village)
        for person in changes.left:
            await Person.update({Person.until: today}).where(Person.id == people[person.person_no])
        await _seats(changes, village=village, people=people, today=today)
        await _representation(changes, village=village, people=people, homes=homes, today=today)
        await write_entry("village.enrolled", subject=place.id, by=by, at=at, facts=_facts(changes))
    return changes


async def _homes(listed: Roster, *, village: UUID) -> dict[str, UUID]:
    """Make the groups and households that are new, and return the households by number."""
    groups = {
        row["name"]: row["id"] for row in await fetch("SELECT id, name FROM village_group WHERE village = $1", village)
    }
    homes = {row["no"]: row["id"] for row in await fetch("SELECT id, no FROM household WHERE village = $1", village)}
    wanted = {person.household_no: person.group for person in listed if person.household_no}
    for name in sorted(set(wanted.values()) - groups.keys()):
        groups[name] = uuid4()
        await Group.insert(Group(id=groups[name], village=village, name=name))
    new = sorted(wanted.keys() - homes.keys())
    homes |= {number: uuid4() for number in new}
    for some in _portions(new):
        await Household.insert(
            *(Household(id=homes[no], village=village, no=no, group=groups[wanted[no]]) for no in some)
        )
    return homes


async def _come(added: Iterable[PersonRow], *, village: UUID, homes: dict[str, UUID]) -> None:
    """Write the people who are new; who comes back is the same person again."""
    gone = {row["no"] for row in await fetch("SELECT no FROM person WHERE village = $1 AND until IS NOT NULL", village)}
    for some in _portions([person for person in added if person.person_no not in gone]):
        await Person.insert(*(_person(p, village=village, homes=homes) for p in some))
    for person in added:
        if person.person_no in gone:
            await Person.update({**_columns(person, homes=homes), Person.until: None}).where(
                (Person.village == village) & (Person.no == person.person_no)
            )


async def _change(change: PersonChange, *, listed: Roster, village: UUID, homes: dict[str, UUID]) -> None:
    person = listed.by_no[change.person_no]
    await Person.update(_columns(person, homes=homes)).where(
        (Person.village == village) & (Person.no == change.person_no)
    )


async def _people(village: UUID) -> dict[str, UUID]:
    return {row["no"]: row["id"] for row in await fetch("SELECT id, no FROM person WHERE village = $1", village)}


async def _seats(changes: Changes, *, village: UUID, people: dict[str, UUID], today: date) -> None:
    for change in changes.seats_ended:
        await execute(
            "UPDATE seat SET until = $4 WHERE person = $1 AND body = $2 AND office = $3 AND until IS NULL",
            people[change.person_no], change.seat.body, change.seat.office, today,
        )  # fmt: skip
    for begun in changes.seats_begun:
        await execute(
            "INSERT INTO seat (id, village, person, body, office, since) VALUES ($1, $2, $3, $4, $5, $6)"
            " ON CONFLICT (person, body, office, since) DO UPDATE SET until = NULL",
            uuid4(), village, people[begun.person_no], begun.seat.body, begun.seat.office, today,
        )  # fmt: skip


async def _representation(
    changes: Changes, *, village: UUID, people: dict[str, UUID], homes: dict[str, UUID], today: date
) -> None:
    for change in changes.representation:
        home = homes[change.household_no]
        if change.old is not None:
            await execute("UPDATE representation SET until = $2 WHERE household = $1 AND until IS NULL", home, today)
        if change.new is not None:
            await execute(
                "INSERT INTO representation (id, village, representative, household, since) VALUES ($1, $2, $3, $4, $5)"
                " ON CONFLICT (household, representative, since) DO UPDATE SET until = NULL",
                uuid4(), village, people[change.new], home, today,
            )  # fmt: skip


def _person(person: PersonRow, *, village: UUID, homes: dict[str, UUID]) -> Person:
    return Person({Person.village: village, Person.no: person.person_no, **_columns(person, homes=homes)})


def _columns(person: PersonRow, *, homes: dict[str, UUID]) -> dict[Any, Any]:
    return {
        Person.name: person.name,
        Person.sex: person.sex.value,
        Person.born: person.born,
        Person.household: homes.get(person.household_no),
        Person.head: person.head,
        Person.relation: person.relation.value if person.relation else "",
        Person.phone: person.phone or None,
        Person.party: Party(person.party).value,
    }


def _facts(changes: Changes) -> dict[str, object]:
    """Return what the record keeps: numbers and seats, never birth dates or phones."""
    return {
        "added": len(changes.added),
        "changed": [change.person_no for change in changes.changed],
        "left": [person.person_no for person in changes.left],
        "seats_begun": [[c.person_no, c.seat.body.value, c.seat.office.value] for c in changes.seats_begun],
        "seats_ended": [[c.person_no, c.seat.body.value, c.seat.office.value] for c in changes.seats_ended],
        "representation": [[c.household_no, c.old, c.new] for c in changes.representation],
    }


def _portions(rows: list[PersonRow] | list[str]) -> Iterable[list]:  # type: ignore[type-arg]  # of people or of numbers
    return (rows[start : start + AT_ONCE] for start in range(0, len(rows), AT_ONCE))
