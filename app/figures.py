"""Dates, money, shares and sizes as a reader writes them: Babel's patterns, exact numbers, never a float."""

from datetime import date, datetime, tzinfo
from decimal import Decimal
from fractions import Fraction
from functools import cache, lru_cache

from babel import Locale
from babel.dates import format_date, format_skeleton
from babel.numbers import format_decimal

from app.bilingual import Bilingual
from app.reader import reader

FEN_PER_YUAN = 100
WAN = 10_000  # the Chinese unit for large amounts


class Fen(int):
    """An amount of money in fen, so that a message prints it as yuan."""


def babel_locale(language: str | None = None) -> Locale:
    """Return Babel's locale of a language (default: the reader's); English is British: 16 April 2026."""
    return _locale(language or reader.get().language)


@cache
def _locale(language: str) -> Locale:
    return Locale.parse("en_GB" if language == "en" else language)


def local(value: date, *, zone: tzinfo | None = None) -> date:
    """Return the moment in the village's zone; a plain date stays what it is."""
    if not isinstance(value, datetime):
        return value
    if value.tzinfo is None:
        raise ValueError("a moment without a time zone cannot be shown")
    return value.astimezone(zone or reader.get().zone)


def day_of(at: datetime, *, zone: tzinfo | None = None) -> date:
    """Return the calendar day of the village at a moment."""
    return at.astimezone(zone or reader.get().zone).date()


def day(value: date, language: str | None = None) -> str:
    """2026年4月16日, 16 April 2026."""
    return _date(_plain(local(value)), "long", language or reader.get().language)


def short_day(value: date, language: str | None = None) -> str:
    """4月16日, 16 Apr: for lists, where the year is plain."""
    return _short_day(_plain(local(value)), language or reader.get().language)


def clock(value: datetime, language: str | None = None) -> str:
    """19:30."""
    moment_here = local(value)
    assert isinstance(moment_here, datetime)
    return f"{moment_here:%H:%M}"


def moment(value: datetime, language: str | None = None) -> str:
    """2026年4月16日19:30, 16 April 2026 19:30."""
    return _beside(day(value, language), clock(value, language), language)


def short_moment(value: datetime, language: str | None = None) -> str:
    """4月16日19:30, 16 Apr 19:30."""
    return _beside(short_day(value, language), clock(value, language), language)


def weekday(value: date, language: str | None = None) -> str:
    """星期四, Thursday."""
    return _date(_plain(local(value)), "EEEE", language or reader.get().language)


def iso(value: date) -> str:
    """Write the machine's form for `<time datetime>`, in the village's zone."""
    here = local(value)
    return here.isoformat(timespec="minutes") if isinstance(here, datetime) else here.isoformat()


def yuan(fen: int, language: str | None = None) -> str:
    """486,000, or 486,000.50 when there are odd fen."""
    return _yuan(int(fen), language or reader.get().language)


def plain_yuan(fen: int | None) -> str:
    """486000.50: the form that an amount has inside an input field."""
    if fen is None:
        return ""
    whole, rest = divmod(fen, FEN_PER_YUAN)
    return f"{whole}.{rest:02d}" if rest else str(whole)


def share(value: Fraction) -> str:
    """2/3: the same in every language."""
    return f"{value.numerator}/{value.denominator}"


def size(octets: int) -> str:
    """312 KB, 4 MB: whole units, rounded up."""
    for unit, name in ((1024 * 1024, "MB"), (1024, "KB")):
        if octets >= unit:
            return f"{-(-octets // unit)} {name}"
    return f"{octets} B"


def shown(value: object, language: str) -> str:
    """Write a value of a message in the reader's language; whole numbers stay bare (2018 is a year)."""
    match value:
        case Fen():
            return yuan(value, language)
        case Fraction():
            return share(value)
        case Bilingual():
            return value.text(language)
        case datetime():
            return moment(value, language)
        case date():
            return day(value, language)
        case None:
            return ""
    return str(value)


def _plain(value: date) -> date:
    return value.date() if isinstance(value, datetime) else value


# Babel reads its pattern for every value anew, which was a third of the time of a page full of days and amounts.


@lru_cache(maxsize=4_000)
def _date(value: date, pattern: str, language: str) -> str:
    return format_date(value, pattern, locale=_locale(language))


@lru_cache(maxsize=4_000)
def _short_day(value: date, language: str) -> str:
    midnight = datetime(value.year, value.month, value.day)  # noqa: DTZ001  # only its date is printed
    return format_skeleton("MMMd", midnight, locale=_locale(language))


@lru_cache(maxsize=4_000)
def _yuan(fen: int, language: str) -> str:
    pattern = "#,##0.00" if fen % FEN_PER_YUAN else "#,##0"
    return format_decimal(Decimal(fen) / FEN_PER_YUAN, format=pattern, locale=_locale(language))


def _beside(left: str, right: str, language: str | None) -> str:
    return f"{left}{right}" if babel_locale(language).language == "zh" else f"{left} {right}"
