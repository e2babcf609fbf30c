"""A date, an amount or a telephone number does not break over two lines of a narrow phone."""

import pytest

from app.whole import keep_whole


@pytest.mark.parametrize(
    ("said", "whole"),
    [
        ("公示期4月20日至4月26日，共7天", ["4月20日", "4月26日", "7天"]),
        ("2026年11月25日19:52，村活动室", ["2026年11月25日"]),
        ("决议32,000元，已付36,480.50元", ["32,000元", "36,480.50元"]),
        ("总投资48.6万元，1.2公里", ["48.6万元", "1.2公里"]),
        ("电话0000-8216045（于春梅）", ["0000-8216045"]),
        ("赞成12，反对2，弃权1", ["赞成12", "反对2", "弃权1"]),
        ("by 16 April 2026, 9 days left", ["16 April 2026"]),
        ("voted 486,000 yuan in 3 lines", ["486,000 yuan"]),
        ("集体土地40亩，占地620平方米，86户，应到38人", ["40亩", "620平方米", "86户", "38人"]),
        ("查验码MGB-2026-0004-7D2A，议〔2026〕3号，第7次", []),
    ],
)
def test_what_must_stay_together_does(said: str, whole: list[str]) -> None:
    page = keep_whole(f"<p>{said}</p>")

    assert [part.partition("</span>")[0] for part in page.split('<span class="nb">')[1:]] == whole
    assert page.replace('<span class="nb">', "").replace("</span>", "") == f"<p>{said}</p>"


def test_a_row_of_digits_without_a_unit_stays_as_it_is() -> None:
    row = "<p>" + "1" * 20_000 + "</p>"

    assert keep_whole(row) == row


@pytest.mark.parametrize(
    "html",
    [
        "<title>4月20日 · 曼岗坝村</title>",
        '<a href="/x" title="4月20日" aria-label="付36,480元">x</a>',
        '<textarea name="text">\n付36,480元</textarea>',
        '<option value="4月20日">4月20日</option>',
        '<svg><text x="1">36,480元</text></svg>',
        '<span class="nb">0000-8216045</span>',
    ],
)
def test_what_holds_no_spans_stays_as_it_is(html: str) -> None:
    assert keep_whole(html) == html
