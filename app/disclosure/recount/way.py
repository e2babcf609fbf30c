"""The way of each matter, retold from the entries by the rules of the steps: where it must stand now."""

import json
from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from app.database import fetch, stream
from app.deliberation.rules import steps
from app.deliberation.rules.states import PassageOutcome, ProposalState
from app.deliberation.rules.step_keys import StepKey
from app.deliberation.rules.steps import Position
from app.disclosure.rules.states import DISCLOSED_AT, NoticeKind
from app.recount import Difference

Facts = Mapping[str, Any]
Turn = Callable[[Position, Facts], Position]

MOVING = """
SELECT e.seq, e.kind, e.facts, coalesce(a.proposal, n.proposal, e.subject) AS proposal, n.kind AS notice
FROM record_entry e
  LEFT JOIN vote v ON e.kind LIKE 'vote.%' AND v.id = e.subject
  LEFT JOIN agenda_item i ON i.id = v.item LEFT JOIN passage a ON a.id = i.passage
  LEFT JOIN notice n ON e.kind LIKE 'notice.%' AND n.id = e.subject
WHERE e.village = $1 AND e.kind = ANY($2) ORDER BY e.seq
"""
STAND = "SELECT id, title, step, state FROM proposal WHERE village = $1"


def _to(position: Position, facts: Facts) -> Position:
    return Position(step=StepKey.numbered(facts["to"]))


def _revised(position: Position, facts: Facts) -> Position:
    return Position(step=StepKey.CONFER, state=position.state) if facts["back_to_step_2"] else position


def _ended(position: Position, facts: Facts) -> Position:
    """Take the outcome of an item or a vote: what the rules call impossible has moved nothing."""
    to = StepKey(facts["to"]) if "to" in facts else None
    outcome = PassageOutcome(facts["outcome"])
    return _moved(steps.advance(position, outcome=outcome, to=to, reason=facts.get("reason", "")), position)


def _voided(position: Position, facts: Facts) -> Position:
    """Put the matter back where a closed vote that was declared void had found it; an open one had moved nothing."""
    back = facts.get("back_to")
    if back is None:
        return position
    return Position(step=StepKey.numbered(back["step"]), state=ProposalState(back["state"]))


def _drafted(position: Position, facts: Facts) -> Position:
    """Results that are drafted end the carrying out; of an older entry only the kind of its notice is known."""
    if "step" in facts:
        return Position(step=StepKey.numbered(facts["step"]), state=ProposalState(facts["state"]))
    return _moved(steps.carry_out(position), position) if facts["notice"] == NoticeKind.RESULTS else position


def _published(position: Position, facts: Facts) -> Position:
    """A notice that its matter waits for takes it on; the correction of one that hung already does not."""
    waits = facts["notice"] is not None and position.step is DISCLOSED_AT[NoticeKind(facts["notice"])]
    moved = _moved(steps.publish(position), position) if waits else position
    older = "kind" not in facts  # in those days results that were published ended their matter at once
    return _moved(steps.close(moved), moved) if older else moved


def _becomes(state: ProposalState) -> Turn:
    return lambda position, _facts: Position(step=position.step, state=state)


def _moved(move: steps.Move, position: Position) -> Position:
    return position if isinstance(move, steps.Impossible) else move


TURNS: dict[str, Turn] = {
    "proposal.put_forward": lambda _position, _facts: Position(),
    "proposal.revised": _revised,
    "proposal.withdrawn": _becomes(ProposalState.WITHDRAWN),
    "proposal.deferred": _becomes(ProposalState.DEFERRED),
    "proposal.resumed": _becomes(ProposalState.IN_DISCUSSION),
    "proposal.returned": _to,
    "proposal.ordered_again": _to,
    "meeting.item_ended": _ended,
    "vote.closed": _ended,
    "vote.voided": _voided,
    "notice.drafted": _drafted,
    "notice.published": _published,
    "proposal.closed": lambda position, _facts: _moved(steps.close(position), position),
    "execution.reopened": lambda position, _facts: _moved(steps.reopen(position), position),
}
"""What an entry of a kind does to the place of its matter; a new kind that moves a matter is one line here."""
KINDS = tuple(TURNS)


async def first_astray(village: UUID) -> Difference | None:
    """Return the first matter that does not stand where its entries have taken it."""
    stood: dict[UUID, tuple[Position, int, str]] = {}
    async for row in stream(MOVING, village, list(TURNS)):
        position = stood[row["proposal"]][0] if row["proposal"] in stood else Position()
        facts = json.loads(row["facts"]) | {"notice": row["notice"]}
        stood[row["proposal"]] = (TURNS[row["kind"]](position, facts), row["seq"], row["kind"])
    astray = []
    for row in await fetch(STAND, village):
        if row["id"] not in stood:
            continue  # the check of matters tells of one that no entry put forward
        position, seq, kind = stood[row["id"]]
        if (position.step.number, position.state.value) != (row["step"], row["state"]):
            astray.append((seq, kind, row, position))
    if not astray:
        return None
    seq, kind, row, position = min(astray, key=lambda one: one[0])
    says = (
        f"entry {seq} {kind}: the state of “{row['title']}” no longer matches: it stands at step {row['step']},"
        f" {row['state']}; by the record at step {position.step.number}, {position.state.value}"
    )
    return Difference(seq=seq, says=says, many=len(astray))
