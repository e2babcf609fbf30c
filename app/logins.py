"""The list of who can log in to the demo village and with which code, printed at every start."""

import json
import os
import unicodedata
from collections.abc import Sequence
from dataclasses import asdict, astuple, dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Login:
    """A person of the demo village, the seats held, and what to type on the login page."""

    name: str
    seats: str
    code: str


def table(logins: Sequence[Login]) -> str:
    """Return the list as columns that line up, Chinese characters taking two places each."""
    rows = [("Name", "Seats", "Code"), *(astuple(login) for login in logins)]
    widths = [max(_width(row[column]) for row in rows) for column in range(3)]
    return "\n".join(
        "  ".join(text + " " * (w - _width(text)) for text, w in zip(row, widths, strict=True)).rstrip() for row in rows
    )


def keep(logins: Sequence[Login], *, place: Path) -> None:
    """Write the list where only we can read it; that it is there says that the demo story was played to its end."""
    with os.fdopen(os.open(place, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
        json.dump([asdict(login) for login in logins], file, ensure_ascii=False)


def kept(place: Path) -> list[Login]:
    """Read the list back."""
    return [Login(**line) for line in json.loads(place.read_text(encoding="utf-8"))]


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)
