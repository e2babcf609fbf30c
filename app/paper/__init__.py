"""Printed documents: the PDFs that hang on the wall, made in processes of their own.

    pdf = await render("disclosure/print_resolution.html", paper, attachments=[record])

The first call starts the press; `open_press()` at the start of the application does it early and tells what is missing.
"""

import atexit
from collections.abc import Mapping, Sequence
from typing import Any

from app.paper.errors import MissingGlyph, PaperCrashed, PaperError, PaperTimeout, PressUnavailable
from app.paper.jobs import Enclosure
from app.paper.press import Press
from app.paper.text import Printable, printable

__all__ = [
    "Enclosure",
    "MissingGlyph",
    "PaperCrashed",
    "PaperError",
    "PaperTimeout",
    "Press",
    "PressUnavailable",
    "Printable",
    "close_press",
    "open_press",
    "printable",
    "render",
    "render_now",
]

_presses: list[Press] = []


async def open_press(*, rooms: int = 1) -> None:
    """Start the application's press; refuses with the package's name when a library is missing."""
    await _press(rooms=rooms).start()


def close_press() -> None:
    """End the application's press; the next document starts a new one."""
    while _presses:
        _presses.pop().close()


async def render(
    document: str, data: Any, *, attachments: Sequence[Enclosure] = (), photos: Mapping[str, bytes] | None = None
) -> bytes:
    """Print on the application's press: see `Press.render`."""
    return await _press().render(document, data, attachments=attachments, photos=photos)


def render_now(
    document: str, data: Any, *, attachments: Sequence[Enclosure] = (), photos: Mapping[str, bytes] | None = None
) -> bytes:
    """Print on the application's press and wait: see `Press.render_now`."""
    return _press().render_now(document, data, attachments=attachments, photos=photos)


def _press(*, rooms: int = 1) -> Press:
    if not _presses:
        _presses.append(Press(rooms=rooms))
        atexit.register(close_press)
    return _presses[0]
