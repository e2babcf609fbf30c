"""The village of the cases is read whole, its counts are right, and each of its traps is found."""

import csv
import io

import openpyxl
import pytest

from app.village.rules.changes import changes_between
from app.village.rules.concerns import Weight
from app.village.rules.lawfulness import concerns_of
from app.village.rules.people import PersonRow, Relation, is_adult, roster_of
from app.village.rules.preview import preview_of
from app.village.rules.roster import Reading, read_village
from app.village.rules.seats import Body, Sex
from app.village.rules.written_list import write_list
from tests.village.rules.lists import TODAY, VILLAGE_CSV, csv_file, xlsx_file


@pytest.fixture(scope="module")
def village() -> Reading:
    return read_village(VILLAGE_CSV.read_bytes(), filename="village.csv", today=TODAY)


def said(village: Reading, weight: Weight) -> list[str]:
    return [str(concern.text) for concern in concerns_of(village.roster, today=TODAY) if concern.weight is weight]


def test_its_counts_are_right(village: Reading) -> None:
    preview = preview_of(village.roster, today=TODAY)

    assert (village.faults, village.notices) == ((), ())
    assert (preview.people, preview.households, preview.groups) == (312, 96, 6)
    assert (preview.adults, preview.party_members, preview.represented_households) == (278, 41, 96)
    assert dict(preview.seats) == {
        Body.BRANCH_COMMITTEE: 5,
        Body.VILLAGERS_COMMITTEE: 3,
        Body.REPRESENTATIVES: 16,
        Body.SUPERVISION: 3,
    }


def test_its_only_warnings_are_the_sixteen_households_and_the_spouse_on_the_committee(village: Reading) -> None:
    assert said(village, Weight.WARNING) == [
        "李香 represents 16 households; it should be 5 to 15.",
        "唐子轩 sits on the supervision committee, and 沈海燕 (spouse) on what it supervises.",
    ]


def test_three_people_of_one_name_are_told_apart(village: Reading) -> None:
    assert "3 people are called 张伟: P0101 P0141 P0274." in said(village, Weight.HINT)


def test_the_representatives_without_a_phone_are_named(village: Reading) -> None:
    lines = [line for line in said(village, Weight.HINT) if "no phone" in line]

    assert [line.split()[0] for line in lines] == ["胡红", "程应香", "王梓涵", "韩婉清", "吕金凤"]


@pytest.mark.parametrize("character", ["㛃", "䶮", "𬭚", "𡛟"])
def test_rare_characters_are_kept(village: Reading, character: str) -> None:
    assert [person for person in village.roster if character in person.name]


def test_who_is_seventeen_is_not_counted_as_an_adult(village: Reading) -> None:
    seventeen = village.roster.by_no["P0200"]

    assert not is_adult(seventeen, today=TODAY)
    assert is_adult(seventeen, today=TODAY.replace(year=2027, month=2, day=14))


def test_saved_again_by_another_program_it_changes_nothing(village: Reading) -> None:
    records = list(csv.reader(io.StringIO(VILLAGE_CSV.read_text(encoding="utf-8"))))
    copies = {
        "gb18030.csv": csv_file(records, encoding="gb18030"),
        "marked.csv": csv_file(records, mark="\ufeff", separator=";"),
        "village.xlsx": xlsx_file(records),
    }

    for filename, data in copies.items():
        copy = read_village(data, filename=filename, today=TODAY)

        assert not copy.faults
        assert not changes_between(village.roster, copy.roster), filename


def test_written_as_a_list_and_read_again_it_is_the_same_village(village: Reading) -> None:
    again = read_village(write_list(village.roster), filename="list.xlsx", today=TODAY)

    assert (again.faults, again.notices) == ((), ())
    assert again.roster == village.roster


def test_a_written_list_holds_text_and_nothing_that_a_spreadsheet_would_work_out() -> None:
    person = PersonRow(person_no="0012", name="=1+1", sex=Sex.MALE, phone="10000010024", relation=Relation.OTHER)

    sheet = openpyxl.load_workbook(io.BytesIO(write_list(roster_of([person])))).active

    assert [(cell.value, cell.data_type) for cell in sheet[2] if cell.value] == [
        ("0012", "s"), ("=1+1", "s"), ("男", "s"), ("10000010024", "s"), ("其他", "s"),
    ]  # fmt: skip
