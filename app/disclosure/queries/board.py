"""Reads the notice board: what hangs, what is being discussed, how the latest matters ended, which meetings come."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from app.database import fetch
from app.deliberation.queries.packs import pinned_pack
from app.deliberation.rules.bodies import Assembly
from app.deliberation.rules.matter_words import STATES, number_words
from app.deliberation.rules.meeting_words import BODIES, OUTCOMES
from app.deliberation.rules.rail import RailState
from app.deliberation.rules.states import MeetingState, PassageOutcome, ProposalState
from app.deliberation.rules.step_keys import DISCUSSIONS, StepKey
from app.deliberation.rules.steps import Position
from app.disclosure.queries.hanging import NoticeCard, hanging
from app.disclosure.rules.addresses import matter_address
from app.disclosure.rules.small_rail import Mark, small_rail
from app.place import Place
from app.votes.rules.tally import Tally
from app.votes.rules.words import tally_line
from app.words import Message, _

MOST_MATTERS, MOST_RESULTS, MOST_MEETINGS = 20, 6, 5

TALKED = """
SELECT p.year, p.number, p.title, p.step, p.state, p.category, p.pack, m.starts_at, m.place, m.body, m.id AS meeting
FROM proposal p
  LEFT JOIN LATERAL (SELECT m.id, m.starts_at, m.place, m.body FROM passage pa
    JOIN agenda_item i ON i.passage = pa.id AND i.outcome IS NULL
    JOIN meeting m ON m.id = i.meeting AND m.state IN ('called', 'open')
    WHERE pa.proposal = p.id AND pa.ended_at IS NULL ORDER BY m.starts_at LIMIT 1) m ON true
WHERE p.village = $1 AND p.state IN ('in_discussion', 'deferred')
ORDER BY m.starts_at NULLS LAST, p.put_forward_at DESC LIMIT $2
"""
# The last item of each matter that ended: a result is a resolution, a rejection, or a meeting that could not decide.
RESULTS = """
SELECT *, count(*) OVER () AS all FROM (
  SELECT DISTINCT ON (p.id) p.year, p.number, p.title, p.state, pa.step, i.outcome, ve.facts, i.ended_at,
    (SELECT count(*) FROM roll_entry e WHERE e.vote = v.id) AS roll
  FROM proposal p JOIN passage pa ON pa.proposal = p.id
    JOIN agenda_item i ON i.passage = pa.id AND i.outcome IS NOT NULL
    LEFT JOIN vote v ON v.item = i.id AND v.state = 'closed' LEFT JOIN verdict ve ON ve.vote = v.id
  WHERE p.village = $1 ORDER BY p.id, i.ended_at DESC) last
WHERE outcome IN ('rejected', 'inquorate') OR (outcome = 'carried' AND step = 4)
ORDER BY ended_at DESC LIMIT $2
"""
# A called meeting whose matters were all sent back, put off or withdrawn is only waiting to be cancelled.
COMING = """
SELECT m.id, m.body, m.starts_at, m.place, m.state, count(i.id) FILTER (WHERE i.outcome IS NULL) AS items
FROM meeting m JOIN agenda_item i ON i.meeting = m.id WHERE m.village = $1 AND m.state IN ('called', 'open')
GROUP BY m.id HAVING m.state = 'open' OR count(i.id) FILTER (WHERE i.outcome IS NULL) > 0 ORDER BY m.starts_at LIMIT $2
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Talked:
    """A matter in discussion: where it stands on the rail, and who takes it next, when and where."""

    number: Message
    title: str
    href: str
    step: int
    deferred: bool
    rail: tuple[Mark, ...]
    body: Message
    starts_at: datetime | None
    place: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """How a matter ended its last meeting, with its votes."""

    title: str
    href: str
    day: datetime
    votes: Message
    tag: RailState
    word: Message


@dataclass(frozen=True, slots=True, kw_only=True)
class Coming:
    """A meeting that is called or in session."""

    title: Message
    href: str
    starts_at: datetime
    place: str
    items: int
    now: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """The notice board of one village on one day."""

    notices: tuple[NoticeCard, ...]
    talked: tuple[Talked, ...]
    results: tuple[Result, ...]
    results_in_all: int
    meetings: tuple[Coming, ...]


async def board_of(place: Place, *, today: date) -> Board:
    """Return the board: four questions, however many matters there are (and one per rule pack, once)."""
    results = await fetch(RESULTS, place.id, MOST_RESULTS)
    return Board(
        notices=await hanging(place.id, home=place.home, today=today),
        talked=tuple([await _talked(row, home=place.home) for row in await fetch(TALKED, place.id, MOST_MATTERS)]),
        results=tuple(_result(row, home=place.home) for row in results),
        results_in_all=results[0]["all"] if results else 0,
        meetings=tuple(_coming(row, home=place.home) for row in await fetch(COMING, place.id, MOST_MEETINGS)),
    )


async def _talked(row: Mapping[str, Any], *, home: str) -> Talked:
    step, state = StepKey.numbered(row["step"]), ProposalState(row["state"])
    body = row["body"]
    if body is None and step in DISCUSSIONS:
        body = (await pinned_pack(row["pack"])).discussion(step, category=row["category"]).body
    return Talked(
        number=number_words(row["year"], row["number"]),
        title=row["title"],
        href=matter_address(home, year=row["year"], number=row["number"]),
        step=step.number,
        deferred=state is ProposalState.DEFERRED,
        rail=small_rail(Position(step=step, state=state)),
        body=BODIES[Assembly(body)],
        starts_at=row["starts_at"],
        place=row["place"] or "",
    )


def _result(row: Mapping[str, Any], *, home: str) -> Result:
    tag, word = tag_of(PassageOutcome(row["outcome"]), state=ProposalState(row["state"]))
    return Result(
        title=row["title"],
        href=matter_address(home, year=row["year"], number=row["number"]),
        day=row["ended_at"],
        votes=_votes(row["facts"], roll=row["roll"]),
        tag=tag,
        word=word,
    )


def tag_of(outcome: PassageOutcome, *, state: ProposalState) -> tuple[RailState, Message]:
    """Return shape and word of a result: what became of a carried matter says more than that it was carried."""
    if outcome is PassageOutcome.INQUORATE:
        return RailState.FAILED, _("Too few came")
    if outcome is not PassageOutcome.CARRIED:
        return RailState.FAILED, OUTCOMES[outcome]
    if state is ProposalState.CLOSED:
        return RailState.DONE, STATES[state]
    if state in (ProposalState.EXECUTING, ProposalState.RESULTS_HANG):
        return RailState.NOW, STATES[state]
    return RailState.DONE, OUTCOMES[outcome]


def _votes(facts: str | None, *, roll: int) -> Message:
    if facts is None:
        return _("No vote: too few came")
    tally = Tally(**json.loads(facts)["tally"])
    return tally_line(tally, missing=tally.missing_of(roll))


def _coming(row: Mapping[str, Any], *, home: str) -> Coming:
    return Coming(
        title=BODIES[Assembly(row["body"])],
        href=f"{home}/meetings/{row['id']}",
        starts_at=row["starts_at"],
        place=row["place"],
        items=row["items"],
        now=row["state"] == MeetingState.OPEN,
    )
