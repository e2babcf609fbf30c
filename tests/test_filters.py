"""What templates say of days, money, shares and people, in both languages."""

from datetime import UTC, date, datetime, timedelta, timezone
from fractions import Fraction
from types import SimpleNamespace as Thing

import pytest
from jinja2 import Environment

from app import figures
from app.check_words import check_name, check_need, check_relation
from app.figures import Fen
from app.filters import install_words, label, numeral, percent, wan, with_query
from app.shares import AtLeast, MoreThan
from app.words import _, reading, translate

LATE = datetime(2026, 4, 16, 17, 30, tzinfo=UTC)  # past midnight in the village


def said(template: str, language: str, **context: object) -> str:
    env = Environment(autoescape=True)
    install_words(env)
    with reading(language=language):
        return env.from_string(template).render(**context)


@pytest.mark.parametrize(
    ("template", "chinese", "english"),
    [
        ("{{ at | day }}", "2026年4月17日", "17 April 2026"),
        ("{{ at | short_day }}", "4月17日", "17 Apr"),
        ("{{ at | clock }}", "01:30", "01:30"),
        ("{{ at | moment }}", "2026年4月17日01:30", "17 April 2026 01:30"),
        ("{{ at | short_moment }}", "4月17日01:30", "17 Apr 01:30"),
        ("{{ at | weekday }}", "星期五", "Friday"),
        ("{{ at | iso }}", "2026-04-17T01:30+08:00", "2026-04-17T01:30+08:00"),
        ("{{ 48600000 | yuan }}", "486,000", "486,000"),
        ("{{ 48600005 | yuan }}", "486,000.05", "486,000.05"),
        ("{{ 48600000 | wan }}", "48.6万元", "486,000 yuan"),
        ("{{ 48612300 | wan }}", "486,123元", "486,123 yuan"),
        ("{{ 3 | days_left }}", "还剩3天", "3 days left"),
        ("{{ 0 | days_left }}", "最后一天", "last day"),
        ("{{ -1 | days_left }}", "已过1天", "1 day over"),
        ("{{ 319000 | size }}", "312 KB", "312 KB"),
        ("{{ 4 | numeral }}", "四", "4"),
        ("{{ rule | share_words }}", "三分之二以上", "at least two thirds"),
        ("{{ html_lang() }}", "zh-CN", "en"),
    ],
)
def test_a_filter_writes_for_its_reader(template: str, chinese: str, english: str) -> None:
    context = {"at": LATE, "rule": AtLeast(Fraction(2, 3))}

    assert said(template, "zh_CN", **context) == chinese
    assert said(template, "en", **context) == english


def test_one_environment_serves_readers_of_both_languages() -> None:
    env = Environment(autoescape=True)
    install_words(env)
    template = env.from_string("{{ 3 | days_left }}")

    with reading(language="zh_CN"):
        chinese = template.render()
    with reading(language="en"):
        english = template.render()

    assert (chinese, english) == ("还剩3天", "3 days left")


def test_a_template_prints_a_message_in_the_readers_language_and_escapes_it() -> None:
    message = _("more than %(share)s", share="<b>")

    assert said("{{ m }}", "zh_CN", m=message) == "超过&lt;b&gt;"
    assert said('{{ _("%(amount)s yuan", amount=name) }}', "zh_CN", name="<b>") == "&lt;b&gt;元"


def test_a_name_in_a_sentence_stays_whole_on_its_line_and_is_escaped() -> None:
    alone, many = "{{ who | name }}", '{{ _("Tellers: %(names)s", names=who | map("name") | listed) }}'

    assert said(alone, "zh_CN", who="李<秋菊") == '<span class="keep">李&lt;秋菊</span>'
    assert said(many, "zh_CN", who=["何叫", "岩<应"]) == (
        '计票人：<span class="keep">何叫</span>、<span class="keep">岩&lt;应</span>'
    )


def test_a_list_of_words_is_escaped() -> None:
    assert said("{{ words | listed }}", "en", words=["<b>", _("Vote")]) == "&lt;b&gt;, Vote"


