"""The order in which a list of people is read out: group after group, then by name."""

import re

_NUMERALS = {sign: value for value, sign in enumerate("零一二三四五六七八九")}
_PARTS = re.compile(r"[零一二三四五六七八九十]+|\d+|[^零一二三四五六七八九十\d]+")


def list_order(
    group: str | None, name: str, number: str
) -> tuple[bool, tuple[tuple[bool, int, bytes], ...], bytes, str]:
    """Return the key of a person in a list: 二组 before 十组, names by their sound; who lives elsewhere comes last.

    The old national code (GB 2312) holds the usual characters in the order of their sound.
    """
    return group is None, tuple(_part(part) for part in _PARTS.findall(group or "")), sound(name), number


def sound(name: str) -> bytes:
    """Return the key that puts names in the order of their sound."""
    return name.encode("gb18030", errors="replace")


def _part(text: str) -> tuple[bool, int, bytes]:
    if text.isdecimal():
        return False, int(text), b""
    if text[0] in _NUMERALS or text[0] == "十":
        return False, _numeral(text), b""
    return True, 0, sound(text)


def _numeral(text: str) -> int:
    """Return the value of 二 or 十二 or 二十三, as groups are numbered."""
    tens, mark, ones = text.rpartition("十")
    ten = 10 * (_NUMERALS.get(tens[-1:], 1) if tens else 1) if mark else 0
    return ten + _NUMERALS.get(ones[-1:], 0)
