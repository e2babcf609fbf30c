"""A list is read whichever program saved it, and a file that is no list is refused in plain words."""

import io
import zipfile
from datetime import date, datetime

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.village.rules.columns import Column
from app.village.rules.spreadsheet import Sheet, read_sheet
from app.village.rules.xlsx_cells import cell_text
from tests.village.rules.lists import HEADINGS, csv_file, xlsx_file

CHINESE = ("人员编号", "姓名", "性别", "出生日期", "户号", "村民小组", "户主")
ZHANG = ("P1", "张伟", "男", "1969-06-26", "H1", "一组", "是")
ENCODINGS = [("utf-8", ""), ("utf-8", "\ufeff"), ("gb18030", ""), ("gb18030", "\ufeff"), ("utf-16", "")]
words = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=20).map(str.strip)


def refusal(data: bytes, *, filename: str = "village.csv") -> str:
    sheet = read_sheet(data, filename=filename)
    assert not sheet.rows
    return " ".join(str(fault.reason) for fault in sheet.faults)


def cells(sheet: Sheet) -> list[dict[str, str]]:
    assert not sheet.faults
    return [{column.value: text for column, text in row.cells.items()} for row in sheet.rows]


@pytest.mark.parametrize(("encoding", "mark"), ENCODINGS)
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_a_csv_is_read_in_every_encoding_and_with_every_separator(encoding: str, mark: str, separator: str) -> None:
    data = csv_file([CHINESE, ZHANG], encoding=encoding, mark=mark, separator=separator)

    sheet = read_sheet(data, filename="名册.csv")

    assert cells(sheet) == [dict(zip(HEADINGS, ZHANG, strict=False))]


@given(name=words, group=words, encoding=st.sampled_from(ENCODINGS))
def test_what_was_typed_comes_back_from_every_encoding(name: str, group: str, encoding: tuple[str, str]) -> None:
    typed = ("P1", "张" + name, "女", "", "H1", group, "")

    sheet = read_sheet(csv_file([CHINESE, typed], encoding=encoding[0], mark=encoding[1]), filename="a.csv")

    assert cells(sheet) == [{head: text for head, text in zip(HEADINGS, typed, strict=False) if text}]


def test_a_row_has_the_number_that_the_spreadsheet_shows() -> None:
    note = ("P1", "张\n伟", "男", "1969-06-26", "H1", "一组", "是")

    sheet = read_sheet(csv_file([CHINESE, note, ("",) * 7, ZHANG]), filename="a.csv")

    assert [row.number for row in sheet.rows] == [2, 4]
    assert sheet.rows[0].cells[Column.NAME] == "张\n伟"


def test_a_title_above_the_headings_is_passed_over() -> None:
    sheet = read_sheet(csv_file([("曼贡村村民名册", "", "", "", "", "", ""), CHINESE, ZHANG]), filename="a.csv")

    assert [row.number for row in sheet.rows] == [3]


def test_notes_on_a_sheet_before_the_list_are_passed_over() -> None:
    book = openpyxl.load_workbook(io.BytesIO(xlsx_file([("填表说明",), ("姓名要写全",)])))
    for record in (CHINESE, ZHANG):
        (book["list"] if "list" in book else book.create_sheet("list")).append(record)
    saved = io.BytesIO()
    book.save(saved)

    assert cells(read_sheet(saved.getvalue(), filename="a.xlsx")) == [dict(zip(HEADINGS, ZHANG, strict=False))]


def test_excel_dates_and_phones_come_back_as_they_were_typed() -> None:
    headings = (*CHINESE, "电话")
    rows = [
        ("P1", "张伟", "男", datetime(1969, 6, 26), "H1", "一组", True, 10000010024),  # noqa: DTZ001  # Excel knows no zone
        (2, "玉香", "女", date(1971, 1, 2), 7.0, "一组", None, 10000010037.0),
    ]

    first, second = cells(read_sheet(xlsx_file([headings, *rows]), filename="名册.xlsx"))

    assert (first["born"], first["head"], first["phone"]) == ("1969-06-26", "是", "10000010024")
    assert (second["person_no"], second["household_no"], second["phone"]) == ("2", "7", "10000010037")


def test_a_number_that_excel_made_of_a_phone_loses_its_point_and_a_broken_one_is_kept() -> None:
    assert [cell_text(1.0000010037e10), cell_text(7.5), cell_text(False), cell_text(None)] == [
        "10000010037",
        "7.5",
        "否",
        "",
    ]


def test_missing_and_doubled_columns_are_named_and_unknown_ones_passed_over() -> None:
    doubled = read_sheet(csv_file([("name", "姓名", "sex"), ("张伟", "张伟", "男")]), filename="a.csv")
    unknown = read_sheet(csv_file([(*CHINESE, "民族"), (*ZHANG, "傣族")]), filename="a.csv")

    assert {fault.column for fault in doubled.faults} == {
        Column.PERSON_NO, Column.BORN, Column.HOUSEHOLD_NO, Column.GROUP, Column.HEAD, Column.NAME,
    }  # fmt: skip
    assert [(fault.row, fault.value) for fault in unknown.notices] == [(1, "民族")]
    assert len(unknown.rows) == 1


@pytest.mark.parametrize(
    ("data", "filename", "said"),
    [
        (b"", "a.csv", "This file is empty."),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "a.xls", "old Excel file"),
        (b"%PDF-1.7", "a.csv", "can't be read as a spreadsheet"),
        (b"<html><table>", "a.csv", "can't be read as a spreadsheet"),
        (b"name,sex", "a.xlsx", "can't be read as a spreadsheet"),
        (b"name\x00sex", "a.csv", "not a text file"),
        (b"name\n\xff\xfe\xff", "a.csv", "characters of this file"),
        (b'name,sex\n"P1,x\n', "a.csv", "quotation mark"),
        (b"x" * 5_000_001, "a.csv", "larger than 5 MB"),
        (b"PK\x03\x04broken", "a.xlsx", "damaged"),
        (csv_file([CHINESE]), "a.csv", "no people"),
        (csv_file([CHINESE, *[ZHANG] * 20_001]), "a.csv", "more than 20000 rows"),
        (csv_file([CHINESE, (*ZHANG, *"x" * 34)]), "a.csv", "more than 40 columns"),
        (b"name\n" + b"\n" * 100_001, "a.csv", "more than 100000 lines"),
    ],
)
def test_a_file_that_is_no_list_is_refused_in_plain_words(data: bytes, filename: str, said: str) -> None:
    assert said in refusal(data, filename=filename)


def packed(parts: dict[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return file.getvalue()


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        ({"content.xml": b"<office/>"}, "not an Excel workbook"),
        ({"xl/workbook.xml": b"<workbook/>", "xl/big.xml": b" " * 40_000_000}, "far more than a village list"),
        ({"xl/workbook.xml": b"<!DOCTYPE bomb>"}, "definitions"),
        ({"xl/workbook.xml": b"<workbook/>"}, "damaged"),
    ],
)
def test_a_package_is_looked_into_before_it_is_opened(parts: dict[str, bytes], said: str) -> None:
    assert said in refusal(packed(parts), filename="a.xlsx")


def test_a_cell_far_to_the_right_is_not_lost_in_silence() -> None:
    assert "more than 40 columns" in refusal(xlsx_file([CHINESE, (*ZHANG, *[None] * 40, "x")]), filename="a.xlsx")
