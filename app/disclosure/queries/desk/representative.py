"""Who speaks for one's household among the representatives, how often they came, how they answered by name."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from app.database import fetch_row
from app.disclosure.queries.desk.own import Served, served
from app.votes.queries.named import OwnAnswer, own_record

MOST_SHOWN = 5
SPEAKS = """
SELECT p.id, p.name FROM person me JOIN representation r ON r.household = me.household AND r.until IS NULL
  JOIN person p ON p.id = r.representative WHERE me.id = $1 AND r.village = $2 AND p.id <> $1
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class MyRepresentative:
    """The representative of one's household: name, service since the beginning of the year, last answers by name."""

    name: str
    served: Served
    answers: tuple[OwnAnswer, ...]


async def representative_of(person: UUID, *, village: UUID, since: datetime) -> MyRepresentative | None:
    """Return who represents the household of `person`; None for who represents it, or belongs to none."""
    row = await fetch_row(SPEAKS, person, village)
    if row is None:
        return None
    named = [answer for answer in await own_record(row["id"]) if answer.named]
    return MyRepresentative(
        name=row["name"],
        served=await served(row["id"], village=village, since=since),
        answers=tuple(named[:MOST_SHOWN]),
    )
