"""Every sentence of the house is known in every language, and says the same numbers there."""

import ast
import json
import re
from datetime import UTC, date, datetime
from enum import StrEnum
from fractions import Fraction
from functools import cache
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_file
from babel.messages.pofile import read_po

from app.catalogues import LOCALE_FOLDER, SOURCE_LANGUAGE, languages, negotiate, translations
from app.check_words import KINDS
from app.deliberation.rules.bodies import Assembly
from app.deliberation.rules.checks import Kind
from app.deliberation.rules.headcount import Base
from app.deliberation.rules.line_words import BASES
from app.deliberation.rules.matter_words import MONEY, STATES, STEPS
from app.deliberation.rules.meeting_words import ARRIVED, BODIES, DEPARTED, MEETING_STATES, OUTCOMES, TOLD
from app.deliberation.rules.pack import Method
from app.deliberation.rules.states import (
    ArrivedBy,
    DepartedWhy,
    MeetingState,
    MoneyKind,
    PassageOutcome,
    ProposalState,
    ToldBy,
)
from app.deliberation.rules.step_keys import StepKey
from app.disclosure.rules.record_words import KINDS as RECORDED
from app.shares import AtLeast, MoreThan
from app.village.rules.seats import (
    BODY_LABELS,
    OFFICE_LABELS,
    PARTY_LABELS,
    SEX_LABELS,
    Body,
    Office,
    Party,
    Sex,
)
from app.votes.rules.ballots import Choice
from app.votes.rules.verdict import Outcome
from app.votes.rules.words import CHOICES, METHODS
from app.votes.rules.words import OUTCOMES as VERDICTS
from app.words import Fen, Message, _, n_, reading, share_words, translate

ROOT = Path(__file__).parent.parent
KEYWORDS: dict[str, object] = {"_": None, "n_": (1, 2), "gettext": None, "ngettext": (1, 2)}
TEMPLATE_OPTIONS = {"extensions": "jinja2.ext.i18n", "newstyle_gettext": "true", "trim_blocks": "true"} | {
    "lstrip_blocks": "true",
    "silent": "false",
    "encoding": "utf-8",
}
PLACEHOLDER = re.compile(r"%\((\w+)\)s")
ONLY_A_VALUE = re.compile(r"%\(\w+\)s")
STRAY = re.compile(r"%(?!\(\w+\)s|%)")
ACTS_OF = "access|attendance|cards|consent|execution|meeting|notice|objection|pack|password|post|proposal|seat|sessions"
ACT = re.compile(rf"(?:{ACTS_OF}|suggestion|village|vote)\.(?!pdf|csv|xlsx)[a-z]+(?:_[a-z]+)*")
TRANSLATED = [language for language in languages() if language != SOURCE_LANGUAGE]


@cache
def spoken() -> dict[str, tuple[str | tuple[str, ...], str]]:
    """Return every sentence of code and templates by its msgid, with the file that says it."""
    found: dict[str, tuple[str | tuple[str, ...], str]] = {}
    for pattern, method in (("app/**/*.py", "python"), ("templates/**/*.html", "jinja2")):
        options = TEMPLATE_OPTIONS if method == "jinja2" else {}
        for path in sorted(ROOT.glob(pattern)):
            for _line, said, _comments, _context in extract_from_file(method, path, KEYWORDS, options=options):  # type: ignore[arg-type]  # Babel's own example passes None
                found.setdefault(first(said), (said, path.relative_to(ROOT).as_posix()))
    found.pop("", None)
    return found


@cache
def catalogues(language: str) -> dict[str, Catalog]:
    """Return the catalogues of a language by file."""
    read = {}
    for path in sorted((LOCALE_FOLDER / language).glob("*.po")):
        with path.open("rb") as source:
            read[path.name] = read_po(source, locale=language, abort_invalid=True)
    return read


def written(language: str) -> list[tuple[str, str | tuple[str, ...], tuple[str, ...]]]:
    """Return file, msgid and translations of every entry."""
    return [
        (name, message.id, message.string if isinstance(message.string, tuple) else (message.string,))  # type: ignore[misc]
        for name, catalogue in catalogues(language).items()
        for message in catalogue
        if message.id
    ]


