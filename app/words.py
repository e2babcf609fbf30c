"""The words of the house: a sentence is written once, in English, and read in the reader's language."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from typing import Any, Self

from app.bilingual import Bilingual
from app.catalogues import negotiate, translations
from app.figures import Fen, shown
from app.reader import Reader, reader, reading

__all__ = ["Fen", "Message", "Reader", "_", "n_", "negotiate", "reader", "reading", "share_words", "translate"]

STORED: dict[str, Callable[[Any], object]] = {
    "fen": Fen,
    "share": Fraction,
    "moment": datetime.fromisoformat,
    "day": date.fromisoformat,
    "both": lambda both: Bilingual(zh=both["zh"], en=both["en"]),
}


@dataclass(frozen=True, slots=True)
class Message:
    """A sentence with its values, not yet in any language; it can wait in the record for its reader."""

    msgid: str
    values: tuple[tuple[str, object], ...] = ()
    plural: str | None = None
    n: int | None = None

    def __str__(self) -> str:
        return translate(self, "en")

    def as_facts(self) -> dict[str, object]:
        """Return the message as JSON-able facts for the record."""
        facts: dict[str, object] = {"msgid": self.msgid}
        if self.values:
            facts["values"] = {name: _as_fact(value) for name, value in self.values}
        if self.plural is not None:
            facts |= {"plural": self.plural, "n": self.n}
        return facts

    @classmethod
    def from_facts(cls, facts: Mapping[str, object]) -> Self:
        """Return the message that `as_facts` stored."""
        values = facts.get("values") or {}
        assert isinstance(values, Mapping)
        plural, n = facts.get("plural"), facts.get("n")
        return cls(
            msgid=str(facts["msgid"]),
            values=_in_order({name: _from_fact(value) for name, value in values.items()}),
            plural=None if plural is None else str(plural),
            n=n if isinstance(n, int) else None,
        )


def _(msgid: str, /, **values: object) -> Message:
    """Say a sentence; its values are numbers, names, dates, `Fen`, shares or other messages."""
    return Message(msgid, _in_order({name: _kept(value) for name, value in values.items()}))


def n_(one: str, many: str, n: int, /, **values: object) -> Message:
    """Say a sentence about `n` things; `%(n)s` is always among its values."""
    kept = {"n": n} | {name: _kept(value) for name, value in values.items()}
    return Message(one, _in_order(kept), many, n)


def translate(message: object, language: str | None = None) -> str:
    """Write a message, or any value of one, in a language (default: the reader's)."""
    language = language or reader.get().language
    if not isinstance(message, Message):
        return shown(message, language)
    catalogue = translations(language)
    if message.plural is not None and message.n is not None:
        text = catalogue.ngettext(message.msgid, message.plural, message.n)
    else:
        text = catalogue.gettext(message.msgid)
    return text % {name: translate(value, language) for name, value in message.values}


def share_words(rule: object) -> Message:
    """Name a share in words; `MoreThan` and `AtLeast` are known by their class name and `.share`."""
    if isinstance(rule, Fraction):
        return FRACTIONS.get(rule, _("%(share)s", share=rule))
    named = share_words(rule.share)  # type: ignore[attr-defined]  # duck-typed: the floor's shares are pure
    return _("more than %(share)s", share=named) if _exceeds(rule) else _("at least %(share)s", share=named)


def _exceeds(rule: object) -> bool:
    return type(rule).__name__ == "MoreThan"


def _in_order(values: dict[str, object]) -> tuple[tuple[str, object], ...]:
    """Order the values by name, so that a message read back from the record equals the one that was said."""
    return tuple(sorted(values.items()))


def _kept(value: object) -> object:
    """Turn shares into words at once, so that a message holds only values that the record can store."""
    return share_words(value) if type(value).__name__ in {"MoreThan", "AtLeast"} else value


def _as_fact(value: object) -> object:
    match value:
        case Message():
            return {"message": value.as_facts()}
        case Fen():
            return {"fen": int(value)}
        case Bilingual():
            return {"both": {"zh": value.zh, "en": value.en}}
        case Fraction():
            return {"share": f"{value.numerator}/{value.denominator}"}
        case datetime():
            return {"moment": value.isoformat()}
        case date():
            return {"day": value.isoformat()}
        case str():
            return str(value)  # a StrEnum is stored as its value
        case bool() | int() | None:
            return value
    return str(value)


def _from_fact(value: object) -> object:
    if not isinstance(value, Mapping):
        return value
    ((kind, stored),) = value.items()
    return Message.from_facts(stored) if kind == "message" else STORED[kind](stored)


FRACTIONS = {
    Fraction(1, 2): _("half"),
    Fraction(1, 3): _("one third"),
    Fraction(2, 3): _("two thirds"),
    Fraction(3, 4): _("three quarters"),
    Fraction(1, 5): _("one fifth"),
    Fraction(4, 5): _("four fifths"),
    Fraction(1, 10): _("one tenth"),
}
