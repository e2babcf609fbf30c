"""Text from strangers: nothing in it can run, turn round, stop a publication or vanish from a name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.paper import MissingGlyph, Press, printable
from app.paper.filters import amount, cn, difference, money
from app.paper.text import breakable
from tests.paper import reading
from tests.paper.cast import RESOLUTION, resolution


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("修路\u202e路修\u2066", "修路路修"),
        ("a\u200b\u00adb\x00\x07c", "abc"),
        ("一行\r\n二行\t三", "一行\n二行 三"),
        ("e\u0301", "é"),
        ("玉𡛟、李䶮", "玉𡛟、李䶮"),
        ("葛\U000e0100城", "葛城"),
        ("好\U0001f44d\U0001f3fd的", "好〓的"),
        ("一家\U0001f468\u200d\U0001f469\u200d\U0001f467人", "一家〓人"),
        ("岩\ue863", "岩〓"),
        ("岩\ud840", "岩〓"),
        ("\u05d0\u05d1", "〓〓"),
        ("〓", "〓"),
    ],
)
def test_text_is_made_printable(typed: str, printed: str) -> None:
    assert printable(typed).text == printed


def test_what_was_replaced_is_reported_once_each() -> None:
    assert printable("😀好😀🎉").replaced == ("😀", "🎉")
    assert printable("岩㛃〓").replaced == ()


@given(st.text())
def test_cleaning_twice_changes_nothing(typed: str) -> None:
    once = printable(typed).text

    assert printable(once).text == once


def test_long_runs_of_letters_can_break_and_chinese_is_left_alone() -> None:
    assert breakable("W" * 61) == "W" * 30 + "\u200b" + "W" * 30 + "\u200b" + "W"
    assert breakable("议" * 90) == "议" * 90


def test_hostile_text_is_printed_as_the_letters_it_is(press: Press) -> None:
    hostile = '<script>alert(1)</script><img src="file:///etc/passwd">{{ d }}\u202e😀' + "W" * 400

    said = reading.text(press.render_now(RESOLUTION, resolution(matter=hostile, title=hostile[:40])))

    assert '<script>alert(1)</script><imgsrc="file:///etc/passwd">{{d}}〓' in said
    assert "W" * 400 in said
    assert "root:" not in said


@pytest.mark.parametrize("field", ["matter", "title", "village", "issuer", "basis", "number"])
def test_emoji_anywhere_do_not_stop_a_publication(press: Press, field: str) -> None:
    printed = press.render_now(RESOLUTION, resolution(**{field: "同意👍🏽\ue000"}))

    assert "同意〓〓" in reading.text(printed)


def test_a_character_that_no_font_has_is_named(press: Press) -> None:
    with pytest.raises(MissingGlyph, match=r"😀 \(U\+1F600\)"):
        press.render_now("unknown_character.html", {})


def test_the_press_works_on_after_a_missing_character(press: Press) -> None:
    with pytest.raises(MissingGlyph):
        press.render_now("unknown_character.html", {})

    assert reading.pages(press.render_now(RESOLUTION, resolution())) == 1


def test_money_is_written_from_whole_fen() -> None:
    assert money(48_600_000) == "486,000元"
    assert money(105) == "1.05元"
    assert amount(-5) == "-0.05"
    assert difference(123_456) == "+1,234.56"
    assert difference(0) == "0.00"


def test_numbers_stay_with_their_units_and_markup_does_not_get_in() -> None:
    assert cn("装48盏<b>") == '装<span class="nb">48盏</span>&lt;b&gt;'
