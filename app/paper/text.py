"""What a printer can print: unseen characters go, and a character that no font has becomes a visible 〓.

〓 (the geta mark) is what typesetters put where a piece of type is missing. A name with a hole must look like one:
dropping the character would make it another person's name, and failing would let one emoji stop a publication.
"""

import dataclasses
import re
import unicodedata
from collections.abc import Mapping, Set
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from app.paper.fonts import covered

GETA = "〓"
UNBROKEN = 30  # letters in a row without a place to break a line
_ZERO_WIDTH_SPACE = "\u200b"
_JOINER = "\u200d"
_LONG_RUN = re.compile(rf"[^\s\u2e80-\u9fff\uf900-\uffef\U00020000-\U0003ffff{_ZERO_WIDTH_SPACE}]{{{UNBROKEN}}}(?=\S)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Printable:
    """Text as it will be printed, and the characters that were replaced by 〓."""

    text: str
    replaced: tuple[str, ...] = ()


def printable(text: str, *, glyphs: Set[int] | None = None) -> Printable:
    """Return `text` as it can be printed: NFC, no control or direction marks, nothing the fonts lack.

    Private-use characters, lone surrogates and emoji become 〓 too; an emoji sequence becomes one.
    """
    known = covered() if glyphs is None else glyphs
    whole = unicodedata.normalize("NFC", text.replace("\r\n", "\n"))
    kept: list[str] = []
    replaced: list[str] = []
    for before, char in zip(" " + whole, whole, strict=False):
        shown = _shown(char, known)
        if shown == GETA != char:
            if before == _JOINER:
                continue
            replaced.append(char)
        kept.append(shown)
    return Printable(text="".join(kept), replaced=tuple(dict.fromkeys(replaced)))


def _shown(char: str, known: Set[int]) -> str:
    """Return what is printed for one character."""
    category = unicodedata.category(char)
    if char == "\n" or category in {"Zl", "Zp"}:
        return "\n"
    if char.isspace():
        return char if ord(char) in known and category == "Zs" else " "
    if category in {"Cc", "Cf"}:
        return ""
    if ord(char) in known and category not in {"Co", "Cs"}:
        return char
    is_only_a_modifier = category in {"Mn", "Me", "Sk"}  # variation selectors, skin tones, stacked accents
    return "" if is_only_a_modifier else GETA


def printable_value(value: Any, *, glyphs: Set[int] | None = None) -> Any:
    """Return a document's data with every text in it made printable."""
    if isinstance(value, str):
        return printable(value, glyphs=glyphs).text
    if isinstance(value, Mapping):
        return {key: printable_value(item, glyphs=glyphs) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return type(value)(printable_value(item, glyphs=glyphs) for item in value)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        names = (field.name for field in dataclasses.fields(value) if field.init)
        changed = {name: printable_value(getattr(value, name), glyphs=glyphs) for name in names}
        return dataclasses.replace(value, **changed)
    return value


def breakable(value: Any) -> Any:
    """Give a long run of letters places to break, so that nobody's nonsense leaves the sheet."""
    if not isinstance(value, str) or isinstance(value, Markup) or len(value) <= UNBROKEN:
        return value
    return _LONG_RUN.sub(lambda run: run.group() + _ZERO_WIDTH_SPACE, value)
