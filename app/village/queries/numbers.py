"""Whom a village knows or knew, and which numbers were given: nobody gets the number of somebody else."""

from uuid import UUID

from app.database import fetch
from app.village.queries import load_roster
from app.village.rules.numbering import Known
from app.village.rules.people import PersonRow
from app.village.rules.seats import Sex


async def known_people(village: UUID) -> Known:
    """Return the people of today and those who left, with all household numbers there ever were."""
    left = await fetch(
        "SELECT no, name, sex, born FROM person WHERE village = $1 AND until IS NOT NULL ORDER BY no", village
    )
    homes = await fetch("SELECT no FROM household WHERE village = $1", village)
    return Known(
        today=await load_roster(village),
        left=tuple(
            PersonRow(person_no=row["no"], name=row["name"], sex=Sex(row["sex"]), born=row["born"]) for row in left
        ),
        households=frozenset(row["no"] for row in homes),
    )
