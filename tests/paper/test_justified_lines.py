"""Chinese lines end at the same edge: measured, because the trick replaces private functions of WeasyPrint."""

import subprocess
import xml.etree.ElementTree as ElementTree

from app.paper import Press
from tests.paper.cast import RESOLUTION, resolution

MATTER = "工程由村务监督委员会全程监督，经费支出逐笔公开，票据由村民代表审核后签字" * 5
MILLIMETRE = 72 / 25.4
RIGHT_EDGE = (210 - 26) * MILLIMETRE


def test_full_lines_reach_the_right_edge_and_the_last_does_not(press: Press) -> None:
    pdf = press.render_now(RESOLUTION, resolution(matter=MATTER + "。完"))

    edges = _line_ends(pdf, between=("一、决议事项", "资金总额"))

    assert len(edges) >= 4
    assert all(abs(edge - RIGHT_EDGE) < 8 for edge in edges[:-1])
    assert edges[-1] < RIGHT_EDGE - 20


def _line_ends(pdf: bytes, *, between: tuple[str, str]) -> list[float]:
    """Return where the lines of one section end, in points."""
    done = subprocess.run(["pdftotext", "-bbox-layout", "-", "-"], input=pdf, capture_output=True, check=True)
    lines = [
        ("".join(word.text or "" for word in line), float(line.attrib["xMax"]))
        for line in ElementTree.fromstring(done.stdout).iter("{http://www.w3.org/1999/xhtml}line")  # noqa: S314 (made by pdftotext)
    ]
    texts = [text for text, _ in lines]
    first = next(n for n, text in enumerate(texts) if between[0] in text)
    last = next(n for n, text in enumerate(texts) if between[1] in text)
    return [edge for _, edge in lines[first + 1 : last]]
