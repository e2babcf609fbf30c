"""Reads what votes decided, with every number that led to it, for the screen, the minutes and the notices alike."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from app.database import fetch
from app.deliberation.rules.bodies import Assembly
from app.deliberation.rules.meeting_words import BODIES
from app.deliberation.rules.sources import Source
from app.deliberation.rules.step_keys import StepKey
from app.refusals import Missing
from app.votes.rules.ballots import Method, VoteState
from app.votes.rules.verdict import Outcome, Verdict
from app.votes.rules.words import METHODS, OUTCOMES, tally_pairs
from app.words import Message

VERDICTS = (
    "SELECT v.id AS vote, v.meeting, v.item, v.question, v.method, v.round, v.opened_at, d.decided_at, d.facts,"
    " m.body, m.starts_at, i.position, a.id AS passage, a.step, a.round AS passage_round, p.id AS proposal, p.title,"
    " p.year, p.number, r.id AS revision, r.number AS revision_number, c.name AS chair_name,"
    " (SELECT count(*) FROM roll_entry e WHERE e.vote = v.id) AS roll,"
    " v.state, m.chair, w.facts::jsonb ->> 'reason' AS void_reason, w.at AS voided_at, w.actor_name AS voided_by,"
    " ARRAY(SELECT n.name FROM teller t JOIN person n ON n.id = t.person WHERE t.vote = v.id ORDER BY n.name)"
    "  AS tellers"
    " FROM verdict d JOIN vote v ON v.id = d.vote JOIN meeting m ON m.id = v.meeting"
    " JOIN agenda_item i ON i.id = v.item JOIN passage a ON a.id = i.passage"
    " JOIN proposal p ON p.id = a.proposal JOIN revision r ON r.id = v.revision"
    " LEFT JOIN record_entry o ON o.subject = v.id AND o.kind = 'vote.opened'"
    " LEFT JOIN record_entry w ON w.subject = v.id AND w.kind = 'vote.voided'"
    " JOIN person c ON c.id = coalesce((o.facts::json ->> 'chair')::uuid, m.chair)"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class VerdictView:
    """One verdict with its place: which vote of which meeting on which text, who was in the chair, who counted."""

    vote: UUID
    meeting: UUID
    item: UUID
    passage: UUID
    passage_round: int
    proposal: UUID
    revision: UUID
    step: StepKey
    body: Assembly
    position: int
    title: str
    year: int
    number: int
    revision_number: int
    question: str
    method: Method
    round: int
    roll: int
    state: VoteState
    chair: UUID
    chair_name: str
    tellers: tuple[str, ...]
    starts_at: datetime
    opened_at: datetime
    decided_at: datetime
    verdict: Verdict
    void_reason: str | None
    voided_at: datetime | None
    voided_by: str | None

    @property
    def outcome(self) -> Outcome:
        """How the vote ended; what was declared void after its verdict decides nothing."""
        return Outcome.VOID if self.state is VoteState.VOID else self.verdict.outcome

    @property
    def said_first(self) -> Message:
        """The outcome that was told before the vote was declared void, in a word."""
        return OUTCOMES[self.verdict.outcome]

    @property
    def word(self) -> Message:
        """The outcome in a word."""
        return OUTCOMES[self.outcome]

    @property
    def body_name(self) -> Message:
        """The meeting that decided."""
        return BODIES[self.body]

    @property
    def method_word(self) -> Message:
        """How the vote was held."""
        return METHODS[self.method]

    @property
    def pairs(self) -> tuple[tuple[Message, int], ...]:
        """The numbers of the count with their names."""
        return tally_pairs(self.verdict.tally, missing=self.verdict.tally.missing_of(self.roll))

    @property
    def sources(self) -> tuple[Source, ...]:
        """Each citation behind the checks, once."""
        return tuple(dict.fromkeys(check.source for check in self.verdict.checks if check.source is not None))


async def verdicts_of(proposal: UUID) -> tuple[VerdictView, ...]:
    """Return every verdict on a proposal in the order in which they were given."""
    return _views(await fetch(f"{VERDICTS} WHERE p.id = $1 ORDER BY d.decided_at", proposal))


async def verdicts_of_meeting(meeting: UUID) -> tuple[VerdictView, ...]:
    """Return every verdict that a meeting gave, in order."""
    return _views(await fetch(f"{VERDICTS} WHERE v.meeting = $1 ORDER BY d.decided_at", meeting))


async def verdict_of(vote: UUID, *, village: UUID) -> VerdictView:
    """Return what a vote of the village decided; Missing until it has."""
    found = await verdict_if_any(vote, village=village)
    if found is None:
        raise Missing()
    return found


async def verdict_if_any(vote: UUID, *, village: UUID) -> VerdictView | None:
    """Return what a vote of the village decided; None where it has not, because it is open or was void before."""
    found = _views(await fetch(f"{VERDICTS} WHERE v.id = $1 AND v.village = $2", vote, village))
    return found[0] if found else None


def _views(rows: Any) -> tuple[VerdictView, ...]:
    return tuple(_view(dict(row)) for row in rows)


def _view(row: dict[str, Any]) -> VerdictView:
    facts = json.loads(row.pop("facts"))
    kept = {
        "step": StepKey.numbered(row["step"]),
        "body": Assembly(row["body"]),
        "method": Method(row["method"]),
        "state": VoteState(row["state"]),
        "tellers": tuple(row["tellers"]),
    }
    return VerdictView(**row | kept, verdict=Verdict.from_facts(facts))
