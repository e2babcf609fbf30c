"""How the printed form writes money, days and numbers: official Chinese, whatever language the screen has."""

import re
from datetime import date

from markupsafe import Markup, escape

from app.figures import FEN_PER_YUAN, day, yuan
from app.paper.text import breakable

PRINTED = "zh_CN"
BODY_LINE = 12

_UNITS = "年|月|日|时|分|万元|元|人|票|盏|户|米|公里|平方米|个|名|次|%|号|项|套|亩|组"
_DATE = r"\d{4}年\d{1,2}月(?:\d{1,2}日)?|\d{1,2}月\d{1,2}日"
_DOCUMENT = r"[\u4e00-\u9fff]{1,3}〔\d++〕\d++号(?:第\d++稿)?"
_NUMBER = re.compile(rf"(?P<whole>{_DATE}|{_DOCUMENT}|〔\d++〕\d++号)|\d[\d,.]*+(?P<unit>{_UNITS})?")


def money(fen: int) -> str:
    """486,000元; fen are shown only when there are any."""
    return f"{yuan(fen, PRINTED)}元"


def amount(fen: int) -> str:
    """486,000.00, for columns of figures."""
    whole, rest = divmod(abs(fen), FEN_PER_YUAN)
    return f"{'-' if fen < 0 else ''}{whole:,}.{rest:02}"


def difference(fen: int) -> str:
    """+1,200.00, -300.00 or 0.00: a sign always says which way."""
    return f"+{amount(fen)}" if fen > 0 else amount(fen)


def printed_day(value: date) -> str:
    """2026年3月23日."""
    return day(value, PRINTED)


def last_day(value: date, first: date) -> str:
    """3月29日 at the end of a period that began in the same year, else with the year."""
    return f"{value.month}月{value.day}日" if value.year == first.year else printed_day(value)


def cn(text: str) -> Markup:
    """Escape a text, then keep each number and its unit, each date and each document number on one line."""
    safe = str(escape(breakable(text)))
    return Markup(_NUMBER.sub(_kept, safe))  # noqa: S704 (escaped above)


def _kept(run: re.Match[str]) -> str:
    return f'<span class="nb">{run[0]}</span>' if run["whole"] or run["unit"] else run[0]


def paragraphs(text: str) -> list[str]:
    """Split what somebody typed into paragraphs."""
    return [line.strip() for line in text.split("\n") if line.strip()]


def body_lines(name: str, village: str) -> list[str]:
    """Break a long name of a body before the village: 西双版纳州…勐罕镇 / 曼岗村村民委员会."""
    before, found, rest = name.partition(village)
    return [before, found + rest] if before and len(name) > BODY_LINE else [name]
