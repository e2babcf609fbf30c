"""Reads every sitting of one matter or of many: who sat, whether it decided, and with which numbers."""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any
from uuid import UUID

from app.database import fetch
from app.deliberation.rules.bodies import Assembly
from app.deliberation.rules.checks import ALL, Base, Check, Headcount
from app.deliberation.rules.states import MeetingState, PassageOutcome
from app.disclosure.rules.sat import Sat
from app.votes.rules.ballots import Choice, Method, VoteState
from app.votes.rules.verdict import Verdict

# A meeting that was declared not held counted its members into the record; a cancelled one never sat.
SAT = """
SELECT pa.proposal, pa.step, i.id AS item, i.outcome, i.revision, r.number AS revision_number,
  m.id AS meeting, m.body, m.place, m.state AS meeting_state, COALESCE(m.opened_at, m.starts_at) AS at,
  v.id AS vote, v.method, v.state AS vote_state, w.facts::jsonb ->> 'reason' AS void_reason, v.numbers,
  ve.facts AS verdict,
  (SELECT count(*) FROM roll_entry e WHERE e.vote = v.id) AS roll, n.facts AS not_held
FROM passage pa JOIN agenda_item i ON i.passage = pa.id JOIN meeting m ON m.id = i.meeting
  JOIN revision r ON r.id = i.revision
  LEFT JOIN vote v ON v.item = i.id LEFT JOIN verdict ve ON ve.vote = v.id
  LEFT JOIN record_entry w ON w.subject = v.id AND w.kind = 'vote.voided'
  LEFT JOIN record_entry n ON n.subject = m.id AND n.kind = 'meeting.not_held'
WHERE pa.proposal = ANY($1) AND m.state <> 'cancelled'
ORDER BY coalesce(m.opened_at, m.starts_at), m.called_at, i.position, v.round
"""
LIVING = (MeetingState.CALLED, MeetingState.OPEN)


async def sat_of(*proposals: UUID) -> dict[UUID, tuple[Sat, ...]]:
    """Return the sittings of each matter in the order they were held, in one question for all of them."""
    found: defaultdict[UUID, list[Sat]] = defaultdict(list)
    waiting: dict[UUID, Sat] = {}  # items whose votes were all void so far, in a meeting that can vote on them again
    for row in await fetch(SAT, list(proposals)):
        outcome = _outcome(row)
        if outcome is not None or row["meeting_state"] in LIVING:
            found[row["proposal"]].append(_sat(row, outcome=outcome))
        waiting.pop(row["item"], None)
        if outcome is PassageOutcome.VOID and row["outcome"] is None and row["meeting_state"] in LIVING:
            waiting[row["item"]] = _again(_sat(row, outcome=None))
    for one in waiting.values():
        found[one.proposal].append(one)
    return {proposal: tuple(found[proposal]) for proposal in proposals}


def coming(sat: Iterable[Sat]) -> Sat | None:
    """Return the sitting that is called or in session."""
    return next((one for one in sat if one.outcome is None), None)


async def with_names(sat: Iterable[Sat]) -> tuple[Sat, ...]:
    """Return sittings with who answered what where the vote was by name and is closed: for the village's own people."""
    sat = tuple(sat)
    rows = await fetch(
        "SELECT b.vote, json_agg(json_build_array(b.choice, p.name) ORDER BY p.name) AS names FROM vote v"
        " JOIN ballot b ON b.vote = v.id JOIN person p ON p.id = b.voter"
        " WHERE v.id = ANY($1) AND v.method = 'named' AND v.state = 'closed' GROUP BY b.vote",
        [one.vote for one in sat if one.vote is not None],
    )
    names = {row["vote"]: _names(row["names"]) for row in rows}
    return tuple(replace(one, names=names.get(one.vote, ())) if one.vote else one for one in sat)


def _again(sat: Sat) -> Sat:
    """Return an item whose vote was void as it waits for the next one."""
    return replace(sat, vote=None, method=None, verdict=None, void_reason=None, checks=(), due=0, present=0, roll=0)


def _outcome(row: Mapping[str, Any]) -> PassageOutcome | None:
    """Return how a sitting ended; a void count is one of its own, whatever the next count of the item said."""
    if row["vote_state"] == VoteState.VOID:
        return PassageOutcome.VOID
    return None if row["outcome"] is None else PassageOutcome(row["outcome"])


def _sat(row: Mapping[str, Any], *, outcome: PassageOutcome | None) -> Sat:
    verdict = None if row["verdict"] is None else Verdict.from_facts(json.loads(row["verdict"]))
    due, present, checks = _counted(row)
    return Sat(
        **{name: row[name] for name in ("proposal", "step", "item", "meeting", "at", "place")},
        body=Assembly(row["body"]),
        outcome=outcome,
        due=due,
        present=present,
        checks=checks if verdict is None else verdict.checks,
        vote=row["vote"],
        method=None if row["method"] is None else Method(row["method"]),
        revision=row["revision"],
        revision_number=row["revision_number"],
        verdict=verdict,
        roll=row["roll"],
        void_reason=row["void_reason"],
    )


def _counted(row: Mapping[str, Any]) -> tuple[int, int, tuple[Check, ...]]:
    if row["numbers"] is not None:
        heads = Headcount(**json.loads(row["numbers"]))
        return heads.count(ALL, Base.DUE), heads.count(ALL, Base.PRESENT), ()
    if row["not_held"] is not None:
        facts = json.loads(row["not_held"])
        return facts["due"], facts["present"], tuple(Check.from_facts(check) for check in facts["checks"])
    return 0, 0, ()


def _names(text: str | None) -> tuple[tuple[Choice, tuple[str, ...]], ...]:
    answers = json.loads(text) if text else []
    by_choice = ((choice, tuple(name for said, name in answers if said == choice)) for choice in Choice)
    return tuple((choice, names) for choice, names in by_choice if names)
