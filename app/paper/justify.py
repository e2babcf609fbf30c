"""Straight right edges for Chinese text: the gaps between characters grow, as a typesetter does it.

WeasyPrint 70 stretches only spaces, and Chinese has none. This replaces three of its private functions, so the
version is checked, and `tests/paper/test_justified_lines.py` measures the widths.
"""

import re
from typing import Any

import weasyprint
from weasyprint.formatting_structure import boxes
from weasyprint.layout import inline
from weasyprint.text import line_break
from weasyprint.text.ffi import TO_UNITS, ffi, pango

STRETCHABLE = re.compile(
    "[\u2014\u2018\u2019\u201c\u201d\u2026\u3000-\u30ff\u3400-\u9fff"
    "\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff \u00a0]+"
)
WIDEST_GAP = 0.25  # of an em; a line that needs more stays ragged

_set_text = line_break.Layout.set_text


def install() -> None:
    """Teach this process's WeasyPrint to justify Chinese."""
    if not weasyprint.VERSION.startswith("70."):
        raise RuntimeError(f"justify.py was written for WeasyPrint 70, this is {weasyprint.VERSION}")
    inline.count_expandable_spaces = gaps
    inline.justify_line = justify_line
    line_break.Layout.set_text = set_text


def gaps(box: Any) -> int:
    """Count the places in a line that may grow."""
    if isinstance(box, boxes.TextBox):
        return sum(len(run.group()) for run in STRETCHABLE.finditer(box.text))
    if isinstance(box, boxes.LineBox | boxes.InlineBox):
        return sum(map(gaps, box.children))
    return 0


def justify_line(context: Any, line: Any, extra: float) -> None:
    """Spread `extra` pixels over the gaps of a line, unless they would gape."""
    places = gaps(line)
    last = _last_text(line)
    if last is not None and STRETCHABLE.match(last.text[-1]):
        places -= 1  # nothing follows the last character
    if places > 0 and extra / places <= WIDEST_GAP * line.style["font_size"]:
        inline.add_word_spacing(context, line, extra / places, 0)


def _last_text(line: Any) -> Any:
    """Return the last text box of a line that is not empty, or None."""
    for child in reversed(getattr(line, "children", ())):
        if isinstance(child, boxes.TextBox):
            if child.text:
                return child
        elif (inner := _last_text(child)) is not None:
            return inner
    return None


def set_text(self: Any, text: str, justify: bool = False) -> None:
    """Lay out text with the line's spacing as letter spacing on the stretchable characters."""
    spacing = self.justification_spacing
    self.justification_spacing = 0
    _set_text(self, text, justify)
    self.justification_spacing = spacing
    if not (justify and spacing and self.text):
        return
    attributes = pango.pango_layout_get_attributes(self.layout)
    if attributes == ffi.NULL:
        attributes = ffi.gc(pango.pango_attr_list_new(), pango.pango_attr_list_unref)
    letters = self.style["letter_spacing"]
    units = int(((0 if letters == "normal" else letters) + spacing) * TO_UNITS)
    for start, end in _byte_ranges(self.text):
        attribute = pango.pango_attr_letter_spacing_new(units)
        attribute.start_index, attribute.end_index = start, end
        pango.pango_attr_list_change(attributes, attribute)
    pango.pango_layout_set_attributes(self.layout, attributes)


def _byte_ranges(text: str) -> list[tuple[int, int]]:
    """Return where the stretchable runs lie, counted in UTF-8 bytes as Pango counts."""
    ranges = []
    at = byte = 0
    for run in STRETCHABLE.finditer(text):
        byte += len(text[at : run.start()].encode())
        end = byte + len(run.group().encode())
        ranges.append((byte, end))
        at, byte = run.end(), end
    return ranges
