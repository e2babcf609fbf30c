"""What templates may say: the filters and functions for words, dates, money and shares, in the reader's language."""

from collections.abc import Iterable, Mapping
from fractions import Fraction
from functools import lru_cache
from urllib.parse import parse_qsl, urlencode, urlsplit

from jinja2 import Environment, pass_context
from jinja2.runtime import Context
from markupsafe import Markup, escape

from app import figures
from app.bilingual import Bilingual
from app.catalogues import languages, translations
from app.check_words import check_figures, check_name, check_need, check_relation
from app.reader import reader
from app.words import Message, _, n_, share_words, translate

AS_THEY_ARE = frozenset({str, Markup, int})


def install_words(env: Environment) -> None:
    """Teach an autoescaping environment `_`, `{% trans %}`, the filters, and to translate every message it prints."""
    env.add_extension("jinja2.ext.i18n")
    env.optimized = False  # constant folding would freeze a filter in the language of its first reader
    env.newstyle_gettext = True  # type: ignore[attr-defined]  # added by the extension
    env.globals |= {"gettext": gettext, "ngettext": ngettext, "languages": languages, "html_lang": html_lang}
    env.globals["_"] = gettext  # the extension's own looks the name up at every sentence
    env.finalize = _in_words
    env.filters |= {
        "t": translate,
        "day": figures.day,
        "short_day": figures.short_day,
        "clock": figures.clock,
        "moment": figures.moment,
        "short_moment": figures.short_moment,
        "weekday": figures.weekday,
        "iso": figures.iso,
        "yuan": figures.yuan,
        "plain_yuan": figures.plain_yuan,
        "wan": wan,
        "share": figures.share,
        "share_words": lambda rule: translate(share_words(rule)),
        "days_left": lambda days: translate(days_left(days)),
        "size": figures.size,
        "numeral": numeral,
        "percent": percent,
        "label": label,
        "with_query": with_query,
        "listed": listed,
        "name": name,
        "check_name": check_name,
        "check_figures": check_figures,
        "check_need": check_need,
        "check_relation": check_relation,
    }


def gettext(msgid: str, /, **values: object) -> Markup:
    """Translate the text of a template; values are escaped, messages and dates among them written in words."""
    text = _said(msgid, reader.get().language)
    return text % {name: _as_word(value) for name, value in values.items()} if values or "%" in text else text


@lru_cache(maxsize=10_000)  # the sentences of the templates, in each language
def _said(msgid: str, language: str) -> Markup:
    return Markup(translations(language).gettext(msgid))  # noqa: S704  # our own catalogues


def ngettext(one: str, many: str, n: int, /, **values: object) -> Markup:
    """Translate a text of a template that depends on a number."""
    text = Markup(translations(reader.get().language).ngettext(one, many, n))  # noqa: S704  # our own catalogues
    return text % {name: _as_word(value) for name, value in ({"num": n, "n": n} | values).items()}


def html_lang() -> str:
    """Return the reader's language as `<html lang>` wants it: zh-CN."""
    return reader.get().language.replace("_", "-")


def wan(fen: int) -> str:
    """48.6万元 where the language counts in ten thousands and the amount is round enough, else 486,000 yuan."""
    whole, rest = divmod(fen, figures.FEN_PER_YUAN * figures.WAN // 10)
    if reader.get().language.startswith("zh") and not rest and whole >= 10:
        return translate(_("%(amount)s ten thousand yuan", amount=f"{whole // 10}.{whole % 10}".removesuffix(".0")))
    return translate(_("%(amount)s yuan", amount=figures.Fen(fen)))


def days_left(days: int) -> Message:
    """Say how long a clock still runs: 3 days left, last day, 2 days over."""
    if days > 0:
        return n_("%(n)s day left", "%(n)s days left", days)
    return _("last day") if days == 0 else n_("%(n)s day over", "%(n)s days over", -days)


def numeral(number: int) -> str:
    """Write the number of a step: 一 to 十 in Chinese, digits elsewhere."""
    return "一二三四五六七八九十"[number - 1] if html_lang().startswith("zh") and 1 <= number <= 10 else str(number)


def percent(part: int, whole: int, full: int = 100) -> str:
    """Write a width for a drawing, `full` per cent wide at most: 58.1%."""
    tenths = min(part * full * 10 // whole, full * 10) if whole > 0 else 0
    return f"{tenths // 10}.{tenths % 10}%"


def label(value: object) -> object:
    """Choose the reader's language of a label that a rule pack gives in several: `{"zh_CN": …, "en": …}`."""
    if not isinstance(value, Mapping):
        return value
    language = reader.get().language
    return value.get(language) or value.get(language.split("_")[0]) or next(iter(value.values()), "")


def with_query(here: str, **changes: object) -> str:
    """Return the address of this page with a parameter changed; None takes it away."""
    parts = urlsplit(here)
    query = [(name, value) for name, value in parse_qsl(parts.query) if name not in changes]
    query += [(name, str(value)) for name, value in changes.items() if value is not None]
    return parts.path + (f"?{urlencode(query)}" if query else "")


def listed(values: Iterable[object]) -> Markup:
    """Write names or words one after the other, with the comma of the reader's language."""
    comma = Markup("、") if html_lang().startswith("zh") else Markup(", ")
    return comma.join(escape(_as_word(value)) for value in values)


def name(person: str) -> Markup:
    """Write a person's name in a sentence so that no line breaks inside it."""
    return Markup('<span class="keep">{}</span>').format(person)


def _as_word(value: object) -> object:
    return value if isinstance(value, (str, int)) and not isinstance(value, figures.Fen) else translate(value)


@pass_context  # which also keeps the compiler from printing constants for its first reader
def _in_words(_context: Context, value: object) -> object:
    """Write messages, exact shares and texts in both languages that a template prints."""
    if type(value) in AS_THEY_ARE:  # nearly everything a page prints; asking this first halves the cost of printing
        return value
    return escape(translate(value)) if isinstance(value, (Message, Fraction, Bilingual)) else value
