"""Counts what a village list holds, so that the administrator sees at a glance whether it was understood."""

from dataclasses import dataclass
from datetime import date

from app.village.rules.people import Roster, is_adult
from app.village.rules.seats import Body, Party


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """The numbers of a village as found in a list; `adults` counts villagers only."""

    people: int
    adults: int
    households: int
    groups: int
    party_members: int
    represented_households: int
    seats: tuple[tuple[Body, int], ...]


def preview_of(roster: Roster, *, today: date) -> Preview:
    """Return the counts of a roster; bodies without a seat are left out."""
    counts = tuple((body, sum(person.seat_in(body) is not None for person in roster)) for body in Body)
    return Preview(
        people=len(roster),
        adults=sum(is_adult(person, today=today) for person in roster if person.household_no),
        households=len(roster.households),
        groups=len({person.group for person in roster if person.household_no}),
        party_members=sum(person.party is not Party.NONE for person in roster),
        represented_households=len({number for person in roster for number in person.represents}),
        seats=tuple((body, count) for body, count in counts if count),
    )
