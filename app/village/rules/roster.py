"""Turns the rows of a village list into people, and names every row that is wrong and why."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import TypeVar

from app.village.rules import cells, crosscheck
from app.village.rules.characters import personal_name
from app.village.rules.columns import Column
from app.village.rules.entries import Entry
from app.village.rules.faults import Fault
from app.village.rules.numbering import Known, numbered
from app.village.rules.office_list import at_home, with_represented
from app.village.rules.people import PersonRow, Roster, roster_of
from app.village.rules.seat_cells import read_represents, read_seats
from app.village.rules.seats import Party, Sex
from app.village.rules.spreadsheet import Sheet, SheetRow, read_sheet
from app.words import Message, _

NOBODY = Known()
T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What was understood of a file: the people of the faultless rows, and everything that must be put right.

    With any fault the roster is only good for a preview, and nothing of it may be written.
    """

    roster: Roster
    faults: tuple[Fault, ...] = ()
    notices: tuple[Fault, ...] = ()


def read_village(data: bytes, *, filename: str, today: date, known: Known = NOBODY) -> Reading:
    """Read a village list from the bytes of a CSV or XLSX file; `known` gives a list without numbers those of today."""
    return read_roster(read_sheet(data, filename=filename), today=today, known=known)


def read_roster(sheet: Sheet, *, today: date, known: Known = NOBODY) -> Reading:
    """Read the people of a sheet: each row for itself, then who they are, then the rows against each other."""
    if sheet.faults:
        return Reading(roster=Roster(), faults=sheet.faults, notices=sheet.notices)
    number = _number if Column.PERSON_NO not in sheet.columns and sheet.columns else _required_code
    rows = [_read_row(row, today=today, number=number) for row in sheet.rows]
    entries, homeless = at_home([entry for entry, _faults in rows], columns=sheet.columns)
    entries, doubtful = numbered(entries, known=known)
    entries, unclear = with_represented(entries)
    faults = [fault for _entry, found in rows for fault in found] + homeless + doubtful + unclear
    faults += crosscheck.faults_between(entries)
    return Reading(roster=_sound(entries, faults), faults=_in_order(faults), notices=sheet.notices)


def _sound(entries: Iterable[Entry], faults: Iterable[Fault]) -> Roster:
    wrong = {fault.row for fault in faults}
    return roster_of(entry.person for entry in entries if entry.row not in wrong)


def _in_order(faults: Iterable[Fault]) -> tuple[Fault, ...]:
    places = list(Column)
    return tuple(
        sorted(faults, key=lambda fault: (fault.row or 0, places.index(fault.column) if fault.column else len(places)))
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Cells:
    """One row being read; what can't be read is written down and replaced by a stand-in."""

    row: SheetRow
    faults: list[Fault] = field(default_factory=list)

    def take(self, column: Column, read: Callable[[str], T | Message], stand_in: T) -> T:
        text = self.row.cells.get(column, "")
        answer = read(text)
        if not isinstance(answer, Message):
            return answer
        self.faults.append(Fault(row=self.row.number, column=column, value=text, reason=answer))
        return stand_in


def _read_row(row: SheetRow, *, today: date, number: Callable[[str], str | Message]) -> tuple[Entry, list[Fault]]:
    line = _Cells(row=row)
    person = PersonRow(
        row=row.number,
        person_no=line.take(Column.PERSON_NO, number, ""),
        name=line.take(Column.NAME, personal_name, ""),
        sex=line.take(Column.SEX, cells.read_sex, Sex.MALE),
        born=line.take(Column.BORN, partial(cells.read_born, today=today), None),
        household_no=line.take(Column.HOUSEHOLD_NO, cells.read_code, ""),
        group=line.take(Column.GROUP, cells.read_group, ""),
        head=line.take(Column.HEAD, cells.read_head, False),
        phone=line.take(Column.PHONE, cells.read_phone, ""),
        party=line.take(Column.PARTY, cells.read_party, Party.NONE),
        seats=line.take(Column.BODIES, read_seats, ()),
        represents=line.take(Column.REPRESENTS, read_represents, ()),
        relation=line.take(Column.RELATION, cells.read_relation, None),
    )
    namesake = line.take(Column.NAMESAKE, cells.read_namesake, False)
    unread = frozenset(fault.column for fault in line.faults if fault.column is not None)
    return Entry(person=person, cells=row.cells, unread=unread, namesake=namesake), line.faults


def _number(_text: str) -> str:
    """Return no number: the list has none, and `numbering` finds it."""
    return ""


def _required_code(text: str) -> str | Message:
    return cells.read_code(text) or _("The person's number is missing.")
