"""What the form of a new matter offers: who may answer for it, and which old matters may be brought again."""

from datetime import date
from uuid import UUID

from app.database import fetch
from app.deliberation.rules.matter_words import number_words
from app.village.rules.roles import title_of
from app.village.rules.seats import Body, Office, SeatRow
from app.words import Message


async def sponsors_of(village: UUID, *, on: date) -> list[tuple[UUID, str, str]]:
    """Return who may answer for a matter: the members of the two committees of a day, with name and office."""
    rows = await fetch(
        "SELECT p.id, p.name, array_agg(s.body) AS bodies, array_agg(s.office) AS offices"
        " FROM seat s JOIN person p ON p.id = s.person WHERE s.village = $1 AND s.since <= $2"
        " AND (s.until IS NULL OR s.until > $2) AND s.body IN ('branch_committee', 'villagers_committee')"
        " AND s.office <> 'clerk' GROUP BY p.id, p.name ORDER BY p.name",
        village, on,
    )  # fmt: skip
    return [
        (
            row["id"],
            row["name"],
            title_of(
                SeatRow(body=Body(body), office=Office(office))
                for body, office in zip(row["bodies"], row["offices"], strict=True)
            ),
        )
        for row in rows
    ]


async def renewable(village: UUID) -> list[tuple[UUID, Message, str]]:
    """Return the matters that may be brought again: the last thirty that were rejected or withdrawn."""
    rows = await fetch(
        "SELECT id, year, number, title FROM proposal WHERE village = $1 AND state IN ('rejected', 'withdrawn')"
        " ORDER BY year DESC, number DESC LIMIT 30",
        village,
    )
    return [(row["id"], number_words(row["year"], row["number"]), row["title"]) for row in rows]
