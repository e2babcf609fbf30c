"""A rule file as it is read: every field typed, every fault kept with its line."""

import re
import tomllib
from dataclasses import dataclass
from enum import Enum
from typing import TypeVar

from app.deliberation.rules.lines import Path, lines_of
from app.deliberation.rules.sheet import Fault, FaultyFile, Sheet
from app.words import Message, _

E = TypeVar("E", bound=Enum)

MOST_DAYS = 3_650

_MISSING = object()
_ENDLESS = re.compile(r"(?<![0-9_])[0-9_]{4000}")


@dataclass(frozen=True, slots=True)
class Field:
    """One field; asked for the wrong thing it notes a fault and gives a stand-in, so that reading goes on."""

    value: object
    path: Path
    sheet: Sheet

    def fault(self, message: Message) -> None:
        """Note that this field is wrong."""
        self.sheet.fault(self.path, message)

    @property
    def clean(self) -> bool:
        """Say whether nothing in this field is at fault."""
        return self.sheet.clean(self.path)

    @property
    def given(self) -> bool:
        """Say whether the field is there at all."""
        return self.value is not _MISSING

    def table(self, *, known: tuple[str, ...]) -> dict[str, object]:
        """Return the field as a table; a key that nobody reads is a fault, for it is a typing error."""
        if not isinstance(self.value, dict):
            self.wrong(_("This must be a table of fields."))
            return {}
        for key in self.value:
            if key not in known:
                self.sheet.fault((*self.path, key), _('Nothing is called "%(key)s" here.', key=key[:40]))
        return self.value

    def __getitem__(self, key: str) -> "Field":
        """Return a field that must be there."""
        found = self.maybe(key)
        if not found.given and isinstance(self.value, dict):
            found.fault(_("This field is missing."))
        return found

    def maybe(self, key: str) -> "Field":
        """Return a field that may be left out; ask `given`."""
        value = self.value.get(key, _MISSING) if isinstance(self.value, dict) else _MISSING
        return Field(value, (*self.path, key), self.sheet)

    def items(self, *, empty: bool = False) -> list["Field"]:
        """Return the members of a list, which has at least one unless `empty` is allowed."""
        if not isinstance(self.value, list):
            self.wrong(_("This must be a list."))
            return []
        if not self.value and not empty:
            self.fault(_("This list is empty."))
        return [Field(value, (*self.path, place), self.sheet) for place, value in enumerate(self.value)]

    def text(self) -> str:
        """Return a text that says something."""
        if not isinstance(self.value, str) or not self.value.strip():
            self.wrong(_("This must be a text."))
            return ""
        return self.value

    def days(self, *, least: int = 0) -> int:
        """Return a whole number of days, at most ten years of them."""
        days = self.value
        if isinstance(days, bool) or not isinstance(days, int) or not least <= days <= MOST_DAYS:
            words = _("This must be a whole number of days, from %(least)s to %(most)s.", least=least, most=MOST_DAYS)
            self.wrong(words)
            return least
        return days

    def flag(self) -> bool:
        """Return yes or no."""
        if not isinstance(self.value, bool):
            self.wrong(_("This must be true or false."))
        return self.value is True

    def one_of(self, choices: type[E]) -> E:
        """Return one of the words of an enumeration."""
        known = {str(choice.value): choice for choice in choices}
        text = self.text()
        if text and text not in known:
            words = _('"%(text)s" is not known here; known are: %(known)s.', text=text[:40], known=", ".join(known))
            self.fault(words)
        return known.get(text, next(iter(choices)))

    def wrong(self, message: Message) -> None:
        """Note a wrong kind of value; what is missing was noted when it was asked for."""
        if self.given:
            self.fault(message)


def text_of(data: bytes, *, name: str) -> str:
    """Return the text of a rule file, or raise `FaultyFile` with the line on which it stops being UTF-8."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        message = _("The file is not UTF-8 text.")
        raise FaultyFile([Fault(file=name, line=line, path="", message=message)]) from error


def open_sheet(text: str, *, name: str) -> Field:
    """Return the whole file as one field, or raise `FaultyFile` where it isn't TOML."""
    try:
        content = tomllib.loads(text)
        lines = lines_of(text.replace("\r\n", "\n"))
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"line (\d+)", str(error))
        line = int(found[1]) if found else text.count("\n") + 1
        message = _("The file is not valid TOML: %(error)s.", error=str(error))
        raise FaultyFile([Fault(file=name, line=line, path="", message=message)]) from error
    except ValueError as error:  # a number of thousands of digits, which Python refuses to read
        line = next(number for number, row in enumerate(text.splitlines(), start=1) if _ENDLESS.search(row))
        message = _("A number is too long to be read.")
        raise FaultyFile([Fault(file=name, line=line, path="", message=message)]) from error
    except RecursionError as error:
        message = _("The file is nested too deeply.")
        raise FaultyFile([Fault(file=name, line=1, path="", message=message)]) from error
    return Field(content, (), Sheet(name=name, lines=lines))
