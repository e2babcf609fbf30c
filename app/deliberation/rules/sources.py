"""Where a number comes from, and whether it may be shown to people as law."""

from dataclasses import dataclass
from enum import StrEnum

from app.bilingual import Bilingual
from app.words import Message, _


class Grade(StrEnum):
    """How well a source is known."""

    OFFICIAL = "A"
    EXCERPT = "B"
    LOCAL = "C"
    UNREAD = "M"


class Standing(StrEnum):
    """What a number may be called in front of a reader."""

    LAW = "law"
    LOCAL_PRACTICE = "local_practice"
    TO_BE_CONFIRMED = "to_be_confirmed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """The citation of one number: what to call it, its article (may be empty), its grade, its wording if quoted."""

    label: Bilingual
    article: str
    grade: Grade
    quote: Bilingual | None = None

    @property
    def standing(self) -> Standing:
        """Say what the number may be called: only what was read in an official text or excerpt is law."""
        if self.grade in (Grade.OFFICIAL, Grade.EXCERPT):
            return Standing.LAW
        return Standing.LOCAL_PRACTICE if self.grade is Grade.LOCAL else Standing.TO_BE_CONFIRMED

    def as_facts(self) -> dict[str, object]:
        """Return the source as plain data for the record."""
        facts: dict[str, object] = {"zh": self.label.zh, "en": self.label.en, "article": self.article}
        facts["grade"] = self.grade.value
        if self.quote is not None:
            facts["quote"] = {"zh": self.quote.zh, "en": self.quote.en}
        return facts


def source_from_facts(facts: dict[str, object]) -> Source:
    """Return the source that `Source.as_facts` wrote down."""
    quote = facts.get("quote")
    return Source(
        label=Bilingual(zh=str(facts["zh"]), en=str(facts["en"])),
        article=str(facts["article"]),
        grade=Grade(str(facts["grade"])),
        quote=Bilingual(zh=str(quote["zh"]), en=str(quote["en"])) if isinstance(quote, dict) else None,
    )


def standing_in_words(standing: Standing) -> Message:
    """Return what to print beside a number of this standing."""
    words = {
        Standing.LAW: _("law"),
        Standing.LOCAL_PRACTICE: _("local practice"),
        Standing.TO_BE_CONFIRMED: _("to be confirmed"),
    }
    return words[standing]
