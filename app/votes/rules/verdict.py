"""What a vote decided, with every number that led to it."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from app.deliberation.rules.checks import ALL, Base, Check, Headcount, ImpossibleNumbers, Kind, Line, Rule, quorum
from app.votes.rules.ballots import Choice
from app.votes.rules.tally import Tally, count
from app.words import _

__all__ = [
    "Choice",
    "ImpossibleNumbers",
    "Outcome",
    "Rule",
    "Tally",
    "Verdict",
    "approval",
    "count",
    "decide",
    "turnout",
]


class Outcome(StrEnum):
    """How a vote may end."""

    CARRIED = "carried"
    REJECTED = "rejected"
    INQUORATE = "inquorate"
    VOID = "void"


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """The outcome of one vote, the checks that led to it and the count they were made on."""

    outcome: Outcome
    checks: tuple[Check, ...]
    tally: Tally
    roll: int | None = None
    """How many could vote; None in what was decided before the verdict kept it."""

    @property
    def missing(self) -> int:
        """Return how many could vote and did not."""
        return 0 if self.roll is None else self.tally.missing_of(self.roll)

    def as_facts(self) -> dict[str, Any]:
        """Return the verdict as plain data for the record; fractions stay exact, as text."""
        checks = [check.as_facts() for check in self.checks]
        facts = {"outcome": self.outcome.value, "tally": self.tally.as_facts(), "checks": checks}
        return facts if self.roll is None else facts | {"roll": self.roll}

    @classmethod
    def from_facts(cls, facts: dict[str, Any]) -> "Verdict":
        """Return the verdict that `as_facts` wrote down."""
        return cls(
            outcome=Outcome(facts["outcome"]),
            checks=tuple(Check.from_facts(check) for check in facts["checks"]),
            tally=Tally(**facts["tally"]),
            roll=facts.get("roll"),
        )


def decide(tally: Tally, *, rule: Rule, heads: Headcount, stayed: Headcount | None = None) -> Verdict:
    """Return what the vote decided, every line of the rule worked out even when an earlier one fails.

    The papers come first: a box that holds more of them than were handed out says nothing, so the count is
    void and nothing else is shown. Numbers that no meeting can have raise `ImpossibleNumbers`.
    `heads` were counted when the vote opened and stay the base; `stayed` are those of them who had not left before
    they voted: too few of them are no quorum, however many there were at first.
    """
    voters = heads.present_of(rule.voters)
    if tally.handed_out is not None and tally.handed_out > voters:
        words = _(
            "More papers were handed out (%(papers)s) than voters are present (%(voters)s).",
            papers=tally.handed_out,
            voters=voters,
        )
        raise ImpossibleNumbers("tally.handed_out", words)
    papers = _papers(tally, rule=rule)
    if not all(check.met for check in papers):
        return Verdict(outcome=Outcome.VOID, checks=papers, tally=tally, roll=voters)
    if tally.cast > voters:
        words = _("There are more votes (%(votes)s) than voters present (%(voters)s).", votes=tally.cast, voters=voters)
        raise ImpossibleNumbers("tally", words)
    attendance = quorum(rule.attendance, heads=heads)
    if stayed is not None and attendance.quorate:
        remaining = quorum(rule.attendance, heads=stayed)
        attendance = attendance if remaining.quorate else remaining
    voted = tuple(turnout(tally, line=line, heads=heads) for line in rule.turnout)
    majority = tuple(approval(tally, line=line, heads=heads) for line in rule.approval)
    outcome = Outcome.CARRIED if majority and all(check.met for check in majority) else Outcome.REJECTED
    return Verdict(
        outcome=outcome if attendance.quorate and all(check.met for check in voted) else Outcome.INQUORATE,
        checks=(*papers, *attendance.checks, *voted, *majority),
        tally=tally,
        roll=voters,
    )


def turnout(tally: Tally, *, line: Line, heads: Headcount) -> Check:
    """Return whether as many voted as `line` asks for; where too few did, nothing is decided.

    Who abstains has voted, and so has who handed in an invalid paper.
    """
    return _held(Kind.TURNOUT, tally.cast, line=line, base=_base(tally, line=line, heads=heads))


def approval(tally: Tally, *, line: Line, heads: Headcount) -> Check:
    """Return whether `tally` reaches the majority that `line` asks for.

    One vote in favour is always needed: two thirds of nothing is nothing, and a meeting in which
    nobody took a side must not carry a motion by arithmetic.
    """
    return _held(Kind.APPROVAL, tally.in_favour, line=line, base=_base(tally, line=line, heads=heads))


def _held(kind: Kind, actual: int, *, line: Line, base: int) -> Check:
    """Hold a number of votes against the share of `base` that the line asks for, and against one vote."""
    return Check(
        kind=kind,
        klass=line.klass,
        actual=actual,
        base=base,
        needed=max(1, line.share.of(base)),
        share=line.share,
        of=line.of,
        source=line.source,
    )


def _base(tally: Tally, *, line: Line, heads: Headcount) -> int:
    """Return the number the share is taken of; a class nobody knows is refused whatever the base."""
    present = heads.count(line.klass, Base.PRESENT)
    match line.of:
        case Base.DUE:
            return heads.count(line.klass, Base.DUE)
        case Base.PRESENT:
            return present
        case Base.CAST:
            return tally.cast
        case Base.VALID:
            return tally.valid


def _papers(tally: Tally, *, rule: Rule) -> tuple[Check, ...]:
    if tally.handed_out is None or tally.returned is None:
        return ()
    klass = rule.voters[0] if len(rule.voters) == 1 else ALL
    check = Check(
        kind=Kind.PAPERS,
        klass=klass,
        actual=tally.returned,
        base=tally.handed_out,
        needed=tally.handed_out,
        source=rule.papers,
    )
    return (check,)
