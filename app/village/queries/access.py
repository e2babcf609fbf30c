"""Who has a way in: a card that waits for its first use, a password, or none yet."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from app.database import fetch
from app.village.queries import seats_of
from app.village.rules.natural_order import natural
from app.village.rules.people import OF_AGE
from app.village.rules.seats import Office
from app.village.rules.two_sides import watches
from app.words import Message, _


class Access(StrEnum):
    """How a person comes in; the words are those of the list's filter."""

    NONE = "none"
    CARD = "card"
    EXPIRED = "expired"
    PASSWORD = "password"  # noqa: S105  # the word, not one

    @property
    def label(self) -> Message:
        """The word a reader sees."""
        return ACCESS_LABELS[self]


ACCESS_LABELS: dict[Access, Message] = {
    Access.NONE: _("No card yet"),
    Access.CARD: _("Card not used yet"),
    Access.EXPIRED: _("Card has run out"),
    Access.PASSWORD: _("Has a password"),
}

# A card that waits counts before the password it will replace; $2 is the day.
ACCESS_SQL = (
    "CASE WHEN a.card_until >= $2 AND a.card_hash IS NOT NULL THEN 'card'"
    " WHEN a.password_hash IS NOT NULL THEN 'password' WHEN a.card_hash IS NOT NULL THEN 'expired' ELSE 'none' END"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class CardHolder:
    """Somebody a card is printed for."""

    person: UUID
    number: str
    name: str
    group: str
    household: str


async def holders(village: UUID, *, people: Sequence[UUID], on: date) -> list[CardHolder]:
    """Return those of `people` who live here or serve here today, in the order in which cards are handed out."""
    return await _holders("p.id = ANY($3::uuid[])", village, on, list(people))


async def without_access(village: UUID, *, on: date) -> list[CardHolder]:
    """Return the grown-ups and the seat holders who have neither a card that counts nor a password."""
    return await _holders(
        "(a.card_hash IS NULL OR a.card_until < $2) AND a.password_hash IS NULL"  # noqa: S608  # our own words
        f" AND (p.born <= ($2::date - INTERVAL '{OF_AGE} years')"
        "  OR EXISTS (SELECT 1 FROM seat s WHERE s.person = p.id AND (s.until IS NULL OR s.until > $2)))",
        village,
        on,
    )


async def _holders(which: str, *values: object) -> list[CardHolder]:
    rows = await fetch(
        "SELECT p.id, p.no, p.name, g.name AS group_name, h.no AS household FROM person p"  # noqa: S608  # our own words
        " LEFT JOIN account a ON a.person = p.id LEFT JOIN household h ON h.id = p.household"
        ' LEFT JOIN village_group g ON g.id = h."group"'
        f" WHERE p.village = $1 AND (p.until IS NULL OR p.until > $2) AND {which}",
        *values,
    )
    found = [
        CardHolder(
            person=row["id"],
            number=row["no"],
            name=row["name"],
            group=row["group_name"] or "",
            household=row["household"] or "",
        )
        for row in rows
    ]
    return sorted(found, key=lambda one: (natural(one.group), natural(one.household), natural(one.number)))


async def above_the_clerk(people: Sequence[UUID], *, on: date) -> bool:
    """Return whether any of `people` holds a seat whose card only an administrator may touch."""
    for person in people:
        seats = await seats_of(person, on=on)
        if watches(seats) or any(seat.office is Office.ADMINISTRATOR for seat in seats):
            return True
    return False
