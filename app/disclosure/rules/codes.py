"""The check code on a printed notice, such as MGB-2026-0004-7D2A: short enough to be typed, impossible to guess."""

import re
import secrets
import unicodedata

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # no 0 O, no 1 I L: on paper they look alike
TAIL = 4
_CODE = re.compile(rf"([A-Z][A-Z0-9]{{1,11}})(\d{{4}})(\d{{4}})([A-Z0-9]{{{TAIL}}})")
_PARTS = re.compile(rf"([A-Z][A-Z0-9]{{1,11}})-([0-9OIL]{{4}})-([0-9OIL]{{4,9}})-([A-Z0-9]{{{TAIL}}})")
_DASHES = re.compile(r"[\s_·.。,，、:\u2010-\u2015\u2212\u30fc\uff0d-]+")
_DIGITS = str.maketrans("OIL", "011")
LONGEST = 200


def new_code(*, village: str, year: int, number: int) -> str:
    """Return a fresh code; its tail is drawn by lot, so a code cannot be worked out from a number."""
    tail = "".join(secrets.choice(ALPHABET) for _place in range(TAIL))
    return f"{village.upper()}-{year}-{number:04}-{tail}"


def typed_code(text: str) -> str | None:
    """Return the code that somebody typed, in the one form it is kept in; None for what cannot be a code.

    Case, width, spaces and the kind of dash don't matter, nor does O for 0 among the digits.
    """
    plain = unicodedata.normalize("NFKC", text[:LONGEST]).upper().strip()
    plain = plain.rpartition("/VERIFY/")[2].partition("?")[0].strip("/")  # the address behind the square code
    plain = plain.removeprefix("查验码").lstrip(": ")
    parted = _DASHES.sub("-", plain).strip("-")
    found = _PARTS.fullmatch(parted)
    if found is None:
        found = _CODE.fullmatch(parted.replace("-", ""))
    if found is None:
        return None
    village, year, number, tail = found.groups()
    return f"{village}-{year.translate(_DIGITS)}-{number.translate(_DIGITS)}-{tail}"
