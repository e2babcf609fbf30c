"""What a body needs in order to decide: who must be there, and who must agree."""

from dataclasses import dataclass
from typing import Any, TypeAlias

from app.deliberation.rules.headcount import Base
from app.deliberation.rules.sources import Source, source_from_facts
from app.shares import SHARES, Share, kind_of, parse_share, written


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One requirement: a share of one class of people, counted on one base."""

    klass: str
    share: Share
    of: Base
    source: Source

    def as_facts(self) -> dict[str, Any]:
        """Return the line as plain data."""
        return {
            "class": self.klass,
            **share_facts(self.share),
            "of": self.of.value,
            "source": self.source.as_facts(),
        }


Attendance: TypeAlias = tuple[tuple[Line, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """What one body needs in order to decide: any one attendance group, every turnout and every approval line."""

    attendance: Attendance
    approval: tuple[Line, ...]
    voters: tuple[str, ...]
    turnout: tuple[Line, ...] = ()
    papers: Source | None = None

    def as_facts(self) -> dict[str, Any]:
        """Return the rule as plain data, to be frozen with a vote."""
        return {
            "attendance": [[line.as_facts() for line in group] for group in self.attendance],
            "turnout": [line.as_facts() for line in self.turnout],
            "approval": [line.as_facts() for line in self.approval],
            "voters": list(self.voters),
            "papers": None if self.papers is None else self.papers.as_facts(),
        }

    @classmethod
    def from_facts(cls, facts: dict[str, Any]) -> "Rule":
        """Return the rule that `as_facts` wrote down."""
        return cls(
            attendance=tuple(tuple(_line(line) for line in group) for group in facts["attendance"]),
            approval=tuple(_line(line) for line in facts["approval"]),
            voters=tuple(facts["voters"]),
            turnout=tuple(_line(line) for line in facts.get("turnout", ())),
            papers=None if facts["papers"] is None else source_from_facts(facts["papers"]),
        )


def share_facts(share: Share) -> dict[str, str]:
    """Return a share as plain data, such as `{"at_least": "2/3"}`."""
    return {kind_of(share): written(share.share)}


def share_from_facts(facts: dict[str, Any]) -> Share | None:
    """Return the share among the facts, or None where there is none."""
    kind = next((name for name in SHARES if name in facts), None)
    return None if kind is None else parse_share(kind, facts[kind])


def _line(facts: dict[str, Any]) -> Line:
    share = share_from_facts(facts)
    assert share is not None, "a line has a share"
    source = source_from_facts(facts["source"])
    return Line(klass=facts["class"], share=share, of=Base(facts["of"]), source=source)
