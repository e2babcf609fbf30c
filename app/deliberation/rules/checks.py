"""Each number of a meeting held against what its rule asks."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from app.deliberation.rules.headcount import ALL, HOUSEHOLDS, Base, Headcount, ImpossibleNumbers
from app.deliberation.rules.rule import Attendance, Line, Rule, share_facts, share_from_facts
from app.deliberation.rules.sources import Grade, Source, Standing, source_from_facts
from app.shares import Share

__all__ = [
    "ALL",
    "HOUSEHOLDS",
    "Attendance",
    "Base",
    "Check",
    "Grade",
    "Headcount",
    "ImpossibleNumbers",
    "Kind",
    "Line",
    "Quorum",
    "Rule",
    "Source",
    "Standing",
    "quorum",
]


class Kind(StrEnum):
    """What a check looks at."""

    PAPERS = "papers"
    ATTENDANCE = "attendance"
    TURNOUT = "turnout"
    APPROVAL = "approval"


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One number held against what was needed; `group` numbers the attendance groups from 1."""

    kind: Kind
    klass: str
    actual: int
    base: int
    needed: int
    share: Share | None = None
    of: Base | None = None
    source: Source | None = None
    group: int | None = None

    @property
    def met(self) -> bool:
        """Say whether the number is reached; papers returned must not exceed papers handed out."""
        return self.actual <= self.needed if self.kind is Kind.PAPERS else self.actual >= self.needed

    def as_facts(self) -> dict[str, Any]:
        """Return the check as plain data, its share as an exact fraction in text."""
        facts: dict[str, Any] = {"kind": self.kind.value, "class": self.klass, "actual": self.actual}
        facts |= {"base": self.base, "needed": self.needed, "met": self.met}
        if self.share is not None:
            facts |= share_facts(self.share)
        if self.of is not None:
            facts["of"] = self.of.value
        if self.group is not None:
            facts["group"] = self.group
        if self.source is not None:
            facts["source"] = self.source.as_facts()
        return facts

    @classmethod
    def from_facts(cls, facts: dict[str, Any]) -> "Check":
        """Return the check that `as_facts` wrote down."""
        return cls(
            kind=Kind(facts["kind"]),
            klass=facts["class"],
            actual=facts["actual"],
            base=facts["base"],
            needed=facts["needed"],
            share=share_from_facts(facts),
            of=Base(facts["of"]) if "of" in facts else None,
            source=source_from_facts(facts["source"]) if "source" in facts else None,
            group=facts.get("group"),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Quorum:
    """Every attendance check in the order of the rule, and whether the meeting may decide."""

    checks: tuple[Check, ...]
    quorate: bool


def quorum(attendance: Attendance, *, heads: Headcount) -> Quorum:
    """Return whether enough people are there: any one group is enough, all lines of a group must hold.

    A rule without any group is never quorate: doubt is resolved against whoever wants to begin.
    """
    groups = [
        tuple(_attendance_check(line, heads=heads, group=number) for line in lines)
        for number, lines in enumerate(attendance, start=1)
    ]
    quorate = any(group and all(check.met for check in group) for group in groups)
    return Quorum(checks=tuple(check for group in groups for check in group), quorate=quorate)


def _attendance_check(line: Line, *, heads: Headcount, group: int) -> Check:
    base = heads.count(line.klass, line.of)
    return Check(
        kind=Kind.ATTENDANCE,
        klass=line.klass,
        actual=heads.count(line.klass, Base.PRESENT),
        base=base,
        needed=max(1, line.share.of(base)),  # two thirds of nobody is not a meeting
        share=line.share,
        of=line.of,
        source=line.source,
        group=group,
    )
