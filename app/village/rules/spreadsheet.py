"""Takes the file an office saved, CSV or XLSX, and gives its rows with their numbers and columns."""

from dataclasses import dataclass, replace
from pathlib import PurePath

from app.village.rules.columns import Column, Header, known_among, read_header
from app.village.rules.csv_text import csv_records
from app.village.rules.faults import Fault, shortened
from app.village.rules.office_list import heads_are_named
from app.village.rules.xlsx_cells import xlsx_records
from app.words import Message, _

BYTES_LIMIT = 5_000_000
ROWS_LIMIT = 20_000
COLUMNS_LIMIT = 40
LINES_LIMIT = 100_000
TITLE_LINES = 10

OLD_EXCEL = b"\xd0\xcf\x11\xe0"
ZIP = b"PK\x03\x04"
TEXT_NAMES = frozenset({"", ".csv", ".txt", ".tsv"})


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetRow:
    """One line of the list; the number is the one the spreadsheet shows, the headings being line 1."""

    number: int
    cells: dict[Column, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """The rows of a file; with faults there are no rows, while notices only tell what was passed over."""

    rows: tuple[SheetRow, ...] = ()
    faults: tuple[Fault, ...] = ()
    notices: tuple[Fault, ...] = ()
    columns: frozenset[Column] = frozenset()


def read_sheet(data: bytes, *, filename: str) -> Sheet:
    """Return the rows of a spreadsheet file, or what is wrong with the file."""
    records = _records(data, filename=filename)
    if isinstance(records, Message):
        return Sheet(faults=(Fault(reason=records),))
    if len(records) > LINES_LIMIT:
        return Sheet(faults=(Fault(reason=_("The file has more than %(limit)s lines.", limit=LINES_LIMIT)),))
    first = _heading_line(records)
    if first is None or not any(_filled(record) for record in records[first + 1 :]):
        return Sheet(faults=(Fault(reason=_("There are no people in this file.")),))
    return _sheet(records, first=first)


def _records(data: bytes, *, filename: str) -> list[list[str]] | Message:
    """Return the bare records; the content decides what kind of file it is, the name only betrays a wrong one."""
    if len(data) > BYTES_LIMIT:
        return _("This file is larger than 5 MB, too large for a village list.")
    if not data.strip():
        return _("This file is empty.")
    if data.startswith(OLD_EXCEL):
        return _("This is an old Excel file (.xls) or one with a password. Save it as XLSX without a password.")
    if data.startswith(ZIP):
        return xlsx_records(data)
    ending = PurePath(filename).suffix.lower()
    if ending not in TEXT_NAMES or data.lstrip().startswith((b"<", b"%PDF", b"{\\rtf")):
        return _("This file can't be read as a spreadsheet. Save the list as XLSX or CSV.")
    return csv_records(data)


def _heading_line(records: list[list[str]]) -> int | None:
    """Find the line of headings; office lists often carry a title above it, or headings of two lines.

    Of lines that hold equally many headings the last one counts: merged headings are filled downwards.
    """
    filled = [at for at, record in enumerate(records[:TITLE_LINES]) if _filled(record)]
    known = {at: known_among(records[at]) for at in filled}
    return max(filled, key=lambda at: (known[at], at if known[at] else -at), default=None)


def _sheet(records: list[list[str]], *, first: int) -> Sheet:
    header = _with_named_heads(read_header(records[first]), records[first + 1 :])
    line = first + 1
    faults = [
        Fault(row=line, column=column, reason=_("The column “%(name)s” is missing.", name=column.label))
        for column in header.missing
    ]
    faults += [
        Fault(row=line, column=column, reason=_("This column stands in the file twice.")) for column in header.doubled
    ]
    faults += _too_large(records, first=first)
    if faults:
        return Sheet(faults=tuple(faults))
    rows = tuple(
        SheetRow(number=number, cells=_cells(record, header.places))
        for number, record in enumerate(records[first + 1 :], start=line + 1)
        if _filled(record)
    )
    notices = tuple(_passed_over(name, line=line) for name in header.unknown)
    return Sheet(rows=rows, notices=notices, columns=frozenset(header.places.values()))


def _with_named_heads(header: Header, records: list[list[str]]) -> Header:
    """Take the column 户主 for what it holds: a mark, or the names of the heads, which stand for household numbers."""
    at = {column: place for place, column in header.places.items()}
    if Column.HEAD_NAME in at or not {Column.NAME, Column.HEAD} <= at.keys():
        return header
    names, heads = (
        [record[at[column]] for record in records if at[column] < len(record)] for column in (Column.NAME, Column.HEAD)
    )
    if not heads_are_named(heads, names=names):
        return header
    places = header.places | {at[Column.HEAD]: Column.HEAD_NAME}
    return replace(
        header, places=places, missing=tuple(one for one in header.missing if one is not Column.HOUSEHOLD_NO)
    )


def _cells(record: list[str], places: dict[int, Column]) -> dict[Column, str]:
    return {column: record[place] for place, column in places.items() if place < len(record) and record[place]}


def _too_large(records: list[list[str]], *, first: int) -> list[Fault]:
    faults = []
    if sum(map(_filled, records[first + 1 :])) > ROWS_LIMIT:
        reason = _("The list has more than %(limit)s rows; a village has fewer people.", limit=ROWS_LIMIT)
        faults.append(Fault(reason=reason))
    for number, record in enumerate(records, start=1):
        if any(cell.strip() for cell in record[COLUMNS_LIMIT:]):
            reason = _("This row has more than %(limit)s columns.", limit=COLUMNS_LIMIT)
            return [*faults, Fault(row=number, reason=reason)]
    return faults


def _passed_over(name: str, *, line: int) -> Fault:
    reason = _("The column “%(name)s” is not known and was passed over.", name=shortened(name))
    return Fault(row=line, value=name, reason=reason)


def _filled(record: list[str]) -> bool:
    return any(cell.strip() for cell in record)
