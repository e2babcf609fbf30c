"""Every row that is wrong is named with its number, its column, what stands there, and why it is wrong."""

import pytest

from app.village.rules.seats import Body, Office, Party, SeatRow
from app.words import translate
from tests.village.rules.lists import HEAD, SPOUSE, faults, read, row

REPRESENTATIVE = {"bodies": "村民代表:代表"}


@pytest.mark.parametrize(
    ("column", "value", "said"),
    [
        ("person_no", "", "The person's number is missing."),
        ("name", "", "The name is missing."),
        ("name", "张" * 51, "at most 50 characters"),
        ("name", "张\u202e伟", "invisible character"),
        ("name", "张\x07伟", "control character"),
        ("name", "张\ue863", "exists only on the computer"),
        ("name", "张\ud800", "half a character"),
        ("sex", "", "Write 男 or 女."),
        ("sex", "man", "Write 男 or 女."),
        ("born", "", "The date of birth is missing."),
        ("born", "1969-13-01", "no such day"),
        ("born", "1970-02-29", "no such day"),
        ("born", "25380", "not a date"),
        ("born", "2026-11-22", "still to come"),
        ("born", "1869-06-26", "Nobody is that old."),
        ("household_no", "", "The household number is missing."),
        ("group", "", "The group of the household is missing."),
        ("head", "也许", "Write 是"),
        ("phone", "12345", "not a phone number"),
        ("phone", "1.00E+10", "Excel has shortened this number."),
        ("party", "团员", "Write 正式 or 预备"),
        ("bodies", "老人会:主任", "no body called “老人会”. Write 党支部委员会"),
        ("bodies", "村民委员会:司机", "no office called “司机”"),
        ("bodies", "村民委员会:书记", "Villagers' committee has no office of Party secretary."),
        ("bodies", "村民委员会", "The office is missing"),
        ("bodies", "村民委员会:主任;村民委员会:委员", "sits twice in one body"),
        ("represents", "H1", "Only a villagers' representative"),
        ("relation", "配偶", "no relation to the head"),
        ("relation", "远" * 21, "at most 20 characters"),
    ],
)
def test_a_wrong_cell_is_named(column: str, value: str, said: str) -> None:
    ((number, where, what, why),) = faults(row(**{column: value}))

    assert (number, where, what) == (2, column, value)
    assert said in why


@pytest.mark.parametrize("body", ["党支部委员会", "村党支部委员会", "村党总支", "村支委会"])
def test_the_branch_committee_is_known_by_what_its_stamp_says(body: str) -> None:
    assert not faults(row(bodies=f"{body}:书记", party="正式"))


def test_a_person_born_today_is_a_villager() -> None:
    assert not faults(row(born="2026-11-21"))


@pytest.mark.parametrize(
    ("second", "column", "said"),
    [
        (SPOUSE | {"person_no": "P1"}, "person_no", "already belongs to the person in row 2"),
        (SPOUSE | {"group": "二组"}, "group", "Row 2 puts the same household in 一组."),
        (SPOUSE | {"head": "是", "relation": ""}, "head", "already has a head: 张伟 in row 2"),
        (SPOUSE | {"household_no": "H2"}, "head", "Household H2 has no head."),
        (
            SPOUSE | {"bodies": "村民代表:代表", "represents": "H1"},
            "represents",
            "already represented by 张伟 in row 2",
        ),
        (SPOUSE | {"bodies": "村民代表:代表", "represents": "H9"}, "represents", "no household H9"),
        (SPOUSE | {"bodies": "村民委员会:主任"}, "bodies", "already holds this office"),
    ],
)
def test_two_rows_that_disagree_are_named(second: dict[str, str], column: str, said: str) -> None:
    first = row(phone="100 0001 0024", bodies="村民代表:代表;村民委员会:主任", represents="H1")

    ((number, where, _what, why),) = faults(first, second)

    assert (number, where) == (3, column)
    assert said in why


def test_a_family_may_share_one_phone() -> None:
    assert not faults(row(phone="10000010024"), SPOUSE | {"phone": "10000010024"})


def test_one_mistake_is_told_once_and_not_again_by_what_follows_from_it() -> None:
    broken_number = row(person_no="P1", household_no="H" * 40)
    representative = row(person_no="P2", name="玉香", household_no="H2", represents="H1 H2", bodies="村民代表:代表")

    assert [fault[1] for fault in faults(broken_number, representative)] == ["household_no"]


def test_only_faultless_rows_are_in_the_preview() -> None:
    reading = read(HEAD, SPOUSE | {"sex": ""})

    assert [person.person_no for person in reading.roster] == ["P1"]
    assert [fault.row for fault in reading.faults] == [3]


def test_who_only_serves_the_village_needs_no_household() -> None:
    officer = {"person_no": "T1", "name": "李站长", "sex": "男", "bodies": "乡镇:乡镇干部"}
    clerk = {"person_no": "T2", "name": "王文书", "sex": "女", "bodies": "管理：文书；管理员会:x"}

    assert not faults(HEAD, officer)
    assert [fault[1] for fault in faults(HEAD, clerk)] == ["bodies"]
    assert [fault[1] for fault in faults(officer | {"head": "是"})] == ["head"]


@pytest.mark.parametrize(
    "born", ["1969/6/26", "1969.06.26", "19690626", "1969年6月26日", "1969-06-26 00:00:00", "１９６９-6-26"]
)
def test_a_date_is_read_however_a_clerk_writes_it(born: str) -> None:
    assert not faults(row(born=born))
    assert read(row(born=born)).roster == read(HEAD).roster


@pytest.mark.parametrize(
    "phone", ["10000010024", "+86 100 0001 0024", "100-0001-0024", "１００００010024", "10000010024.0"]
)
def test_a_phone_is_read_however_it_is_spaced(phone: str) -> None:
    (person,) = read(row(phone=phone)).roster

    assert person.phone == "10000010024"


def test_seats_and_standing_are_read_with_chinese_and_with_plain_marks() -> None:
    (person,) = read(row(name="张　伟", bodies="党支部委员会：书记；村委会:主任", party="正式党员")).roster

    assert person.name == "张伟"
    assert person.party is Party.FULL
    assert person.seats == (
        SeatRow(body=Body.BRANCH_COMMITTEE, office=Office.SECRETARY),
        SeatRow(body=Body.VILLAGERS_COMMITTEE, office=Office.CHAIR),
    )


def test_a_fault_reads_as_one_sentence_in_both_languages() -> None:
    (fault,) = read(row(born="1969-13-01")).faults

    assert str(fault.line) == "Row 2, Date of birth “1969-13-01”: There is no such day in the calendar."
    assert translate(fault.line, "zh_CN") == "第2行，出生日期“1969-13-01”：日历上没有这一天。"
