"""What one office wishes and a second one must agree to: cards and seats of those who watch over others."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from uuid import UUID

from app.village.rules.seats import SeatRow
from app.words import Message, _

CARD_WAITS = timedelta(days=7)  # so long a card that was agreed to can be printed


class ConsentKind(StrEnum):
    """What is wished."""

    CARD = "card"
    REVOKE = "revoke"
    SEAT_BEGINS = "seat_begins"
    SEAT_ENDS = "seat_ends"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """One wish: for whom, and for a seat which one and its first or last day."""

    kind: ConsentKind
    person: UUID
    seat: SeatRow | None = None
    day: date | None = None


def wish_words(kind: ConsentKind, *, name: str, seat: SeatRow | None, day: date | None) -> Message:
    """Say what is wished, in one line."""
    match kind:
        case ConsentKind.CARD:
            return _("a new login card for %(name)s", name=name)
        case ConsentKind.REVOKE:
            return _("end card, password and sessions of %(name)s", name=name)
        case ConsentKind.SEAT_BEGINS:
            return _("%(name)s takes a seat from %(day)s: %(seat)s", name=name, day=day, seat=_label(seat))
        case ConsentKind.SEAT_ENDS:
            return _("%(name)s leaves a seat on %(day)s: %(seat)s", name=name, day=day, seat=_label(seat))


def _label(seat: SeatRow | None) -> Message | str:
    return "" if seat is None else seat.label
