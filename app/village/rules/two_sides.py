"""Nobody sits on both sides: who supervises the village does not run it, and the township's officer does neither."""

from collections.abc import Collection

from app.village.rules.seats import Body, Office, SeatRow
from app.words import Message, _

# Seats that watch over others: who holds them, and how they come in, is not for those they watch over to decide.
WATCHING = frozenset({Body.SUPERVISION, Body.TOWNSHIP})


def watches(seats: Collection[SeatRow]) -> bool:
    """Return whether any of `seats` watches over others."""
    return any(seat.body in WATCHING for seat in seats)


def is_supervised(seat: SeatRow) -> bool:
    """Return whether a seat is one of those that the supervision committee watches.

    Organic Law (2025) art. 37 bars members of the villagers' committee; the guiding opinion of 2017 the Party
    secretary. Whoever writes the papers and hands out the logins is of their side too.
    """
    return seat.body in (Body.VILLAGERS_COMMITTEE, Body.ADMINISTRATION) or (
        seat.body is Body.BRANCH_COMMITTEE and seat.office is Office.SECRETARY
    )


def clash_of(seats: Collection[SeatRow]) -> Message | None:
    """Return why one person can't hold all of `seats`, or None."""
    bodies = {seat.body for seat in seats}
    if Body.SUPERVISION in bodies and (other := next((seat for seat in sorted(seats) if is_supervised(seat)), None)):
        return _(
            "One person cannot supervise the village and run it: supervision committee and %(seat)s"
            " (Organic Law art. 37).",
            seat=other.label,
        )
    if Body.TOWNSHIP in bodies and len(bodies) > 1:
        return _("A township officer who watches over the village holds no seat in it.")
    return None


def effective(seats: Collection[SeatRow]) -> frozenset[SeatRow]:
    """Return the seats that count: who sits on both sides, whatever a list says, does not watch."""
    if clash_of(seats) is None:
        return frozenset(seats)
    return frozenset(seat for seat in seats if seat.body not in WATCHING)
