"""What waits for a second office, who that is, and what was decided."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from app.database import fetch, fetch_value
from app.doors import Actor, Role
from app.figures import day_of
from app.village.rules.consents import CARD_WAITS, ConsentKind, wish_words
from app.village.rules.seats import Body, Office, SeatRow
from app.village.rules.two_sides import WATCHING
from app.words import Message

SECOND_OFFICES = (Role.SUPERVISION, Role.TOWNSHIP)
LATEST = 50

# Who watches over others today and has come in with a password of their own: only they can agree to anything.
_WATCHERS = """
SELECT 1 FROM seat s JOIN account a ON a.person = s.person JOIN person p ON p.id = s.person
WHERE s.village = $1 AND s.body = ANY($2::text[]) AND s.since <= $3 AND (s.until IS NULL OR s.until > $3)
  AND (p.until IS NULL OR p.until > $3) AND a.password_hash IS NOT NULL AND s.person <> ALL($4::uuid[]) LIMIT 1
"""

_LINES = """
SELECT c.*, p.name, a.name AS asker, d.name AS decider FROM consent c
JOIN person p ON p.id = c.person JOIN person a ON a.id = c.asked_by LEFT JOIN person d ON d.id = c.decided_by
WHERE c.village = $1
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentLine:
    """One wish as the offices read it."""

    id: UUID
    person: UUID
    asked_by: UUID
    wish: Message
    asker: str
    asked_at: datetime
    decider: str
    decided_at: datetime | None
    agreed: bool | None
    reason: str

    def is_for(self, actor: Actor) -> bool:
        """Return whether `actor` may decide: of a second office, and neither who asked nor whom it is about."""
        return self.agreed is None and actor.may(*SECOND_OFFICES) and actor.person not in (self.person, self.asked_by)


async def second_office(by: Actor, *, besides: UUID, at: datetime) -> bool:
    """Return whether somebody could agree to an act of `by` that concerns `besides`.

    The command line needs nobody, and a village in which nobody of a second office has come in yet begins without:
    the record then says that one office acted alone.
    """
    if by.person is None:
        return False
    return bool(await fetch_value(_WATCHERS, by.village, sorted(WATCHING), day_of(at), [besides, by.person]))


async def card_agreed(person: UUID, *, village: UUID, at: datetime) -> UUID | None:
    """Return the consent under which a card for this person may be printed once, or None."""
    found: UUID | None = await fetch_value(
        "SELECT id FROM consent WHERE village = $1 AND person = $2 AND kind = 'card' AND agreed AND used_at IS NULL"
        " AND decided_at > $3 ORDER BY decided_at DESC LIMIT 1",
        village, person, at - CARD_WAITS,
    )  # fmt: skip
    return found


async def consents_of(village: UUID) -> list[ConsentLine]:
    """Return what was wished of late in a village, what waits first, then the newest."""
    rows = await fetch(f"{_LINES} ORDER BY c.agreed IS NOT NULL, c.asked_at DESC LIMIT {LATEST}", village)
    return [_line(row) for row in rows]


async def consents_waiting(actor: Actor) -> list[ConsentLine]:
    """Return what waits for this person's decision, the oldest first."""
    if not actor.may(*SECOND_OFFICES):
        return []
    rows = await fetch(f"{_LINES} AND c.agreed IS NULL ORDER BY c.asked_at LIMIT {LATEST}", actor.village)
    return [line for line in map(_line, rows) if line.is_for(actor)]


async def consents_about(person: UUID, *, since: datetime) -> list[ConsentLine]:
    """Return what was wished about a person since a moment, the newest first: they must hear of it."""
    rows = await fetch(
        f"{_LINES[: _LINES.index('WHERE')]} WHERE c.person = $1 AND c.asked_at > $2 ORDER BY c.asked_at DESC",
        person,
        since,
    )
    return [_line(row) for row in rows]


def _line(row: Mapping[str, Any]) -> ConsentLine:
    seat = SeatRow(body=Body(row["body"]), office=Office(row["office"])) if row["body"] else None
    day: date | None = row["day"]
    return ConsentLine(
        id=row["id"],
        person=row["person"],
        asked_by=row["asked_by"],
        wish=wish_words(ConsentKind(row["kind"]), name=row["name"], seat=seat, day=day),
        asker=row["asker"],
        asked_at=row["asked_at"],
        decider=row["decider"] or "",
        decided_at=row["decided_at"],
        agreed=row["agreed"],
        reason=row["reason"],
    )
