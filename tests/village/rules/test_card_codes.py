"""The eight signs of a card, however they are typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.village.rules.card_codes import SIGNS, new_code, printed, read_code
from app.words import Message

codes = st.text(alphabet=SIGNS, min_size=8, max_size=8)


@given(codes)
def test_what_is_printed_can_be_typed(code: str) -> None:
    assert read_code(printed(code)) == code


@pytest.mark.parametrize(
    "typed", ["k7mr-42px", " K7MR 42PX ", "Ｋ７ＭＲ－４２ＰＸ", "k7mr—42px", "K7MR.42PX", "K7MR42PX", "K7MR，42PX。"]
)
def test_a_code_is_read_however_it_is_typed(typed: str) -> None:
    assert read_code(typed) == "K7MR42PX"


@pytest.mark.parametrize(
    ("typed", "read"), [("OOOO-0000", "00000000"), ("ILil-1111", "11111111"), ("VUUV-2222", "VVVV2222")]
)
def test_signs_that_look_alike_are_one(typed: str, read: str) -> None:
    assert read_code(typed) == read


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("K7MR-42P", "these are 7"),
        ("K7MR-42PXX", "these are 9"),
        ("", "these are 0"),
        ("K7MR-4?PX", "“?” that stands in place 6"),
        ("卡号卡号卡号卡号", "“卡” that stands in place 1"),
    ],
)
def test_what_cannot_stand_on_a_card_is_said(typed: str, said: str) -> None:
    answer = read_code(typed)

    assert isinstance(answer, Message)
    assert said in str(answer)


def test_no_two_cards_are_alike() -> None:
    assert len({new_code() for _card in range(2000)}) == 2000
