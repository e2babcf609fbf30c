"""How many people of each class should be there and how many came."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum

from app.words import Message, _

ALL = "all"
HOUSEHOLDS = "households"
MOST_PEOPLE = 10_000_000  # more than any village, town or county can bring together


class Base(StrEnum):
    """The number of people that a share is taken of."""

    DUE = "due"
    PRESENT = "present"
    CAST = "cast"
    VALID = "valid"


class ImpossibleNumbers(Exception):
    """Numbers that no meeting can have; `field` names the one to correct, such as `present.members`."""

    def __init__(self, field: str, message: Message) -> None:
        super().__init__(f"{field}: {message}")
        self.field = field
        self.message = message


def whole_people(field: str, number: object) -> None:
    """Raise `ImpossibleNumbers` unless `number` is a whole number of people that a meeting can have."""
    if isinstance(number, bool) or not isinstance(number, int):
        raise ImpossibleNumbers(field, _("%(number)s is not a whole number of people.", number=_as_written(number)))
    if number < 0:
        raise ImpossibleNumbers(field, _("%(number)s is less than nobody.", number=_as_written(number)))
    if number > MOST_PEOPLE:
        raise ImpossibleNumbers(field, _("No meeting has more than %(most)s people.", most=MOST_PEOPLE))


def _as_written(value: object) -> str:
    """Write a wrong value as its file has it: true, "11", 2020-01-01."""
    match value:
        case bool():
            return str(value).lower()
        case str():
            return f'"{value[:40]}"'
        case date() | time():
            return value.isoformat()
    return str(value)[:40]


@dataclass(frozen=True, slots=True, kw_only=True)
class Headcount:
    """Members due and present per class; households are counted beside the people, never among them."""

    due: Mapping[str, int]
    present: Mapping[str, int]

    def __post_init__(self) -> None:
        object.__setattr__(self, "due", dict(self.due))
        object.__setattr__(self, "present", dict(self.present))
        for name, numbers in (("due", self.due), ("present", self.present)):
            for klass, number in numbers.items():
                if klass == ALL:
                    raise ImpossibleNumbers(f"{name}.{ALL}", _("All together are added up, never given."))
                whole_people(f"{name}.{klass}", number)
        self._must_agree()

    def _must_agree(self) -> None:
        for klass in [*self.due, *self.present]:
            if klass not in self.due:
                raise ImpossibleNumbers(f"present.{klass}", _("Nobody is due in this class."))
            if klass not in self.present:
                raise ImpossibleNumbers(f"present.{klass}", _("The number present is missing."))
            if self.present[klass] > self.due[klass]:
                words = _(
                    "%(present)s are present, but only %(due)s are due.",
                    present=self.present[klass],
                    due=self.due[klass],
                )
                raise ImpossibleNumbers(f"present.{klass}", words)

    def count(self, klass: str, base: Base) -> int:
        """Return how many of `klass` are due or present; `all` is every class of people, without households."""
        numbers = {Base.DUE: self.due, Base.PRESENT: self.present}[base]
        if klass == ALL:
            return sum(number for name, number in numbers.items() if name != HOUSEHOLDS)
        if klass not in numbers:
            raise ImpossibleNumbers(f"{base}.{klass}", _('There is no class "%(klass)s" in this meeting.', klass=klass))
        return numbers[klass]

    def present_of(self, classes: tuple[str, ...]) -> int:
        """Return how many people of several classes are present, nobody twice."""
        if ALL in classes:
            return self.count(ALL, Base.PRESENT)
        return sum(self.count(klass, Base.PRESENT) for klass in dict.fromkeys(classes))
