"""What the demo tells of one matter: its text and money, who says what, and how each meeting goes."""

from dataclasses import dataclass
from enum import StrEnum


class Ending(StrEnum):
    """Where the story of a matter stands today."""

    AT_PROPOSE = "at_propose"
    AT_CONFER = "at_confer"
    AT_REVIEW = "at_review"
    AT_RESOLVE = "at_resolve"
    IN_REVIEW = "in_review"
    PUBLISHED = "published"
    EXECUTING = "executing"
    CLOSED = "closed"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True, kw_only=True)
class Money:
    """A line of money, in whole yuan as people say it."""

    label: str
    yuan: int
    basis: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A post on a matter: by whom (person number), how many days after the matter was put forward."""

    by: str
    day: int
    text: str
    asks: bool = False
    answer: str = ""
    answer_by: str = ""
    hidden_because: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a represented household said when its representative (person number) asked."""

    by: str
    day: int
    household: str
    stance: str
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sitting:
    """How a meeting goes: how many are absent, and how those present answer (the rest is in favour)."""

    day: int
    absent: int = 0
    against: int = 0
    abstain: int = 0
    method: str = "hands"
    held: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A revision made after the conferring: its reason, and what is replaced by what."""

    day: int
    reason: str
    old: str
    new: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Spent:
    """A line of the execution ledger; `line` counts the spendings from 0, None for an entry without money."""

    day: int
    kind: str
    what: str
    who: str = ""
    line: int | None = None
    yuan: int = 0
    photo: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Complaint:
    """An objection to a notice, and its answer where there is one."""

    day: int
    text: str
    name: str = ""
    answer: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """One matter of the demo; days count from the day it was put forward, which was `days_ago`."""

    title: str
    category: str
    origin: str
    summary: str
    text: str
    days_ago: int
    ending: Ending
    sources: tuple[Money, ...] = ()
    spendings: tuple[Money, ...] = ()
    sittings: tuple[Sitting, ...] = ()
    change: Change | None = None
    talk: tuple[Said, ...] = ()
    households: tuple[Asked, ...] = ()
    ledger: tuple[Spent, ...] = ()
    explanation: str = ""
    complaints: tuple[Complaint, ...] = ()
