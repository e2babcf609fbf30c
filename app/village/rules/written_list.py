"""Writes the people of a village as the list that the import reads: an XLSX file in Chinese, every cell as text."""

import io
from collections import Counter
from collections.abc import Mapping

from app.village.rules.cells import HEADS, PARTIES, RELATIONS, SEXES
from app.village.rules.columns import HEADINGS, WRITTEN, Column
from app.village.rules.people import PersonRow, Roster
from app.village.rules.seat_cells import BODY_WORDS, OFFICE_WORDS
from app.village.rules.seats import Party, SeatRow

WIDTHS = {Column.BODIES: 36, Column.REPRESENTS: 36, Column.PHONE: 16}
WIDTH = 12  # characters


def write_list(roster: Roster) -> bytes:
    """Return the list as a file; read again, it gives the same people (`read_village`)."""
    import openpyxl  # slow to load, and only needed here
    from openpyxl.utils import get_column_letter

    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "村民名单"
    sheet.freeze_panes = "C2"  # number and name stay in sight
    sheet.append([HEADINGS[column].split()[0] for column in WRITTEN])
    alike = Counter((person.name, person.born) for person in roster)
    for person in roster:
        cells = _cells(person, alike=alike[person.name, person.born] > 1)
        sheet.append([cells[column] for column in WRITTEN])
    for number, column in enumerate(WRITTEN, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = WIDTHS.get(column, WIDTH)
    for row in sheet.iter_rows():
        for cell in row:
            cell.number_format, cell.data_type = "@", "s"  # else Excel takes a phone for a number and = for a formula
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def _cells(person: PersonRow, *, alike: bool) -> Mapping[Column, str]:
    return {
        Column.PERSON_NO: person.person_no,
        Column.NAME: person.name,
        Column.SEX: _word(SEXES, person.sex),
        Column.BORN: person.born.isoformat() if person.born else "",
        Column.HOUSEHOLD_NO: person.household_no,
        Column.GROUP: person.group,
        Column.HEAD: _word(HEADS, person.head) if person.head else "",
        Column.PHONE: person.phone,
        Column.PARTY: _word(PARTIES, person.party) if person.party is not Party.NONE else "",
        Column.BODIES: ";".join(_seat(seat) for seat in person.seats),
        Column.REPRESENTS: " ".join(person.represents),
        Column.RELATION: _word(RELATIONS, person.relation) if person.relation else "",
        Column.NAMESAKE: _word(HEADS, alike) if alike and person.born else "",
    }


def _seat(seat: SeatRow) -> str:
    return f"{_word(BODY_WORDS, seat.body)}:{_word(OFFICE_WORDS, seat.office)}"


def _word(words: Mapping[str, object], value: object) -> str:
    """Return the first Chinese word that is read as the value."""
    return next(word for word, meant in words.items() if meant is value and not word.isascii())
