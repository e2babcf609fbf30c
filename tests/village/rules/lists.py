"""Village lists for tests: a small true village, and ways to write it down as a file."""

import csv
import io
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl

from app.village.rules.columns import Column
from app.village.rules.people import PersonRow
from app.village.rules.roster import Reading, read_roster
from app.village.rules.seats import Body, Office, Party, SeatRow, Sex
from app.village.rules.spreadsheet import Sheet, SheetRow

TODAY = date(2026, 11, 21)
HEADINGS = tuple(column.value for column in Column)
VILLAGE_CSV = Path(__file__).parents[2] / "cases" / "village.csv"

HEAD = {
    "person_no": "P1",
    "name": "张伟",
    "sex": "男",
    "born": "1969-06-26",
    "household_no": "H1",
    "group": "一组",
    "head": "是",
}
SPOUSE = {**HEAD, "person_no": "P2", "name": "玉香", "sex": "女", "head": "", "relation": "配偶"}


def row(**cells: str) -> dict[str, str]:
    """A head of household with some cells different."""
    return {**HEAD, **cells}


def read(*rows: Mapping[str, str]) -> Reading:
    """Read rows as if they stood in a file below its headings."""
    lines = tuple(
        SheetRow(number=number, cells={Column(name): text for name, text in cells.items() if text})
        for number, cells in enumerate(rows, start=2)
    )
    return read_roster(Sheet(rows=lines), today=TODAY)


def faults(*rows: Mapping[str, str]) -> list[tuple[int | None, str | None, str, str]]:
    """The faults of rows as plain tuples: row, column, value, reason."""
    return [(fault.row, fault.column, fault.value, str(fault.reason)) for fault in read(*rows).faults]


def csv_file(
    records: Sequence[Sequence[str]], *, encoding: str = "utf-8", mark: str = "", separator: str = ","
) -> bytes:
    """Write records as an office program would."""
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=separator, lineterminator="\r\n").writerows(records)
    return (mark + text.getvalue()).encode(encoding)


def xlsx_file(records: Sequence[Sequence[Any]]) -> bytes:
    """Write records as an Excel workbook."""
    book = openpyxl.Workbook()
    for record in records:
        book.active.append(list(record))
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def seat(body: Body, office: Office) -> SeatRow:
    return SeatRow(body=body, office=office)


REPRESENTATIVE = seat(Body.REPRESENTATIVES, Office.REPRESENTATIVE)
COMMITTEE_MEMBER = seat(Body.VILLAGERS_COMMITTEE, Office.MEMBER)
SUPERVISOR = seat(Body.SUPERVISION, Office.MEMBER)
SECRETARY = seat(Body.BRANCH_COMMITTEE, Office.SECRETARY)


def person(number: str, **facts: Any) -> PersonRow:
    """A grown woman with a phone, alone in her household, with some facts different."""
    honest: dict[str, Any] = {
        "person_no": number,
        "name": f"玉{number}",
        "sex": Sex.FEMALE,
        "born": date(1980, 5, 1),
        "household_no": f"H{number}",
        "group": "一组",
        "head": True,
        "phone": f"1000000{number:0>4}",
        "party": Party.NONE,
    }
    return PersonRow(**(honest | facts))
