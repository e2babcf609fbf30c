"""The fonts we print with: vendored, so that the machine's own fonts can never change a document."""

from functools import cache
from pathlib import Path
from xml.sax.saxutils import escape

from fontTools.ttLib import TTFont

FONTS = Path(__file__).parents[2] / "static" / "fonts"
LAST_IN_EVERY_STACK = ("GWSong.ttf", "GWRare.ttf")

_CONFIG = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>{fonts}</dir><cachedir>{cache}</cachedir></fontconfig>
"""


def write_config(*, fonts: Path, folder: Path) -> Path:
    """Write a fontconfig file that knows one folder of fonts and keeps its cache beside itself."""
    path = folder / "fonts.conf"
    path.write_text(_CONFIG.format(fonts=escape(str(fonts)), cache=escape(str(folder / "cache"))), encoding="utf-8")
    return path


@cache
def covered(fonts: Path = FONTS) -> frozenset[int]:
    """Return the code points that can be printed in any style."""
    points: set[int] = set()
    for name in LAST_IN_EVERY_STACK:
        with TTFont(fonts / name, lazy=True) as font:
            points |= font.getBestCmap().keys()
    return frozenset(points)
