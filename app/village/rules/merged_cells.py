"""Fills merged cells downwards: an office writes a household, a group or a heading once over several lines."""

import re
from collections.abc import Iterator
from itertools import islice
from typing import IO
from xml.etree.ElementTree import iterparse

RANGE = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6}):([A-Z]{1,3})([1-9]\d{0,6})")
RANGES_LIMIT = 50_000
FILLED_LIMIT = 400_000

Merged = tuple[int, int, int]  # the column, the first line and the last line, counted from 0


class TooManyMergedCells(ValueError):
    """More is merged than any village list holds."""


def merged_ranges(part: IO[bytes]) -> list[Merged]:
    """Return what is merged over several lines of a sheet, read without keeping the sheet in memory."""
    found = list(islice(_ranges(part), RANGES_LIMIT + 1))
    if len(found) > RANGES_LIMIT:
        raise TooManyMergedCells
    return found


def _ranges(part: IO[bytes]) -> Iterator[Merged]:
    steps = iterparse(part, events=("start", "end"))  # noqa: S314  # a part with definitions was turned away before
    _start, root = next(steps)
    for event, element in steps:
        if event == "start":
            continue
        kind = element.tag.rpartition("}")[2]
        if kind == "mergeCell" and (found := RANGE.fullmatch(element.get("ref", ""))):
            column, first, _column, last = found.groups()
            if first != last:
                yield _place(column), int(first) - 1, int(last) - 1
        if kind == "row":
            element.clear()
        elif kind == "sheetData":
            root.clear()


def fill_downwards(records: list[list[str]], merged: list[Merged]) -> None:
    """Write each range's value into the lines below its first; a line without any text of its own stays empty."""
    written = [any(cell.strip() for cell in record) for record in records]
    budget = FILLED_LIMIT
    for column, first, last in merged:
        if first >= len(records) or column >= len(records[first]) or not (value := records[first][column]).strip():
            continue
        below = range(first + 1, min(last + 1, len(records)))
        budget -= len(below)
        if budget < 0:
            raise TooManyMergedCells
        for at in below:
            record = records[at]
            if written[at]:
                record += [""] * (column + 1 - len(record))
                record[column] = record[column] or value


def _place(letters: str) -> int:
    """Return the place of a column by its letters: A is 0, AA is 26."""
    place = 0
    for letter in letters:
        place = place * 26 + ord(letter) - ord("A") + 1
    return place - 1
