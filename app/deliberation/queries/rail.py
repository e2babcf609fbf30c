"""The rail of six steps with its dates; votes and disclosures put their numbers on it with `dataclasses.replace`."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date as Day
from datetime import datetime
from uuid import UUID

import asyncpg

from app.database import fetch
from app.deliberation.queries.matter_views import ProposalView
from app.deliberation.rules.matter_words import STEPS
from app.deliberation.rules.meeting_words import BODIES
from app.deliberation.rules.rail import RailState, rail_state, rail_word
from app.deliberation.rules.states import MeetingState, PassageOutcome
from app.deliberation.rules.step_keys import DISCUSSIONS, StepKey
from app.village.rules.seats import Body
from app.words import Message, _

SITTINGS = {
    PassageOutcome.INQUORATE: _("Not held: too few came"),
    PassageOutcome.VOID: _("The count was void"),
    PassageOutcome.DEFERRED: _("Deferred"),
    PassageOutcome.RETURNED: _("Returned"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class SittingLine:
    """A sitting, or an earlier round, of a step that did not carry the matter on; `item` is its agenda item."""

    date: datetime
    title: Message
    note: object
    outcome: PassageOutcome
    item: UUID | None = None
    meeting: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RailStep:
    """One step as `components/state.html` draws it; `item` and `meeting` are those that decided, or that come next."""

    key: StepKey
    position: int
    state: RailState
    word: Message
    title: Message
    body: Message
    date: Day | None = None
    note: object = ""
    figures: tuple[tuple[tuple[Message, object], ...], ...] = ()
    sittings: tuple[SittingLine, ...] = ()
    passage: UUID | None = None
    item: UUID | None = None
    meeting: UUID | None = None


async def rail_of(proposal: ProposalView) -> list[RailStep]:
    """Return the six steps of a matter, read in one statement."""
    rows = await fetch(
        "SELECT a.id AS passage, a.step, a.round, a.outcome AS passage_outcome, a.reason AS passage_reason, a.ended_at,"
        " i.id AS item, i.outcome, i.reason, m.id AS meeting, m.starts_at, m.state AS meeting_state"
        " FROM passage a LEFT JOIN agenda_item i ON i.passage = a.id LEFT JOIN meeting m ON m.id = i.meeting"
        " WHERE a.proposal = $1 ORDER BY a.step, a.round, coalesce(m.opened_at, m.starts_at) NULLS FIRST",
        proposal.id,
    )
    by_step: defaultdict[int, list[asyncpg.Record]] = defaultdict(list)
    for row in rows:
        by_step[row["step"]].append(row)
    return [_rail_step(step, by_step[step.number], proposal=proposal) for step in StepKey]


def _rail_step(step: StepKey, rows: list[asyncpg.Record], *, proposal: ProposalView) -> RailStep:
    state = rail_state(step, position=proposal.position)
    last = [row for row in rows if row["round"] == rows[-1]["round"]]
    said = _telling(state, last)
    return RailStep(
        key=step,
        position=step.number,
        state=state,
        word=rail_word(step, position=proposal.position),
        title=STEPS[step],
        body=_body(step, proposal=proposal),
        date=None if said is None or state is RailState.AHEAD else said["starts_at"] or said["ended_at"],
        note=_note(step, state, proposal=proposal),
        sittings=tuple(line for row in rows if (line := _sitting(row)) is not None),
        passage=last[-1]["passage"] if last else None,
        item=said["item"] if said is not None else None,
        meeting=said["meeting"] if said is not None else None,
    )


def _telling(state: RailState, rows: list[asyncpg.Record]) -> asyncpg.Record | None:
    """Return the row that tells about a step: what decided it, or for the present step the sitting to come."""
    if state is RailState.NOW:
        coming = (MeetingState.CALLED, MeetingState.OPEN)
        return next((row for row in rows if row["outcome"] is None and row["meeting_state"] in coming), None)
    decided = [row for row in rows if row["outcome"] == row["passage_outcome"]]
    return (decided or rows)[-1] if rows else None


def _sitting(row: asyncpg.Record) -> SittingLine | None:
    """Return a sitting that did not carry the matter on; a round that was sent back without one stands for itself."""
    word = row["outcome"] or row["passage_outcome"]
    outcome = PassageOutcome(word) if word else None
    at = row["starts_at"] or row["ended_at"]
    if outcome not in SITTINGS or at is None:
        return None
    return SittingLine(
        date=at,
        title=SITTINGS[outcome],
        note=row["reason"] or row["passage_reason"] or "",
        outcome=outcome,
        item=row["item"],
        meeting=row["meeting"],
    )


def _body(step: StepKey, *, proposal: ProposalView) -> Message:
    if step not in DISCUSSIONS:
        return Body.SUPERVISION.label
    return BODIES[proposal.pack.discussion(step, category=proposal.category_key).body]


def _note(step: StepKey, state: RailState, *, proposal: ProposalView) -> object:
    """Return the quiet line under a step that is still to come."""
    if state is not RailState.AHEAD or step in DISCUSSIONS or proposal.state in ("rejected", "withdrawn"):
        return ""
    if step is StepKey.DISCLOSE_RESULTS:
        return _("when the work has been accepted")
    return _("hangs for %(days)s days or more", days=proposal.pack.disclosure(step).publicity.days)
