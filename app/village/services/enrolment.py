"""Enrolling the people of a list: what differs from today's village is written, as one act."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

from app.database import execute, fetch, locked, transaction
from app.doors import Actor
from app.figures import day_of
from app.record import write_entry
from app.refusals import Refused
from app.village.queries import load_roster
from app.village.queries.consents import second_office
from app.village.rules.changes import Changes, PersonChange, changes_between, fingerprint
from app.village.rules.people import PersonRow, Roster
from app.village.rules.seats import Party
from app.village.rules.serving import with_servants
from app.village.rules.two_sides import WATCHING, watches
from app.village.services.access import END_ACCESS
from app.village.services.homes import portions, settle
from app.village.tables import Person, Village
from app.words import _


async def compare(listed: Roster, *, village: UUID) -> Changes:
    """Return what the list would change in the village of today."""
    today = await load_roster(village)
    return changes_between(today, with_servants(listed, today=today))


async def enroll(listed: Roster, *, village: UUID, by: Actor, at: datetime, seen: str | None = None) -> Changes:
    """Bring the village to the list and return what changed; the same list again changes and records nothing.

    `seen` is the fingerprint of the changes that were confirmed; had the village changed since, it refuses.
    """
    async with transaction():
        return await take_in(listed, village=village, by=by, at=at, seen=seen)


async def take_in(listed: Roster, *, village: UUID, by: Actor, at: datetime, seen: str | None = None) -> Changes:
    """Do the same as a move inside another act."""
    place = await locked(Village, village)
    changes = await compare(listed, village=village)
    if seen is not None and seen != fingerprint(changes):
        raise Refused(_("The village has changed since you looked. Please look again at what would change."))
    if not changes:
        return changes
    await _must_leave_watchers(changes, by=by, at=at)
    today = day_of(at, zone=ZoneInfo(place.zone))
    homes = await settle(listed, village=village)
    await _come(changes.added, village=village, homes=homes)
    for change in changes.changed:
        await _change(change, listed=listed, village=village, homes=homes)
    people = await _people(village)
    await _leave([people[person.person_no] for person in changes.left], today=today)
    await _seats(changes, village=village, people=people, today=today)
    await _representation(changes, village=village, people=people, homes=homes, today=today)
    await write_entry("village.enrolled", subject=place.id, by=by, at=at, facts=_facts(changes, on=today))
    return changes


async def _must_leave_watchers(changes: Changes, *, by: Actor, at: datetime) -> None:
    """Refuse a list that gives or takes a seat of those who watch over others, where a second office could agree."""
    touched = {change.name for change in (*changes.seats_begun, *changes.seats_ended) if change.seat.body in WATCHING}
    touched |= {person.name for person in changes.left if watches(person.seats)}
    if touched and by.person is not None and await second_office(by, besides=by.person, at=at):
        raise Refused(
            _(
                "The list gives or takes seats of the supervision committee or the township: %(names)s. A second office"
                " must agree to that: leave them in the list as they are, and enter each on the page of the person.",
                names=" ".join(sorted(touched)),
            )
        )


async def _leave(people: list[UUID], *, today: date) -> None:
    """Note the day of leaving, and end every way in: a card that comes back with its holder is a new card."""
    await execute("UPDATE person SET until = $2 WHERE id = ANY($1::uuid[])", people, today)
    await execute(f"{END_ACCESS} WHERE person = ANY($1::uuid[])", people)


async def _come(added: Iterable[PersonRow], *, village: UUID, homes: dict[str, UUID]) -> None:
    """Write the people who are new; who comes back under the old number is the same person again."""
    rows = await fetch("SELECT no, name, born FROM person WHERE village = $1 AND until IS NOT NULL", village)
    gone = {row["no"]: row for row in rows}
    for some in portions([person for person in added if person.person_no not in gone]):
        await Person.insert(*(_person(p, village=village, homes=homes) for p in some))
    for person in added:
        old = gone.get(person.person_no)
        if old is None:
            continue
        if old["name"] != person.name and old["born"] != person.born:
            raise Refused(
                _(
                    "Number %(number)s belonged to %(old)s, who left. %(new)s is somebody else and needs a new number.",
                    number=person.person_no,
                    old=old["name"],
                    new=person.name,
                )
            )
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


def _facts(changes: Changes, *, on: date) -> dict[str, object]:
    """Return what the record keeps: numbers and seats, never birth dates or phones."""
    return {
        "on": on.isoformat(),
        "added": len(changes.added),
        "changed": [change.person_no for change in changes.changed],
        "left": [person.person_no for person in changes.left],
        "seats_begun": [[c.person_no, c.seat.body.value, c.seat.office.value] for c in changes.seats_begun],
        "seats_ended": [[c.person_no, c.seat.body.value, c.seat.office.value] for c in changes.seats_ended],
        "representation": [[c.household_no, c.old, c.new] for c in changes.representation],
    }
