"""Reads whether somebody is a villager who may stand behind a matter, and whether they do."""

from enum import StrEnum
from uuid import UUID

from app.database import fetch_row

# who only serves the village (a township officer, a clerk from elsewhere) has no household in it
STANDING = (
    "SELECT p.household IS NOT NULL AND p.until IS NULL AS villager,"
    " EXISTS (SELECT 1 FROM support u WHERE u.proposal = $1 AND u.person = p.id) AS behind"
    " FROM person p WHERE p.id = $2"
)


class Standing(StrEnum):
    """How a reader stands to a matter."""

    NO_VILLAGER = "no_villager"
    FREE = "free"
    BEHIND = "behind"


async def standing_of(proposal: UUID, person: UUID | None) -> Standing:
    """Return how a person stands to a matter; the command line and strangers are no villagers."""
    row = None if person is None else await fetch_row(STANDING, proposal, person)
    if row is None or not row["villager"]:
        return Standing.NO_VILLAGER
    return Standing.BEHIND if row["behind"] else Standing.FREE
