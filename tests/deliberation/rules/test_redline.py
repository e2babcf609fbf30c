"""What a reader sees between two versions of a text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.deliberation.rules.bounded_matching import Purse
from app.deliberation.rules.money import Money
from app.deliberation.rules.money_redline import money_redline
from app.deliberation.rules.redline import MOST_STEPS, Kind, compare, redline, side
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


WORST = {
    "lines that have nothing in common": lambda n: ("路\n" * n, "沟\n" * n),
    "two characters, turned": lambda n: ("路沟" * n, "沟路" * n),
    "a comma after each": lambda n: ("甲，" * n, "乙，" * n),
    "one character, once more": lambda n: ("甲" * n, "甲" * (n + 1)),
    "one number, many times": lambda n: ("1，" * n, "1，" * (n - 1) + "2"),
    "paragraphs of commas": lambda n: ("甲，甲，甲\n" * n, "乙，乙，乙\n" * n),
}


@pytest.mark.parametrize("name", WORST)
def test_the_steps_of_a_whole_redline_are_bounded(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    spent: list[int] = []
    honest = Purse.spend

    def counted(purse: Purse, steps: int) -> bool:
        before = purse.steps
        answer = honest(purse, steps)
        spent.append(before - purse.steps if answer else 0)
        return answer

    monkeypatch.setattr(Purse, "spend", counted)
    looks = []
    for n in (2_500, 5_000, 10_000):
        spent.clear()
        old, new = WORST[name](n)
        paragraphs = redline(old, new)

        assert side(paragraphs, Kind.ADDED) == new
        assert side(paragraphs, Kind.REMOVED) == old
        assert sum(spent) <= MOST_STEPS
        looks.append(len(spent))
    assert looks[2] <= 5 * looks[0] + 100  # four times the text asks at most about four times as often


def test_a_long_realistic_text_is_compared_exactly() -> None:
    articles = [f"第{n}条 " + "".join(chr(0x4E00 + (n * 37 + k * 91) % 1500) for k in range(100)) for n in range(190)]
    changed = [line[:50] + "改" + line[51:] if n % 10 == 0 else line for n, line in enumerate(articles)]

    paragraphs = redline("\n".join(articles), "\n".join(changed))

    removed = [piece.text for one in paragraphs for piece in one.pieces if piece.kind is Kind.REMOVED]
    assert len(removed) == 19
    assert all(len(text) <= 2 for text in removed)


def test_an_article_that_moved_and_changed_is_shown_as_moved_with_its_change() -> None:
    one, two, three = (
        "一、路面宽3.5米，厚0.18米，C30混凝土。",
        "二、排水沟长620米，两侧布置。",
        "三、管护由各组轮流负责。",
    )
    turned = one.replace("3.5米", "4米")

    paragraphs = redline("\n".join([one, two, three]), "\n".join([two, three, turned]))

    moved = [(p.kind.value, [(q.kind.value, q.text) for q in p.pieces]) for p in paragraphs if p.moved]
    assert moved == [
        ("removed", [("removed", one)]),
        (
            "added",
            [("kept", "一、路面宽"), ("removed", "3.5米"), ("added", "4米"), ("kept", "，厚0.18米，C30混凝土。")],
        ),
    ]


def test_an_article_that_only_moved_shows_no_change_in_itself() -> None:
    one, two, three = "一、路面宽3.5米。", "二、排水沟长620米，两侧。", "三、管护由各组负责。"

    shown_there = [p for p in redline(f"{one}\n{two}\n{three}", f"{two}\n{three}\n{one}") if p.moved][-1]

    assert [(piece.kind, piece.text) for piece in shown_there.pieces] == [(Kind.KEPT, one)]


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
