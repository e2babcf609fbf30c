"""Finds the line of a TOML file on which each field stands, so that a fault can be looked up."""

import re
import tomllib
from typing import TypeAlias

Path: TypeAlias = tuple[str | int, ...]

_BLANK = re.compile(r"(?:[ \t\r\n]+|#[^\n]*)*")
_SPACE = re.compile(r"[ \t]*")
_KEY = re.compile(r"""[A-Za-z0-9_-]+|"(?:\\.|[^"\\\n])*"|'[^'\n]*'""")
_STRING = re.compile(
    r'"""(?:\\.|[^\\])*?"{3,5}' r"|'''.*?'{3,5}" r'|"(?:\\.|[^"\\\n])*"' r"|'[^'\n]*'",
    re.DOTALL,
)
_BARE = re.compile(r"[^,\]}\n#]+")


def lines_of(text: str) -> dict[Path, int]:
    """Return the line (from 1) on which each field of a valid TOML text begins; list places count from 0."""
    return _Walk(text).fields()


def line_of(path: Path, *, lines: dict[Path, int]) -> int:
    """Return the line of the field at `path`, or of the nearest field around it; the top of the file is 1."""
    while path and path not in lines:
        path = path[:-1]
    return lines.get(path, 1)


class _Walk:
    """One walk over a text that `tomllib` has already accepted."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.lines: dict[Path, int] = {}
        self.lengths: dict[Path, int] = {}

    def fields(self) -> dict[Path, int]:
        table: Path = ()
        self.skip(_BLANK)
        while self.at < len(self.text):
            if self.text[self.at] == "[":
                table = self.header()
            else:
                self.pair(table)
            self.skip(_BLANK)
        return self.lines

    def header(self) -> Path:
        line = self.line()
        repeated = self.text.startswith("[[", self.at)
        self.at += 2 if repeated else 1
        path: Path = ()
        for key in self.keys():
            if path in self.lengths:
                path = (*path, self.lengths[path] - 1)
            path = (*path, key)
        self.at += 2 if repeated else 1
        if repeated:
            self.lengths[path] = self.lengths.get(path, 0) + 1
            self.mark(path, line)
            path = (*path, self.lengths[path] - 1)
        self.mark(path, line)
        return path

    def pair(self, table: Path) -> None:
        line = self.line()
        path = table
        for key in self.keys():
            path = (*path, key)
            self.mark(path, line)
        self.at += 1  # the equals sign
        self.skip(_SPACE)
        self.value(path)

    def value(self, path: Path) -> None:
        self.mark(path, self.line())
        opening = self.text[self.at]
        if opening == "[":
            self.members(path, closing="]")
        elif opening == "{":
            self.members(path, closing="}")
        else:
            self.skip(_STRING if opening in "\"'" else _BARE)

    def members(self, path: Path, *, closing: str) -> None:
        self.at += 1
        place = 0
        self.skip(_BLANK)
        while self.text[self.at] != closing:
            if self.text[self.at] == ",":
                self.at += 1
            elif closing == "]":
                self.value((*path, place))
                place += 1
            else:
                self.pair(path)
            self.skip(_BLANK)
        self.at += 1

    def keys(self) -> list[str]:
        keys: list[str] = []
        while True:
            self.skip(_SPACE)
            keys.append(_plain(self.skip(_KEY)))
            self.skip(_SPACE)
            if self.text[self.at] != ".":
                return keys
            self.at += 1

    def skip(self, pattern: re.Pattern[str]) -> str:
        found = pattern.match(self.text, self.at)
        assert found is not None, f"not TOML at character {self.at}"
        self.at = found.end()
        return found[0]

    def line(self) -> int:
        return self.text.count("\n", 0, self.at) + 1

    def mark(self, path: Path, line: int) -> None:
        self.lines.setdefault(path, line)


def _plain(key: str) -> str:
    return str(tomllib.loads(f"key = {key}")["key"]) if key[0] in "\"'" else key
