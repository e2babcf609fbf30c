"""What people type into forms: money to the whole fen or not at all, and each faulty field by its name."""

from datetime import date
from enum import StrEnum
from typing import Annotated
from uuid import UUID

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.figures import Fen
from app.forms import LONGEST_FIELD, check


class Way(StrEnum):
    PHONE = "phone"


class Order(msgspec.Struct, kw_only=True, frozen=True):
    what: Annotated[str, msgspec.Meta(min_length=2, max_length=5)]
    day: date
    way: Way = Way.PHONE
    fen: Fen = Fen(0)
    many: int = 1
    of: UUID | None = None
    names: list[str] = []
    urgent: bool = False


GOOD = {"what": ["路灯"], "day": ["2026-04-20"]}


def with_money(text: str) -> Fen | None:
    filled = check(GOOD | {"fen": [text]}, Order)
    return None if filled.errors else filled.done.fen


@pytest.mark.parametrize(
    ("typed", "fen"),
    [
        ("486000", 48_600_000),
        ("486,000.50", 48_600_050),
        ("486，000", 48_600_000),
        ("48.6万", 48_600_000),
        ("0.000001万", 1),
        (" 1 200 元", 120_000),
        ("0.01", 1),
        ("４８６，０００．５０元", 48_600_050),
        ("1000000000000", 10**14),
    ],
)
def test_money_is_read_as_people_write_it(typed: str, fen: int) -> None:
    assert with_money(typed) == fen


@pytest.mark.parametrize(
    "typed",
    ["0.001", "0.0000001万", "-5", "1e3", "1.2.3", ".", "万", "五百", "nan", "inf", "1000000000000.01", "9" * 400],
)
def test_what_is_no_amount_in_whole_fen_is_refused(typed: str) -> None:
    assert with_money(typed) is None


@pytest.mark.parametrize("typed", ["27", "２７", " 2 7 "])
def test_a_number_is_the_same_in_full_width_digits(typed: str) -> None:
    assert check(GOOD | {"many": [typed]}, Order).done.many == 27


def test_a_number_below_nothing_does_not_lose_its_sign() -> None:
    assert check(GOOD | {"many": ["－3"]}, Order).done.many == -3


@given(fen=st.integers(min_value=0, max_value=10**14))
def test_an_amount_comes_back_to_the_last_fen(fen: int) -> None:
    yuan, rest = divmod(fen, 100)

    assert with_money(f"{yuan:,}.{rest:02}") == fen


def test_every_faulty_field_is_named_and_what_was_typed_is_kept() -> None:
    typed = {
        "what": ["很长很长很长"], "day": ["2026-02-30"], "way": ["post"], "fen": ["x"], "many": ["1.5"], "of": ["7"],
        "by": ["?"],
    }  # fmt: skip

    filled = check(typed, Order)

    assert filled.errors.keys() == typed.keys()
    assert filled.value("day") == "2026-02-30"
    with pytest.raises(ValueError, match="faults"):
        _ = filled.done


def test_what_must_be_filled_in_is_asked_for_and_the_rest_has_its_defaults() -> None:
    assert check({"what": ["　 "]}, Order).errors.keys() == {"what", "day"}
    assert check(GOOD, Order).done == Order(what="路灯", day=date(2026, 4, 20))


def test_signs_that_turn_words_around_are_taken_out_before_they_are_read() -> None:
    assert check(GOOD | {"what": ["路\u202e灯\u0000"]}, Order).done.what == "路灯"


def test_no_field_takes_more_than_its_most() -> None:
    assert check(GOOD | {"names": ["很" * LONGEST_FIELD]}, Order).errors == {}
    assert check(GOOD | {"names": ["很" * (LONGEST_FIELD + 1)]}, Order).errors.keys() == {"names"}


def test_far_too_much_is_said_and_shown_again_only_as_far_as_any_field_goes() -> None:
    filled = check(GOOD | {"what": ["很" * 200_000]}, Order)

    assert "20000" in str(filled.error("what")).replace(",", "")
    assert len(filled.value("what")) == LONGEST_FIELD


@pytest.mark.parametrize("digits", [40, 4_300, 4_301, 20_000])
@pytest.mark.parametrize("field", ["many", "fen", "day", "of", "way"])
def test_no_number_is_too_long_to_be_refused(field: str, digits: int) -> None:
    assert check(GOOD | {field: ["9" * digits]}, Order).error(field) is not None
