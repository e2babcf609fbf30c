"""An office's list has 序号 and 户主姓名 and no numbers of ours; whoever is there already stays the same person."""

from datetime import date

import pytest

from app.village.rules.changes import changes_between
from app.village.rules.numbering import Known
from app.village.rules.people import PersonRow, Roster
from app.village.rules.roster import Reading, read_village
from app.village.rules.seats import Sex
from app.village.rules.written_list import write_list
from tests.village.rules.lists import TODAY, csv_file

HEADINGS = ("序号", "姓名", "性别", "出生年月日", "村民小组", "户主姓名", "职务", "联系户", "同名另一人")
ROWS = [
    ("1", "岩甩", "男", "1968.3.12", "一组", "岩甩", "书记兼主任", "", ""),
    ("2", "玉罕", "女", "1970年5月1日", "", "", "", "", ""),
    ("3", "岩温", "男", "1995-02-03", "", "", "代表", "岩甩 李建国", ""),
    ("4", "李建国", "男", "1962-01-02", "二组", "李建国", "", "", ""),
    ("5", "孙丽", "女", "1964-08-09", "二组", "李建国", "", "", ""),
]
CHILD = ("9", "岩香", "女", "2026-01-01", "一组", "岩甩", "", "", "")


def office(*rows: tuple[str, ...], known: Roster | None = None, left: tuple[PersonRow, ...] = ()) -> Reading:
    return read_village(
        csv_file([HEADINGS, *rows]), filename="a.csv", today=TODAY, known=Known(today=known or Roster(), left=left)
    )


def village(*rows: tuple[str, ...]) -> Roster:
    found = office(*(rows or ROWS))
    assert found.faults == ()
    return found.roster


def reasons(found: Reading) -> list[tuple[int | None, str]]:
    return [(fault.row, str(fault.reason)) for fault in found.faults]


def test_serial_and_name_of_the_head_suffice() -> None:
    people = {person.name: person for person in village()}

    assert {name: (one.person_no, one.household_no, one.head, one.group) for name, one in people.items()} == {
        "岩甩": ("P0001", "H001", True, "一组"),
        "玉罕": ("P0002", "H001", False, "一组"),
        "岩温": ("P0003", "H001", False, "一组"),
        "李建国": ("P0004", "H002", True, "二组"),
        "孙丽": ("P0005", "H002", False, "二组"),
    }
    assert people["岩温"].represents == ("H001", "H002")


def test_the_names_of_heads_may_stand_in_the_column_of_the_head() -> None:
    headings = tuple("户主" if heading == "户主姓名" else heading for heading in HEADINGS)

    found = read_village(csv_file([headings, *ROWS]), filename="a.csv", today=TODAY)

    assert (found.faults, found.roster) == ((), village())


def test_household_numbers_beside_the_names_of_heads_are_kept() -> None:
    headings = ("人员编号", "姓名", "性别", "出生日期", "户号", "村民小组", "户主姓名")
    rows = [
        ("Z001", "赵甲一", "男", "1970-01-05", "Z01", "一组", "赵甲一"),
        ("Z002", "钱乙二", "女", "1971-02-06", "Z01", "一组", "赵甲一"),
    ]

    found = read_village(csv_file([headings, *rows]), filename="a.csv", today=TODAY)

    assert found.faults == ()
    assert [(one.person_no, one.household_no, one.head) for one in found.roster] == [
        ("Z001", "Z01", True),
        ("Z002", "Z01", False),
    ]


def test_a_row_put_into_the_middle_changes_nothing_but_that_one_person() -> None:
    before = village()

    found = office(*ROWS[:2], CHILD, *ROWS[2:], known=before)
    changes = changes_between(before, found.roster)

    assert found.faults == ()
    assert [(one.name, one.person_no, one.household_no) for one in changes.added] == [("岩香", "P0006", "H001")]
    assert (changes.changed, changes.left, changes.seats_begun, changes.representation) == ((), (), (), ())


def test_a_list_in_another_order_is_the_same_village() -> None:
    before = village()
    rows = [(*row[:5], "岩甩" if row[4] != "二组" else "李建国", *row[6:]) for row in ROWS]
    rows = [(*row[:4], row[4] or "一组", *row[5:]) for row in rows]

    assert office(*reversed(rows), known=before).roster == before


def test_whose_birth_date_was_put_right_stays_the_same_person() -> None:
    before = village()
    right = (*ROWS[1][:3], "1970-05-11", *ROWS[1][4:])

    changes = changes_between(before, office(ROWS[0], right, *ROWS[2:], known=before).roster)

    assert [(one.person_no, [field.field for field in one.fields]) for one in changes.changed] == [("P0002", ["born"])]
    assert (changes.added, changes.left) == ((), ())


