"""Where people live: groups and households as a list has them, made, renamed and moved inside an enrolment."""

from collections.abc import Iterable, Sequence
from typing import TypeVar
from uuid import UUID, uuid4

from app.database import execute, fetch, must_be_in_transaction
from app.village.rules.people import Roster
from app.village.rules.renames import renamed_groups
from app.village.tables import Group, Household

AT_ONCE = 500  # rows in one statement; PostgreSQL takes 32,767 values
T = TypeVar("T")


async def settle(listed: Roster, *, village: UUID) -> dict[str, UUID]:
    """Bring groups and households to the list, and return the households by number."""
    must_be_in_transaction()
    wanted = {person.household_no: person.group for person in listed if person.household_no}
    homes, placed = await _homes_of(village)
    for old, new in renamed_groups(placed, wanted).items():
        if await fetch("SELECT 1 FROM village_group WHERE village = $1 AND name = $2", village, new):
            continue  # an empty group of old has that name; its households move there below
        await execute("UPDATE village_group SET name = $3 WHERE village = $1 AND name = $2", village, old, new)
        placed = {number: new if group == old else group for number, group in placed.items()}
    groups = await _groups(set(wanted.values()), village=village)
    for number in sorted(wanted.keys() & placed.keys()):
        if placed[number] != wanted[number]:
            await execute('UPDATE household SET "group" = $2 WHERE id = $1', homes[number], groups[wanted[number]])
    new_homes = sorted(wanted.keys() - homes.keys())
    homes |= {number: uuid4() for number in new_homes}
    for some in portions(new_homes):
        await Household.insert(
            *(Household(id=homes[no], village=village, no=no, group=groups[wanted[no]]) for no in some)
        )
    return homes


async def _homes_of(village: UUID) -> tuple[dict[str, UUID], dict[str, str]]:
    """Return the households of today by number, and the name of each one's group."""
    rows = await fetch(
        'SELECT h.id, h.no, g.name FROM household h JOIN village_group g ON g.id = h."group" WHERE h.village = $1',
        village,
    )
    return {row["no"]: row["id"] for row in rows}, {row["no"]: row["name"] for row in rows}


async def _groups(wanted: set[str], *, village: UUID) -> dict[str, UUID]:
    rows = await fetch("SELECT id, name FROM village_group WHERE village = $1", village)
    groups: dict[str, UUID] = {row["name"]: row["id"] for row in rows}
    for name in sorted(wanted - groups.keys()):
        groups[name] = uuid4()
        await Group.insert(Group(id=groups[name], village=village, name=name))
    return groups


def portions(rows: Sequence[T]) -> Iterable[Sequence[T]]:
    """Cut rows into what one statement takes."""
    return (rows[start : start + AT_ONCE] for start in range(0, len(rows), AT_ONCE))
