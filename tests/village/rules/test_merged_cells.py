"""Offices merge cells: a household, a group or a heading is written once and meant for every line below it."""

import io
from typing import Any

import openpyxl
import pytest

from app.reader import reading
from app.village.rules.merged_cells import FILLED_LIMIT, TooManyMergedCells, fill_downwards
from app.village.rules.roster import read_village
from app.village.rules.spreadsheet import read_sheet
from app.words import translate
from tests.village.rules.lists import TODAY, csv_file

HEADINGS = ("人员编号", "姓名", "性别", "出生日期", "户号", "村民小组", "户主")
FAMILY = [
    ("Z001", "赵甲一", "男", "1970-01-05", "Z01", "一组", "是"),
    ("Z002", "钱乙二", "女", "1971-02-06", None, None, None),
    ("Z003", "孙丙三", "男", "1965-03-07", "Z02", "一组", "是"),
]


def merged_file(records: list[tuple[Any, ...]], *ranges: str) -> bytes:
    book = openpyxl.Workbook()
    for record in records:
        book.active.append(list(record))
    for merged in ranges:
        book.active.merge_cells(merged)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def test_a_household_in_one_merged_cell_is_that_of_every_line() -> None:
    data = merged_file([HEADINGS, *FAMILY], "E2:E3", "F2:F3")

    found = read_village(data, filename="名单.xlsx", today=TODAY)

    assert found.faults == ()
    assert [(person.household_no, person.group, person.head) for person in found.roster] == [
        ("Z01", "一组", True),
        ("Z01", "一组", False),
        ("Z02", "一组", True),
    ]


def test_headings_of_two_merged_lines_are_one_heading() -> None:
    above = ("人员编号", "姓名", "性别", "出生日期", "所在家庭", None, None)
    below = (None, None, None, None, "户号", "村民小组", "户主")
    partly = merged_file([above, below, *FAMILY], "A1:A2", "B1:B2", "C1:C2", "D1:D2", "E1:G1", "E3:E4", "F3:F4")
    alike = merged_file([HEADINGS, HEADINGS, *FAMILY], *(f"{c}1:{c}2" for c in "ABCDEFG"), "E3:E4", "F3:F4")

    for data in (partly, alike):
        found = read_village(data, filename="名单.xlsx", today=TODAY)
        assert found.faults == ()
        assert [person.person_no for person in found.roster] == ["Z001", "Z002", "Z003"]


def test_a_merged_note_below_the_list_makes_no_person_of_its_empty_lines() -> None:
    data = merged_file([HEADINGS, *FAMILY, ("备注",), (None,), (None,)], "A5:G7", "E2:E3", "F2:F3")

    assert {fault.row for fault in read_village(data, filename="名单.xlsx", today=TODAY).faults} == {5}


def test_more_merged_cells_than_a_list_can_hold_are_refused() -> None:
    records = [["x"] for _line in range(1001)]

    with pytest.raises(TooManyMergedCells):
        fill_downwards(records, [(0, 0, 10**6)] * (FILLED_LIMIT // 1000 + 1))


def test_a_missing_column_is_named_as_the_reader_knows_it() -> None:
    list_ = csv_file([HEADINGS[:5] + HEADINGS[6:], ("Z001", "赵甲一", "男", "1970-01-05", "Z01", "是")])

    (fault,) = read_sheet(list_, filename="a.csv").faults

    assert str(fault.reason) == "The column “Group” is missing."
    with reading(language="zh_CN"):
        assert translate(fault.reason) == "缺少“村民小组”这一列。"
