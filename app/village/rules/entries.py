"""A row of the village list while it is being checked: what was read, what was typed, what could not be read."""

from collections.abc import Mapping
from dataclasses import dataclass

from app.village.rules.columns import Column
from app.village.rules.faults import Fault
from app.village.rules.people import PersonRow
from app.words import Message


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A person as read; columns in `unread` hold a stand-in and already have their fault."""

    person: PersonRow
    cells: Mapping[Column, str]
    unread: frozenset[Column] = frozenset()
    namesake: bool = False  # the list says that this is another person than the one of the same name and birth date

    @property
    def row(self) -> int:
        """The row's number in the spreadsheet."""
        return self.person.row

    def knows(self, *columns: Column) -> bool:
        """Whether all these columns could be read."""
        return self.unread.isdisjoint(columns)

    def fault(self, column: Column, reason: Message) -> Fault:
        """Return a fault of this row, with what was typed there."""
        return Fault(row=self.row, column=column, value=self.cells.get(column, "").strip(), reason=reason)
