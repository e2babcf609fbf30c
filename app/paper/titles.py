"""Breaks a long title into lines of about the same length, at a mark or between words, never inside one."""

import re
import unicodedata

ONE_LINE = 22  # characters that fit when the title is set a little smaller
FULL_LINE = 20
SLACK = 4  # characters that a cut may stand from the even one

_GOOD_ENDS = "、，。：；”》）"
_BAD_STARTS = "的地得了和与及或并、，。：；”》）〕"
_BAD_ENDS = "“《（〔关对按第"
_GLUED = re.compile(r"[0-9A-Za-z.%,+-][0-9A-Za-z.%,+-]|[0-9.%,+-][^\s0-9A-Za-z]")


def width(text: str) -> float:
    """Measure a text in Chinese characters; a Latin letter or digit takes about half of one."""
    return sum(1 if unicodedata.east_asian_width(char) in "WFA" else 0.5 for char in text)


def title_lines(title: str, told: str = "") -> list[str]:
    """Return the lines of a title.

    Where words end cannot be seen in Chinese; but two characters that stand together in `told`, the text below the
    title, are taken for a word, and no line ends between them.
    """
    if width(title) <= ONE_LINE:
        return [title]
    lines = -(-width(title) // FULL_LINE)
    even = width(title) / lines
    cut = min(range(1, len(title)), key=lambda at: _cost(title, at, even=even, told=told))
    return [title[:cut], *title_lines(title[cut:], told)]


def _cost(title: str, at: int, *, even: float, told: str) -> float:
    """Return how bad it is to end a line before `at`: far from the even place, too long, or within a word."""
    before, pair = title[:at], title[at - 1 : at + 1]
    away = abs(width(before) - even)
    cost = away + (100 if away > SLACK or width(before) > FULL_LINE else 0)
    cost += 50 if _GLUED.match(pair) else 0
    cost += 20 if pair[1] in _BAD_STARTS or pair[0] in _BAD_ENDS else 0
    cost += 10 if pair in told else 0
    return cost - (6 if pair[0] in _GOOD_ENDS else 0)