def test_a_moment_without_a_zone_is_not_shown() -> None:
    with pytest.raises(ValueError, match="zone"):
        figures.day(LATE.replace(tzinfo=None))


def test_a_day_is_shown_in_the_zone_of_the_village() -> None:
    with reading(language="en", zone=timezone(timedelta(hours=-5))):
        assert figures.day(LATE) == "16 April 2026"
        assert figures.day(date(2026, 4, 16)) == "16 April 2026"


def test_an_amount_keeps_its_form_in_a_field() -> None:
    assert figures.plain_yuan(48_600_050) == "486000.50"
    assert figures.plain_yuan(48_600_000) == "486000"
    assert figures.plain_yuan(None) == ""
    assert wan(Fen(100_000_00)) == "10万元"


def test_a_width_is_exact_and_never_more_than_whole() -> None:
    assert percent(18, 31) == "58.0%"
    assert percent(40, 31) == "100.0%"
    assert percent(5, 0) == "0.0%"
    assert percent(1, 2, 58) == "29.0%"


def test_an_address_changes_one_parameter_and_keeps_the_others() -> None:
    assert with_query("/v/mgb/proposals?page=2&q=%E8%B7%AF", page=3) == "/v/mgb/proposals?q=%E8%B7%AF&page=3"
    assert with_query("/v/mgb?page=2", page=None) == "/v/mgb"
    assert with_query("/v/mgb", size="elder") == "/v/mgb?size=elder"


def test_a_label_of_a_rule_pack_is_chosen_by_language() -> None:
    both = {"zh_CN": "提议", "en": "Proposal"}

    with reading(language="en"):
        assert label(both) == "Proposal"
        assert label({"zh": "提议"}) == "提议"
        assert numeral(11) == "11"
    assert label(both) == "提议"
    assert label("plain") == "plain"


def counted(kind: str, actual: int, base: int, needed: int, share: object, klass: str = "members") -> Thing:
    return Thing(kind=kind, klass=klass, actual=actual, base=base, needed=needed, met=actual >= needed, share=share)


def papers(*, returned: int, handed_out: int) -> Thing:
    met, numbers = returned <= handed_out, {"actual": returned, "base": handed_out, "needed": handed_out}
    return Thing(kind="papers", klass="all", met=met, share=None, **numbers)


@pytest.mark.parametrize(
    ("check", "relation", "need"),
    [
        (counted("attendance", 26, 31, 21, AtLeast(Fraction(2, 3))), "26/31 ≥ 2/3", "需21人，实到26人"),
        (counted("attendance", 18, 31, 21, AtLeast(Fraction(2, 3))), "18/31 ＜ 2/3", "需21人，实到18人"),
        (counted("approval", 20, 40, 21, MoreThan(Fraction(1, 2))), "20/40 ≤ 1/2", "需21票，赞成20票"),
        (counted("approval", 22, 27, 14, MoreThan(Fraction(1, 2))), "22/27 ＞ 1/2", "需14票，赞成22票"),
        (
            counted("attendance", 160, 240, 160, AtLeast(Fraction(2, 3)), "households"),
            "160/240 ≥ 2/3",
            "需160户，实到160户",
        ),
        (counted("approval", 0, 0, 1, MoreThan(Fraction(1, 2))), "0/0", "需1票，赞成0票"),
        (papers(returned=16, handed_out=16), "16 ≤ 16", "发出16张，收回16张"),
        (papers(returned=31, handed_out=30), "31 ＞ 30", "发出30张，收回31张"),
    ],
)
def test_a_check_says_its_fraction_and_its_need(check: Thing, relation: str, need: str) -> None:
    assert check_relation(check) == relation
    assert translate(check_need(check), "zh_CN") == need


def test_a_class_of_its_own_is_named() -> None:
    check = counted("approval", 11, 26, 14, MoreThan(Fraction(1, 2)), "representatives")

    assert translate(check_name(check), "zh_CN") == "赞成（村民代表）"
    assert str(check_name(counted("attendance", 1, 1, 1, None))) == "Attendance"
