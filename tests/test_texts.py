"""What was typed stands there: on page, redline, paper and search alike, and only the promised signs shape a text."""

import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.deliberation.rules.redline import redline
from app.deliberation.rules.redline_shown import shown
from app.signs import lines_of
from app.texts import markdown, without_marks

MEASURES = "水沟长620*宽0.4*深0.5米，蓄水池3*4*2.5米，共2座。"
AS_TYPED = [
    MEASURES, "*一颗星*", "_下划线_ __两条__", "标题\n===", "标题\n---", "> 引文",
    "# 一级", "### 三级", "##没有空格", "-没有空格",
    "1.5米", "1、修路", "`代码`", "|甲|乙|\n|-|-|", "\\*反斜杠\\*", "&lt;b&gt; &amp;", "<b>粗</b>", "**没有关上",
    "2**", "** 空格 **",
    "2026. 年", "http://a.cn", "![图](http://a.cn/b.png)", "* * *", "~~删~~",
]  # fmt: skip
NO_LINKS = [
    "[点](/v/mgb)", "[点](//evil.example)", "[点](https://bank.cn@evil.example)", "[点](javascript:alert(1))",
    "[点](data:x)",
    "[点](https://)", "[点](https://bank.cn\\@evil.example)", "[点](http://[::1)", "[点](ftp://a.cn)", "<https://a.cn>",
]  # fmt: skip


def words_on(page: str) -> str:
    """Return a page's words as they are read."""
    return html.unescape(re.sub(r"<[^>]+>", "", page.replace("</p>\n<p>", "\n")))


@pytest.mark.parametrize("typed", AS_TYPED + NO_LINKS)
def test_a_sign_that_nobody_promised_stands_as_it_was_typed(typed: str) -> None:
    changed = "".join(piece.text for one in shown(redline("", typed)) for piece in one.pieces if piece.kind == "added")

    assert words_on(markdown(typed)) == typed
    assert without_marks(typed) == typed
    assert changed == typed.replace("\n", "")


@pytest.mark.parametrize("typed", NO_LINKS)
def test_an_address_that_leads_elsewhere_than_it_says_is_no_link(typed: str) -> None:
    assert "<a " not in markdown(typed)


@pytest.mark.parametrize(
    ("typed", "written", "words"),
    [
        ("## 一、建设内容", "<h3>一、建设内容</h3>", "一、建设内容"),
        ("- 路基\n- 沟", "<ul><li>路基</li><li>沟</li></ul>", "路基\n沟"),
        ("3. 路基\n5. 沟", '<ol><li value="3">路基</li><li value="5">沟</li></ol>', "3. 路基\n5. 沟"),
        ("共**2座**。", "<p>共<strong>2座</strong>。</p>", "共2座。"),
        ("甲\n乙\n\n丙", "<p>甲<br>\n乙</p>\n<p>丙</p>", "甲\n乙\n\n丙"),
        (
            "[省里的文件](https://a.cn/b?c=1&d=2)",
            '<p><a href="https://a.cn/b?c=1&amp;d=2" rel="nofollow noopener noreferrer">省里的文件</a></p>',
            "[省里的文件](https://a.cn/b?c=1&d=2)",
        ),
    ],
)
def test_the_promised_signs_shape_a_text(typed: str, written: str, words: str) -> None:
    assert str(markdown(typed)) == written
    assert without_marks(typed) == words


@given(st.text(alphabet="甲1*_-#>. \n[](/)<&`", max_size=60))
def test_page_search_and_redline_read_the_same_words(typed: str) -> None:
    searched = re.sub(r"\s", "", without_marks(typed))
    added = "".join(piece.text for one in shown(redline("", typed)) for piece in one.pieces)

    page = re.sub(r'<li value="(\d+)">', r"\1. ", markdown(typed))
    assert re.sub(r"\s", "", words_on(page)) == searched
    assert re.sub(r"\s", "", added) == searched


@pytest.mark.parametrize(
    "sign", ["**", "*", "[", "](", "[a](https://", "## ", "- ", "1. ", "\n", " ", "** a", "1", "路"]
)
def test_four_times_the_text_is_four_times_the_work_at_most(sign: str) -> None:
    seen = [sum(len(run) for line in lines_of(sign * n) for run, _bold in line.runs) for n in (1_000, 2_000, 4_000)]

    assert seen[2] <= 4 * seen[0] + 8 * len(sign)
    assert len(markdown(sign * 4_000)) <= 4 * len(markdown(sign * 1_000)) + 200
