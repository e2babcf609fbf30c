"""What a reader sees between two versions of a text."""

import time

from hypothesis import given
from hypothesis import strategies as st

from app.deliberation.rules.money import Money
from app.deliberation.rules.money_redline import money_redline
from app.deliberation.rules.redline import Kind, compare, redline, side
from app.deliberation.rules.states import MoneyKind
from app.deliberation.rules.tokens import tokens

texts = st.text(alphabet="路面宽米沟，。3.5 abC30年月日\n2026", max_size=80) | st.text(max_size=40)


@given(old=texts, new=texts)
def test_kept_and_added_make_the_new_text_kept_and_removed_the_old(old: str, new: str) -> None:
    paragraphs = redline(old, new)

    assert side(paragraphs, Kind.ADDED) == new
    assert side(paragraphs, Kind.REMOVED) == old


@given(text=texts)
def test_a_text_does_not_differ_from_itself(text: str) -> None:
    assert not any(paragraph.changed for paragraph in redline(text, text))


@given(text=texts)
def test_pieces_joined_are_the_text(text: str) -> None:
    assert "".join(tokens(text)) == text


def test_dates_and_numbers_with_their_units_are_read_as_one() -> None:
    assert tokens("宽3.5米，至2026年7月31日，C30") == ["宽", "3.5米", "，", "至", "2026年7月31日", "，", "C30"]


def phrases(old: str, new: str) -> list[tuple[str, str]]:
    return [(piece.kind.value, piece.text) for piece in compare(old, new)]


def test_a_reader_sees_phrases_and_not_characters() -> None:
    old = "工期自决议公示期满起至2026年7月31日。"
    new = "工期自决议公示期满起至2026年5月31日，雨季前完工。"

    assert phrases(old, new) == [
        ("kept", "工期自决议公示期满起至"),
        ("removed", "2026年7月31日"),
        ("added", "2026年5月31日，雨季前完工"),
        ("kept", "。"),
    ]


def test_a_short_island_between_two_changes_is_swallowed() -> None:
    assert phrases("张三的牛", "李四的羊") == [("removed", "张三的牛"), ("added", "李四的羊")]


def test_a_new_paragraph_leaves_its_neighbours_alone() -> None:
    paragraphs = redline("第一条 修路。\n\n第二条 修沟。", "第一条 修路。\n\n经费由村集体列支。\n\n第二条 修沟。")

    assert [p.kind for p in paragraphs if p.changed] == [Kind.ADDED, Kind.ADDED]


def test_the_worst_texts_are_compared_in_time() -> None:
    began = time.perf_counter()

    redline("路\n" * 5_000, "沟\n" * 5_000)
    redline("路沟" * 5_000, "沟路" * 5_000)
    redline("路沟" * 450, "沟路" * 450)

    assert time.perf_counter() - began < 5


def test_lines_of_money_are_known_by_their_names() -> None:
    def line(label: str, fen: int) -> Money:
        return Money(kind=MoneyKind.SPENDING, label=label, fen=fen)

    changes = money_redline(
        [line("路基", 100), line("排水沟", 200), line("设计", 50)],
        [line("路基", 100), line("排水沟", 260), line("监理", 40)],
        kind=MoneyKind.SPENDING,
    )

    assert [(c.line.label, c.kind.value, c.changed) for c in changes] == [
        ("路基", "kept", False),
        ("排水沟", "kept", True),
        ("监理", "added", True),
        ("设计", "removed", True),
    ]
