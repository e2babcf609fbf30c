"""Reads who lives in the village on a day with their seats of that day, so that a body can be called together."""

from collections import defaultdict
from datetime import date
from uuid import UUID

from app.database import fetch
from app.deliberation.rules.bodies import Assembly
from app.deliberation.rules.due import DueMember, Villager, due_members
from app.village.rules.seats import Body, Office, Party, SeatRow


async def villagers(village: UUID, *, on: date) -> tuple[Villager, ...]:
    """Return everybody of the village on that day, by name."""
    seats: defaultdict[UUID, set[SeatRow]] = defaultdict(set)
    held = await fetch(
        "SELECT person, body, office FROM seat WHERE village = $1 AND since <= $2 AND (until IS NULL OR until > $2)",
        village, on,
    )  # fmt: skip
    for row in held:
        seats[row["person"]].add(SeatRow(body=Body(row["body"]), office=Office(row["office"])))
    people = await fetch(
        "SELECT id, name, household, born, party FROM person"
        " WHERE village = $1 AND (until IS NULL OR until > $2) ORDER BY name, no",
        village, on,
    )  # fmt: skip
    return tuple(
        Villager(
            id=row["id"],
            name=row["name"],
            household=row["household"],
            born=row["born"],
            party=Party(row["party"]),
            seats=frozenset(seats[row["id"]]),
        )
        for row in people
    )


async def people_due(body: Assembly, *, village: UUID, on: date) -> tuple[DueMember, ...]:
    """Return who is due when a body of the village sits on that day."""
    return due_members(body, await villagers(village, on=on), on=on)
