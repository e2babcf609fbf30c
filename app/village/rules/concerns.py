"""A point in a village list that the law, or the village's daily life, would stumble over; it never stops an import."""

from dataclasses import dataclass
from enum import StrEnum

from app.words import Message, _


class Grade(StrEnum):
    """How sure we are of a source; only the first two may be shown as law."""

    OFFICIAL = "A"
    EXCERPT = "B"
    LOCAL = "C"
    UNCONFIRMED = "M"


class Weight(StrEnum):
    """A warning says that the law is not met; a hint says that something will be inconvenient."""

    WARNING = "warning"
    HINT = "hint"


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """Where a rule stands, and how sure we are of it."""

    label: Message
    grade: Grade


@dataclass(frozen=True, slots=True, kw_only=True)
class Concern:
    """One warning or hint, with the people it is about (their numbers) and the article it rests on."""

    weight: Weight
    text: Message
    people: tuple[str, ...] = ()
    citation: Citation | None = None


def warning(text: Message, *, citation: Citation, people: tuple[str, ...] = ()) -> Concern:
    """Return a concern that rests on an article."""
    return Concern(weight=Weight.WARNING, text=text, people=people, citation=citation)


def hint(text: Message, *, people: tuple[str, ...] = ()) -> Concern:
    """Return a concern of daily life."""
    return Concern(weight=Weight.HINT, text=text, people=people)


ART_13 = Citation(label=_("Organic Law of Villagers' Committees (2018) art. 13"), grade=Grade.UNCONFIRMED)
ART_25 = Citation(label=_("Organic Law of Villagers' Committees (2018) art. 25"), grade=Grade.OFFICIAL)
ART_32 = Citation(label=_("Organic Law of Villagers' Committees (2018) art. 32"), grade=Grade.EXCERPT)
SUPERVISION_OPINION = Citation(label=_("Guiding opinion on village supervision committees (2017)"), grade=Grade.EXCERPT)
