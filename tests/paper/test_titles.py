"""A long title breaks between words, into lines that the sheet carries, and loses nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.paper.titles import ONE_LINE, title_lines, width

TITLE = "关于曼岗村村内主干道、支路及文化活动广场太阳能路灯亮化工程与饮水管网改造工程合并实施的决议公告"


def test_a_long_title_breaks_evenly() -> None:
    lines = title_lines(TITLE)

    assert "".join(lines) == TITLE
    assert len(lines) == 3
    assert max(map(width, lines)) <= 20


def test_a_title_that_fits_when_set_smaller_stays_on_one_line() -> None:
    assert title_lines("关于曼坝寨村庄规划与公共用地安排的决议公告") == ["关于曼坝寨村庄规划与公共用地安排的决议公告"]


@pytest.mark.parametrize(
    ("told", "lines"),
    [
        ("", ["关于村内主干道太阳能路", "灯亮化工程实施结果的公示"]),
        ("安装太阳能路灯48盏", ["关于村内主干道太阳能路灯", "亮化工程实施结果的公示"]),
    ],
)
def test_a_word_that_the_text_knows_is_not_torn(told: str, lines: list[str]) -> None:
    assert title_lines("关于村内主干道太阳能路灯亮化工程实施结果的公示", told) == lines


def test_no_line_begins_with_a_particle_and_numbers_keep_their_units() -> None:
    lines = title_lines("关于全村十二个收集点垃圾清运与2026年度保洁员误工补贴的决议公告")

    assert not any(line.startswith(("的", "与", "和")) for line in lines)
    assert any("2026年" in line for line in lines)


@given(st.text(min_size=1, max_size=120))
def test_whatever_is_typed_no_character_is_lost(title: str) -> None:
    lines = title_lines(title, title[::-1])

    assert "".join(lines) == title
    assert max(map(width, lines)) <= ONE_LINE
