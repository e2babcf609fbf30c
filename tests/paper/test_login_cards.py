"""Login cards: ten on a sheet, cut along the dashes, each with its own door."""

from pathlib import Path

import pytest
from page import ValidationProfile

from app.paper import Press
from tests.paper import reading
from tests.paper.cast import CARDS, card, card_sheet

RARE_NAMES = ("岩㛃", "李䶮", "王𬭚", "玉𡛟")


def numbered(count: int) -> list[str]:
    return [f"https://yishi.example.org/v/mgb/login?c=CODE{n:04}" for n in range(count)]


@pytest.mark.parametrize(("people", "sheets"), [(1, 1), (10, 1), (11, 2), (25, 3)])
def test_ten_cards_share_a_sheet(press: Press, people: int, sheets: int) -> None:
    printed = press.render_now(CARDS, card_sheet(*(card(url=url) for url in numbered(people))))

    assert reading.pages(printed) == sheets


def test_every_card_opens_its_own_door(press: Press, tmp_path: Path) -> None:
    doors = numbered(10)

    printed = press.render_now(CARDS, card_sheet(*(card(url=url) for url in doors)))

    assert sorted(reading.qr_codes(printed, tmp_path)) == doors


def test_a_card_says_who_what_and_how(press: Press) -> None:
    said = reading.text(press.render_now(CARDS, card_sheet(card("玉罕叫"))))

    for part in ("曼岗村", "玉罕叫", "一组", "H011", "K7MR-42PX", "yishi.example.org/v/mgb", "有效期至2026年4月30日"):
        assert part in said


def test_rare_characters_of_names_are_printed(press: Press) -> None:
    printed = press.render_now(CARDS, card_sheet(*(card(name) for name in RARE_NAMES)))

    said = reading.text(printed)
    assert all(name in said for name in RARE_NAMES)
    assert "〓" not in said


def test_long_names_stay_inside_their_cards(press: Press) -> None:
    long = ("阿卜杜拉·买买提江·艾合买提", "Christopher Alexander Montgomery-Featherstonehaugh")

    said = reading.text(press.render_now(CARDS, card_sheet(*(card(name) for name in long))))

    assert said.count("K7MR-42PX") == len(long)
    assert "买买提江" in said


def test_a_sheet_reads_aloud(press: Press) -> None:
    printed = press.render_now(CARDS, card_sheet(card("岩㛃"), card("玉𡛟")))

    assert reading.failures(printed, ValidationProfile.PDF_A_3A) == []
    assert reading.failures(printed, ValidationProfile.PDF_UA_1) == []
