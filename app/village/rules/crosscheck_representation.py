"""Checks who represents whom: only representatives do, only households that exist, and each by one person."""

from collections.abc import Iterator, Sequence

from app.village.rules.columns import Column
from app.village.rules.entries import Entry
from app.village.rules.faults import Fault
from app.village.rules.seats import Body
from app.words import _


def representation_faults(entries: Sequence[Entry]) -> Iterator[Fault]:
    """Yield what is wrong with the represented households."""
    homes = {entry.person.household_no for entry in entries}
    all_known = all(entry.knows(Column.HOUSEHOLD_NO) for entry in entries)
    first: dict[str, Entry] = {}
    for entry in entries:
        represents = entry.person.represents
        if represents and entry.knows(Column.BODIES) and entry.person.seat_in(Body.REPRESENTATIVES) is None:
            yield entry.fault(Column.REPRESENTS, _("Only a villagers' representative represents households."))
        for number in represents:
            if number not in homes and all_known:
                yield entry.fault(Column.REPRESENTS, _("There is no household %(number)s in the list.", number=number))
            other = first.setdefault(number, entry)
            if other is not entry:
                reason = _(
                    "Household %(number)s is already represented by %(name)s in row %(row)s.",
                    number=number,
                    name=other.person.name,
                    row=other.row,
                )
                yield entry.fault(Column.REPRESENTS, reason)
