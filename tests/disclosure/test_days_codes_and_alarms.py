"""The small rules of disclosure: days of a notice, check codes, and the ledger against the vote."""

from datetime import date
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.disclosure.rules.codes import ALPHABET, new_code, typed_code
from app.disclosure.rules.entries import Entry, Voted
from app.disclosure.rules.ledger import Ledger, ledger
from app.disclosure.rules.publicity import days_left, due_on, hanging
from app.disclosure.rules.states import EntryKind

SEAL = Voted(id=UUID(int=3), name="蓄水池防渗", fen=3_200_000)
PIPES = Voted(id=UUID(int=1), name="管材", fen=7_200_000)


def paid(line: Voted, fen: int, *, corrects: UUID | None = None, taken_back: bool = False) -> Entry:
    return Entry(
        id=uuid4(), kind=EntryKind.PAYMENT, done_on=date(2026, 4, 11), what="付款", line=line.id, fen=fen,
        corrects=corrects, taken_back=taken_back,
    )  # fmt: skip


def test_fifteen_days_from_the_21st_end_on_the_6th_because_the_day_of_posting_is_not_counted() -> None:
    period = hanging(date(2026, 4, 21), days=15)

    assert (period.first, period.last, period.days) == (date(2026, 4, 21), date(2026, 5, 6), 15)


@pytest.mark.parametrize(("today", "left"), [(21, 15), (22, 15), (23, 14), (30, 7)])
def test_a_notice_hangs_no_more_days_than_are_asked_for_however_early_it_is_read(today: int, left: int) -> None:
    assert hanging(date(2026, 4, 21), days=15).left(date(2026, 4, today)) == left


@pytest.mark.parametrize(("today", "left"), [(5, 2), (6, 1), (7, 0), (20, 0)])
def test_the_last_day_belongs_to_the_period_and_the_next_does_not(today: int, left: int) -> None:
    assert hanging(date(2026, 4, 21), days=15).left(date(2026, 5, today)) == left


@pytest.mark.parametrize(("today", "left"), [(21, 6), (26, 1), (27, 0), (28, -1)])
def test_days_left_count_after_today(today: int, left: int) -> None:
    assert days_left(date(2026, 4, 27), today=date(2026, 4, today)) == left


def test_an_answer_asked_for_on_the_21st_is_due_ten_days_later() -> None:
    assert due_on(date(2026, 4, 21), days=10) == date(2026, 5, 1)


@pytest.mark.parametrize(
    "typed",
    [
        "MGB-2026-0004-7D2A",
        "mgb 2026 0004 7d2a",
        "ＭＧＢ－２０２６－０００４－７Ｄ２Ａ",
        "mgb202600047d2a",
        "MGB，2026，0004，7D2A。",
        " MGB—2O26–0004-7D2A ",
    ],
)
def test_a_code_is_understood_however_it_is_typed(typed: str) -> None:
    assert typed_code(typed) == "MGB-2026-0004-7D2A"


@pytest.mark.parametrize("typed", ["", "MGB", "曼村决〔2026〕4号", "MGB-2026-0004-7D2", "-" * 60, "A" * 500])
def test_what_cannot_be_a_code_is_none(typed: str) -> None:
    assert typed_code(typed) is None


@given(year=st.integers(2000, 2999), number=st.integers(1, 9999))
def test_a_new_code_reads_back_as_itself(year: int, number: int) -> None:
    code = new_code(village="a1b2", year=year, number=number)

    assert typed_code(code) == code
    assert set(code[-4:]) <= set(ALPHABET)


def test_too_much_paid_on_a_line_is_an_alarm_with_its_numbers() -> None:
    found = ledger([PIPES, SEAL], [paid(SEAL, 3_200_000), paid(SEAL, 448_000)])

    (alarm,) = found.alarms
    assert (alarm.number, alarm.name, alarm.voted, alarm.paid, alarm.over) == (
        2,
        "蓄水池防渗",
        3_200_000,
        3_648_000,
        448_000,
    )
    assert alarm.percent == 14
    assert (found.paid, found.left) == (3_648_000, 6_752_000)


def test_one_fen_too_much_is_not_hidden_by_rounding() -> None:
    found = ledger([SEAL], [paid(SEAL, 3_200_001)])

    assert [(alarm.number, alarm.over, alarm.percent) for alarm in found.alarms] == [(1, 1, 1), (None, 1, 1)]


def test_exactly_what_was_voted_is_no_alarm() -> None:
    assert ledger([SEAL], [paid(SEAL, 3_200_000)]).alarms == ()


def test_a_correction_takes_the_alarm_back() -> None:
    wrong = paid(SEAL, 9_000_000, taken_back=True)

    found = ledger([SEAL], [wrong, paid(SEAL, -9_000_000, corrects=wrong.id)])

    assert (found.paid, found.alarms, found.standing) == (0, (), ())


def test_the_payment_that_goes_beyond_the_vote_is_named_and_every_one_after_it() -> None:
    within, beyond, after = paid(SEAL, 3_200_000), paid(SEAL, 448_000), paid(SEAL, 2_000)

    found = ledger([PIPES, SEAL], [within, beyond, paid(PIPES, 100), after])

    assert found.beyond == {beyond.id: 448_000, after.id: 450_000}


def test_what_was_taken_back_went_beyond_nothing() -> None:
    wrong = paid(SEAL, 9_000_000, taken_back=True)

    found = ledger([SEAL], [wrong, paid(SEAL, -9_000_000, corrects=wrong.id), paid(SEAL, 3_200_000)])

    assert found.beyond == {}


def test_there_is_no_contract_before_one_is_entered() -> None:
    contract = Entry(
        id=uuid4(), kind=EntryKind.CONTRACT, done_on=date(2026, 4, 1), what="比选", line=PIPES.id, fen=7_080_000
    )

    assert [line.contracted for line in ledger([PIPES, SEAL], [contract]).lines] == [7_080_000, None]


@given(st.lists(st.tuples(st.sampled_from([PIPES, SEAL]), st.integers(1, 10**9)), max_size=20))
def test_the_lines_always_add_up_to_the_whole(payments: list[tuple[Voted, int]]) -> None:
    found: Ledger = ledger([PIPES, SEAL], [paid(line, fen) for line, fen in payments])

    assert found.paid == sum(fen for _line, fen in payments)
    assert all(bool(line.over) == (line.paid > line.voted) for line in found.lines)
    assert {alarm.number for alarm in found.alarms if alarm.number} == {n.number for n in found.lines if n.over}
