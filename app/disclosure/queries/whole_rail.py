"""Puts the numbers on the rail: of each sitting, of the one to come, and the notices that were published."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from app.database import fetch
from app.deliberation.queries.rail import RailStep, SittingLine
from app.deliberation.rules.bodies import Assembly
from app.deliberation.rules.checks import HOUSEHOLDS, Base, Headcount, Quorum, Rule, quorum
from app.deliberation.rules.rail import RailState
from app.deliberation.rules.sources import Source
from app.deliberation.rules.states import PassageOutcome
from app.deliberation.rules.step_keys import DISCUSSIONS, StepKey
from app.disclosure.queries.hanging import NoticeCard
from app.disclosure.rules.sat import Row, Sat
from app.disclosure.rules.states import NoticeKind
from app.words import Message, _

MAJORITY: dict[Base, str] = {
    Base.DUE: _("%(share)s of those due").msgid,
    Base.PRESENT: _("%(share)s of those present").msgid,
    Base.CAST: _("%(share)s of the votes cast").msgid,
    Base.VALID: _("%(share)s of the valid votes").msgid,
}
DISCLOSED = {StepKey.DISCLOSE_RESOLUTION: NoticeKind.RESOLUTION, StepKey.DISCLOSE_RESULTS: NoticeKind.RESULTS}


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What the coming sitting asks for: how many of those due must come, and how many must agree."""

    rule: Rule
    quorum: Quorum

    @property
    def approval(self) -> tuple[tuple[Message, Source], ...]:
        """How many must agree, in words, and where that is written."""
        return tuple((_(MAJORITY[line.of], share=line.share), line.source) for line in self.rule.approval)


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberedStep(RailStep):
    """A step with the address of its notice."""

    href: str = ""


async def asked_of(sat: Sat, *, rule: Rule) -> Asked:
    """Count who is due at a coming sitting against what its rule asks."""
    rows = await fetch(
        "SELECT klass, count(*) AS people, count(DISTINCT household) AS homes FROM summons WHERE meeting = $1"
        " GROUP BY klass ORDER BY klass",
        sat.meeting,
    )
    due = {row["klass"]: row["people"] for row in rows}
    if sat.body is Assembly.VILLAGERS_MEETING:
        due[HOUSEHOLDS] = sum(row["homes"] for row in rows)
    heads = Headcount(due=due, present=dict.fromkeys(due, 0))
    return Asked(rule=rule, quorum=quorum(rule.attendance, heads=heads))


def with_numbers(
    rail: Iterable[RailStep], *, sat: Sequence[Sat], notices: Iterable[NoticeCard], asked: Asked | None
) -> tuple[RailStep, ...]:
    """Return the rail with figures under each step, and why a sitting below it did not decide."""
    by_item = {one.item: one for one in sat if one.outcome is not PassageOutcome.VOID}
    hung = {notice.kind_key: notice for notice in notices}
    rejected = any(one.outcome is PassageOutcome.REJECTED for one in sat)
    return tuple(
        _discussed(step, by_item=by_item, asked=asked)
        if step.key in DISCUSSIONS
        else _disclosed(step, notice=hung.get(DISCLOSED[step.key]), rejected=rejected)
        for step in rail
    )


def _discussed(step: RailStep, *, by_item: dict[UUID, Sat], asked: Asked | None) -> RailStep:
    told = None if step.item is None else by_item.get(step.item)
    sittings = tuple(_explained(line, by_item=by_item) for line in step.sittings)
    if told is None or step.state is RailState.AHEAD:
        return replace(step, sittings=sittings)
    if told.outcome is not None:
        return replace(step, body=told.title, figures=told.figures, sittings=sittings)
    return replace(step, body=told.title, figures=_needed(asked), sittings=sittings)


def _explained(line: SittingLine, *, by_item: dict[UUID, Sat]) -> SittingLine:
    sat = None if line.item is None else by_item.get(line.item)
    return line if sat is None or sat.lacking is None else replace(line, note=sat.lacking)


def _needed(asked: Asked | None) -> tuple[Row, ...]:
    if asked is None or not asked.quorum.checks:
        return ()
    first = asked.quorum.checks[0]
    return (((_("Due"), first.base), (_("Needed to be present"), first.needed)),)


def _disclosed(step: RailStep, *, notice: NoticeCard | None, rejected: bool) -> RailStep:
    if notice is None:
        told = rejected and step.key is StepKey.DISCLOSE_RESOLUTION
        return replace(step, note=_("Rejected; it is told on this page, and no notice hangs")) if told else step
    kept = {name: getattr(step, name) for name in RailStep.__slots__}
    return NumberedStep(**(kept | {"date": notice.from_day, "note": notice.number, "href": notice.href}))
