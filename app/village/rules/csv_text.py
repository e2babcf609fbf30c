"""Reads a village list that was saved as CSV, by whichever office program on whichever machine."""

import csv
import io
from itertools import islice

from app.words import Message, _

BYTE_ORDER_MARKS = {
    b"\xef\xbb\xbf": "utf-8-sig",
    b"\xff\xfe": "utf-16",
    b"\xfe\xff": "utf-16",
    b"\x84\x31\x95\x33": "gb18030",
}
SEPARATORS = ",;\t"
LAST_LINE = 100_001


def csv_records(data: bytes) -> list[list[str]] | Message:
    """Return the records of a CSV file, the heading line first, or the reason why it can't be read."""
    text = decoded(data)
    if isinstance(text, Message):
        return text
    if "\0" in text:
        return _("This is not a text file. Save the list as CSV or XLSX.")
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=separator_of(text), strict=True)
    try:
        return list(islice(lines, LAST_LINE))
    except csv.Error:
        return _(
            "From line %(line)s on the file can't be read: a quotation mark is missing or a field is too long.",
            line=lines.line_num,
        )


def decoded(data: bytes) -> str | Message:
    """Return the text: by its byte order mark, else UTF-8, else GB18030.

    Chinese text in GB18030 is practically never valid UTF-8, so the order of the trials decides nothing wrongly.
    """
    marked = [encoding for mark, encoding in BYTE_ORDER_MARKS.items() if data.startswith(mark)]
    for encoding in marked or ["utf-8", "gb18030"]:
        try:
            return data.decode(encoding).removeprefix("\ufeff")
        except UnicodeDecodeError:
            continue
    return _("The characters of this file can't be read. Save it as “CSV UTF-8” or as XLSX.")


def separator_of(text: str) -> str:
    """Return the mark that parts the first lines into most columns; in doubt, the comma."""
    beginning = "".join(text.splitlines(keepends=True)[:5])
    return max(SEPARATORS, key=beginning.count)
