"""Puts numbers and names in the order in which people count: P2 before P10, 二组 before 十组."""

import re
from collections.abc import Iterator

PARTS = re.compile(r"\d+|[零〇一二两三四五六七八九十百]+|\D")
DIGITS = {**{digit: value for value, digit in enumerate("零一二三四五六七八九")}, "〇": 0, "两": 2}
UNITS = {"十": 10, "百": 100}

Place = tuple[tuple[int, int, str], ...]


def natural(text: str) -> Place:
    """Return where a number or a name stands in its list; figures count as the number they are."""
    return tuple(_parts(text))


def _parts(text: str) -> Iterator[tuple[int, int, str]]:
    for part in PARTS.findall(text):
        if part.isdecimal():
            yield 0, int(part), part
        elif part[0] in DIGITS or part[0] in UNITS:
            yield 0, _chinese(part), part
        else:
            yield 1, ord(part), part


def _chinese(figures: str) -> int:
    """Return what Chinese figures say, up to the hundreds."""
    whole, digit = 0, 0
    for figure in figures:
        if figure in UNITS:
            whole += (digit or 1) * UNITS[figure]
            digit = 0
        else:
            digit = digit * 10 + DIGITS[figure]  # 一二 may be twelve, as on doorplates
    return whole + digit
