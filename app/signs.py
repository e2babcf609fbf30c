"""The few signs that shape a text: “## ” a heading, “- ” and “1. ” a list, two stars bold; all else stands as typed.

Page, redline, paper and search read a text by this module, so that none of them takes a sign out of a measure.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

HEADING, ITEM, STARS = "## ", "- ", "**"
NUMBER = re.compile(r"(\d{1,3})\. ")


class Look(StrEnum):
    """How a line of a text looks."""

    PLAIN = "paragraph"
    HEADING = "heading"
    ITEM = "item"
    NUMBERED = "numbered"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of a text: its look, its number in a list, where its words begin, and where its pairs of stars stand."""

    text: str
    look: Look = Look.PLAIN
    number: int = 0
    begins: int = 0
    bold: tuple[tuple[int, int], ...] = ()

    @property
    def runs(self) -> Iterator[tuple[str, bool]]:
        """The words piece by piece, each with whether it is bold."""
        at = self.begins
        for first, last in self.bold:
            yield self.text[at:first], False
            yield self.text[first + 2 : last], True
            at = last + 2
        yield self.text[at:], False

    @property
    def words(self) -> str:
        """The line as it reads: without its signs, the number of a list kept."""
        number = f"{self.number}. " if self.look is Look.NUMBERED else ""
        return number + "".join(run for run, _bold in self.runs)

    @property
    def unseen(self) -> frozenset[int]:
        """The places of the characters that a reader does not see."""
        sign = range(self.begins) if self.look in (Look.HEADING, Look.ITEM) else ()
        return frozenset(sign) | {at + n for pair in self.bold for at in pair for n in (0, 1)}


def line_of(text: str) -> Line:
    """Read one line."""
    look, number, begins = _sign(text)
    return Line(text=text, look=look, number=number, begins=begins, bold=tuple(_pairs(text, begins)))


def lines_of(text: str) -> list[Line]:
    """Read a text line by line."""
    return [line_of(line) for line in text.split("\n")]


def words_of(text: str) -> str:
    """Return a text as it reads, without its signs."""
    return "\n".join(line.words for line in lines_of(text))


def _sign(text: str) -> tuple[Look, int, int]:
    indent = len(text) - len(text.lstrip(" "))
    if text.startswith(HEADING, indent) and text[indent + len(HEADING) :].strip():
        return Look.HEADING, 0, indent + len(HEADING)
    if text.startswith(ITEM, indent) and text[indent + len(ITEM) :].strip():
        return Look.ITEM, 0, indent + len(ITEM)
    if (found := NUMBER.match(text, indent)) and text[found.end() :].strip():
        return Look.NUMBERED, int(found[1]), found.end()
    return Look.PLAIN, 0, 0


def _pairs(text: str, begins: int) -> Iterator[tuple[int, int]]:
    """Find the pairs of two stars that hold words between them; a pair that is not closed stands as typed."""
    opened: int | None = None
    at = text.find(STARS, begins)
    while at >= 0:
        held = "" if opened is None else text[opened + 2 : at]
        if opened is not None and held and not held[0].isspace() and not held[-1].isspace():
            yield opened, at
            opened = None
        else:
            opened = at
        at = text.find(STARS, at + 2)