def test_a_new_head_keeps_the_number_of_the_household() -> None:
    before = village()
    rows = [(*ROWS[1][:4], "一组", "玉罕", "", "", ""), (*ROWS[2][:5], "玉罕", "", "", ""), *ROWS[3:]]

    after = office(*rows, known=before).roster

    assert {one.name: (one.person_no, one.household_no) for one in after} == {
        "玉罕": ("P0002", "H001"),
        "岩温": ("P0003", "H001"),
        "李建国": ("P0004", "H002"),
        "孙丽": ("P0005", "H002"),
    }


def test_where_a_household_parts_the_old_head_keeps_its_number() -> None:
    before = village()
    parted = (*ROWS[2][:4], "一组", "岩温", "", "", "")

    after = office(parted, *ROWS[:2], *ROWS[3:], known=before).roster

    assert {one.name: one.household_no for one in after} == {
        "岩甩": "H001",
        "玉罕": "H001",
        "岩温": "H003",
        "李建国": "H002",
        "孙丽": "H002",
    }


def test_nobody_gets_the_number_of_somebody_who_left_and_who_comes_back_has_the_old_one() -> None:
    gone = (
        PersonRow(person_no="P0007", name="玉叫", sex=Sex.FEMALE, born=date(1950, 1, 1)),
        PersonRow(person_no="P0012", name="岩香", sex=Sex.FEMALE, born=date(2026, 1, 1)),
    )
    new = ("10", "玉叫", "女", "2025-01-01", "一组", "岩甩", "", "", "")

    after = office(ROWS[0], CHILD, new, *ROWS[1:], left=gone).roster

    numbers = {(one.name, one.born): one.person_no for one in after}
    assert numbers["岩香", date(2026, 1, 1)] == "P0012"
    assert numbers["玉叫", date(2025, 1, 1)] not in ("P0007", "P0012")
    assert len(set(numbers.values())) == len(after)


def test_two_heads_of_one_name_are_two_households() -> None:
    other = [
        ("6", "李建国", "男", "1980-01-01", "二组", "李建国", "", "", ""),
        ("7", "玉光", "女", "1981-01-01", "二组", "李建国", "", "", ""),
    ]

    homes = {(one.name, one.born): one.household_no for one in village(*ROWS[3:], *other)}
    scattered = office(*ROWS[3:], other[0], ROWS[0], other[1])
    named = office(*ROWS, *other)

    assert len(set(homes.values())) == 2
    assert homes["玉光", date(1981, 1, 1)] == homes["李建国", date(1980, 1, 1)]
    assert [row for row, reason in reasons(scattered) if "Several heads in this group are called 李建国" in reason] == [
        6
    ]
    assert (4, "Several heads of households are called 李建国: write the household number.") in reasons(named)


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([("1", "岩甩", "男", "1968-03-12", "一组", "", "", "", "")], "The name of the household's head is missing."),
        (
            [("1", "玉罕", "女", "1970-05-01", "一组", "岩甩", "", "", "")],
            "The head of this household, 岩甩, has no row",
        ),
    ],
)
def test_a_household_without_a_head_is_told_once(rows: list[tuple[str, ...]], said: str) -> None:
    ((row, reason),) = reasons(office(*rows))

    assert row == 2
    assert said in reason


def test_one_person_in_two_rows_is_a_fault_until_it_is_said_that_they_are_two() -> None:
    twice = (*ROWS[4][:5], "李建国", "", "", "")

    unsaid = office(*ROWS, twice)
    said = office(*ROWS, (*twice[:-1], "是"))

    assert [(row, "stands in row 6 already" in reason) for row, reason in reasons(unsaid)] == [(7, True)]
    assert (said.faults, len(said.roster)) == ((), 6)


def test_the_written_list_carries_that_two_people_are_alike() -> None:
    before = village(*ROWS, (*ROWS[4][:5], "李建国", "", "", "是"))

    back = read_village(write_list(before), filename="a.xlsx", today=TODAY)

    assert (back.faults, back.roster) == ((), before)


def test_a_doubtful_row_is_asked_about_and_nobody_leaves_by_a_guess() -> None:
    before = village(*ROWS, (*ROWS[4][:5], "李建国", "", "", "是"))

    found = office(*ROWS, known=before)

    assert reasons(found) == [(6, "Several people have this name and this date of birth: add the column 人员编号.")]


def test_lists_are_in_the_order_of_counting() -> None:
    many = [(f"{n}", f"村民{n}", "男", f"19{n}-01-01", "一组", f"村民{n}", "", "", "") for n in range(50, 62)]
    headings = ("人员编号", *HEADINGS[1:])

    found = read_village(
        csv_file([headings, *((str(at), *row[1:]) for at, row in enumerate(many, 1))]), filename="a.csv", today=TODAY
    )

    assert [one.person_no for one in found.roster] == [str(number) for number in range(1, 13)]
