"""Reads a village list that was saved as XLSX, and turns what Excel made of dates and phones back into text."""

import io
import warnings
import zipfile
import zlib
from datetime import date, datetime, time
from typing import Any

from app.village.rules.columns import known_among
from app.village.rules.merged_cells import TooManyMergedCells, fill_downwards, merged_ranges
from app.words import Message, _

UNPACKED_LIMIT = 40_000_000
PARTS_LIMIT = 500
LAST_ROW = 100_001
WIDEST = 60
FIRST_LINES = 10


def xlsx_records(data: bytes) -> list[list[str]] | Message:
    """Return the rows of the list's sheet as text, the heading line first, or the reason why it can't be read."""
    reason = _unsafe(data)
    if reason is not None:
        return reason
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl warns about styles and validations, which we don't read
            return _rows(data)
    except TooManyMergedCells:
        return _("This XLSX file has far more merged cells than a village list. Copy the list into a new file.")
    except Exception:  # openpyxl lets every kind of error through when a part of the file is broken
        return _("This XLSX file is damaged. Open it, save it again as XLSX, and try once more.")


def _rows(data: bytes) -> list[list[str]]:
    import openpyxl  # slow to load, and only needed here

    book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
    try:
        for sheet in book.worksheets:
            sheet.reset_dimensions()  # the size that the file claims may be wrong
        sheet = max(book.worksheets, key=_headings)  # of several alike the first
        lines = sheet.iter_rows(values_only=True, max_row=LAST_ROW, max_col=WIDEST)
        records = [[] if not any(row) else [cell_text(value) for value in row] for row in lines]
        with sheet._get_source() as part:  # a sheet read line by line knows nothing of its merged cells
            fill_downwards(records, merged_ranges(part))
        return records
    finally:
        book.close()


def _headings(sheet: Any) -> int:
    """Count our headings in the best of the first lines: notes often stand on a sheet before the list."""
    lines = sheet.iter_rows(values_only=True, max_row=FIRST_LINES, max_col=WIDEST)
    return max((known_among([cell_text(value) for value in line]) for line in lines), default=0)


def cell_text(value: object) -> str:
    """Return a cell as a person would have typed it: a phone without its decimal point, a date without its hour."""
    match value:
        case None:
            return ""
        case bool():
            return "是" if value else "否"
        case float() if value.is_integer():
            return str(int(value))
        case datetime() if value.time() == time():
            return value.date().isoformat()
        case date():
            return value.isoformat()
    return str(value).replace("_x000D_", "")


def _unsafe(data: bytes) -> Message | None:
    """Look into the package before unpacking it: the parts must be few, small together, and those of a workbook."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            parts = package.infolist()
            names = {part.filename for part in parts}
            if "xl/workbook.xml" not in names:
                return _("This is not an Excel workbook. Save the list as XLSX or CSV.")
            # zipfile stops at the size that a part declares, so the declared sizes are a true limit
            if len(parts) > PARTS_LIMIT or sum(part.file_size for part in parts) > UNPACKED_LIMIT:
                return _("This XLSX file unpacks to far more than a village list. Copy the list into a new file.")
            if any(b"<!DOCTYPE" in package.read(part) for part in parts if part.filename.endswith((".xml", ".rels"))):
                return _("This XLSX file holds definitions that no office program writes. It was not opened.")
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError, ValueError, zlib.error):
        return _("This XLSX file is damaged. Open it, save it again as XLSX, and try once more.")
    return None