def first(said: str | tuple[str, ...] | list[str]) -> str:
    return said if isinstance(said, str) else said[0]


@pytest.mark.parametrize("language", TRANSLATED)
def test_no_sentence_lacks_a_translation(language: str) -> None:
    known = {first(msgid) for _name, msgid, strings in written(language) if all(strings)}

    assert {msgid: file for msgid, (_said, file) in spoken().items() if msgid not in known} == {}


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_translation_has_the_numbers_and_names_of_its_sentence(language: str) -> None:
    wrong = [
        (msgid, string)
        for _name, msgid, strings in written(language)
        for string in strings
        if set(PLACEHOLDER.findall(string)) != set(PLACEHOLDER.findall(msgid if isinstance(msgid, str) else msgid[1]))
        or STRAY.search(string)
    ]

    assert wrong == []


def test_a_sentence_writes_a_per_cent_sign_twice() -> None:
    assert [msgid for msgid in spoken() if STRAY.search(msgid)] == []


def test_no_sentence_is_only_a_word_from_the_code() -> None:
    """Such a word would reach the page as the code spells it; a share alone is written in the reader's way."""
    assert [msgid for msgid in spoken() if ONLY_A_VALUE.fullmatch(msgid)] == ["%(share)s"]


def recorded() -> dict[str, str]:
    """Return every kind of act that the code writes into the record, with the file that does."""
    found: dict[str, str] = {}
    for path in sorted(ROOT.glob("app/**/*.py")):
        if path.name != "record_words.py":
            texts = (getattr(node, "value", None) for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
            found |= {text: path.name for text in texts if isinstance(text, str) and ACT.fullmatch(text)}
    return found


def test_every_act_of_the_record_has_its_sentence() -> None:
    assert {kind: file for kind, file in recorded().items() if kind not in RECORDED} == {}
    assert {kind for kind in RECORDED if kind not in recorded()} == set()


@pytest.mark.parametrize(
    ("words", "meanings"),
    [
        (STEPS, StepKey), (STATES, ProposalState), (MONEY, MoneyKind), (BODIES, Assembly), (CHOICES, Choice),
        (MEETING_STATES, MeetingState), (TOLD, ToldBy), (ARRIVED, ArrivedBy), (DEPARTED, DepartedWhy),
        (OUTCOMES, PassageOutcome), (VERDICTS, Outcome), (METHODS, Method), (BASES, Base),
        (BODY_LABELS, Body), (OFFICE_LABELS, Office), (PARTY_LABELS, Party), (SEX_LABELS, Sex),
    ],
)  # fmt: skip
def test_every_value_has_its_word(words: dict[StrEnum, Message], meanings: type[StrEnum]) -> None:
    assert words.keys() == set(meanings)


def test_every_kind_of_check_has_its_name() -> None:
    assert KINDS.keys() == {kind.value for kind in Kind}


@pytest.mark.parametrize("language", TRANSLATED)
def test_no_translation_is_left_over(language: str) -> None:
    assert [(name, first(msgid)) for name, msgid, _strings in written(language) if first(msgid) not in spoken()] == []


@pytest.mark.parametrize("language", TRANSLATED)
def test_two_owners_translate_a_sentence_alike(language: str) -> None:
    by_msgid: dict[str, set[tuple[str, ...]]] = {}
    for _name, msgid, strings in written(language):
        by_msgid.setdefault(first(msgid), set()).add(strings)

    assert {msgid: strings for msgid, strings in by_msgid.items() if len(strings) > 1} == {}


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_catalogue_is_finished_work(language: str) -> None:
    fuzzy = [message.id for catalogue in catalogues(language).values() for message in catalogue if message.fuzzy]

    assert [msgid for msgid in fuzzy if msgid] == []


def test_a_message_waits_for_its_reader() -> None:
    message = _("more than %(share)s", share=_("half"))

    assert str(message) == "more than half"
    assert translate(message, "zh_CN") == "超过二分之一"
    with reading(language="zh_CN"):
        assert translate(message) == "超过二分之一"


def test_shares_are_read_in_words() -> None:
    assert translate(share_words(AtLeast(Fraction(2, 3))), "zh_CN") == "三分之二以上"
    assert translate(share_words(MoreThan(Fraction(1, 2))), "zh_CN") == "超过二分之一"
    assert str(share_words(AtLeast(Fraction(7, 11)))) == "at least 7/11"


class Seat(StrEnum):
    """A value as the tables have them."""

    CHAIR = "chair"


@pytest.mark.parametrize(
    "message",
    [
        _("half"),
        _("%(a)s of %(b)s", b=31, a=12),
        _("until %(day)s", day=date(2026, 4, 20)),
        _("at %(moment)s", moment=datetime(2026, 4, 20, 11, 30, tzinfo=UTC)),
        _("%(amount)s yuan", amount=Fen(48_600_050)),
        _("%(share)s", share=Fraction(2, 3)),
        _("asks for %(rule)s", rule=MoreThan(Fraction(1, 2))),
        _("by the %(seat)s", seat=Seat.CHAIR),
        n_("%(n)s day left", "%(n)s days left", 3),
    ],
    ids=str,
)
def test_a_message_comes_back_from_the_record(message: Message) -> None:
    stored = json.dumps(message.as_facts(), sort_keys=True)

    read = Message.from_facts(json.loads(stored))

    assert read == message
    assert hash(read) == hash(message)
    assert translate(read, "zh_CN") == translate(message, "zh_CN")


def test_values_are_written_in_the_readers_way() -> None:
    message = _("%(amount)s on %(day)s", amount=Fen(48_600_050), day=date(2026, 4, 20))

    assert str(message) == "486,000.50 on 20 April 2026"
    assert translate(message, "zh_CN") == "486,000.50 on 2026年4月20日"


def test_one_and_many_are_told_apart() -> None:
    assert str(n_("%(n)s day left", "%(n)s days left", 1)) == "1 day left"
    assert str(n_("%(n)s day left", "%(n)s days left", 2)) == "2 days left"
    assert translate(n_("%(n)s day left", "%(n)s days left", 2), "zh_CN") == "还剩2天"


@pytest.mark.parametrize(
    ("cookie", "query", "header", "language"),
    [
        (None, None, None, "zh_CN"),
        (None, None, "en-GB,en;q=0.9", "en"),
        (None, None, "en-GB,en;q=0.9,zh;q=0.1", "zh_CN"),
        (None, None, "fr,de;q=0.5", "zh_CN"),
        (None, None, "en;q=0", "zh_CN"),
        ("en", None, "zh-CN", "en"),
        ("en", "zh-CN", "en", "zh_CN"),
        ("../../etc", "klingon", "*;q=x,,;;", "zh_CN"),
    ],
)
def test_the_village_reads_chinese_unless_the_reader_chose(
    cookie: str | None, query: str | None, header: str | None, language: str
) -> None:
    assert negotiate(cookie=cookie, query=query, accept_language=header) == language


def test_a_language_names_itself() -> None:
    assert languages()["zh_CN"] == "中文"
    assert languages()["en"] == "English"


def test_a_third_language_needs_only_a_catalogue(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "lo").mkdir()
    (tmp_path / "lo" / "floor.po").write_text('msgid ""\nmsgstr "Language: lo\\n"\n\nmsgid "half"\nmsgstr "ເຄິ່ງໜຶ່ງ"\n')
    monkeypatch.setattr("app.catalogues.LOCALE_FOLDER", tmp_path)
    for cached in (languages, translations):
        cached.cache_clear()

    names, half = languages(), translate(_("half"), "lo")

    monkeypatch.undo()
    for cached in (languages, translations):
        cached.cache_clear()
    assert names["lo"] == "ລາວ"
    assert half == "ເຄິ່ງໜຶ່ງ"
