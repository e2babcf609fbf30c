"""Who serves the village from outside is seldom on its household list, and does not leave because of that."""

from collections.abc import Iterator
from dataclasses import replace

from app.village.rules.people import PersonRow, Roster, roster_of
from app.village.rules.seats import OUTSIDE_BODIES, SeatRow


def with_servants(listed: Roster, *, today: Roster) -> Roster:
    """Return the list, completed by today's offices of administration and township that it names nobody for.

    An administrator who imports the household list must not lose the own seat, nor the clerk the desk, because the
    list is of households; a list that names a clerk replaces the clerk.
    """
    named = {seat for person in listed for seat in person.seats if seat.body in OUTSIDE_BODIES}
    return roster_of((*_kept_seats(listed, today=today, named=named), *_kept_people(listed, today=today, named=named)))


def _kept_seats(listed: Roster, *, today: Roster, named: set[SeatRow]) -> Iterator[PersonRow]:
    before = today.by_no
    for person in listed:
        old = before.get(person.person_no)
        kept = _outside(old, named) if old is not None else ()
        yield replace(person, seats=tuple(sorted({*person.seats, *kept}))) if kept else person


def _kept_people(listed: Roster, *, today: Roster, named: set[SeatRow]) -> Iterator[PersonRow]:
    there = listed.by_no
    for person in today:
        if person.person_no not in there and person.lives_outside and (kept := _outside(person, named)):
            yield replace(person, seats=kept)


def _outside(person: PersonRow, named: set[SeatRow]) -> tuple[SeatRow, ...]:
    return tuple(seat for seat in person.seats if seat.body in OUTSIDE_BODIES and seat not in named)
