"""The four discussions of a matter as the record has them: which body sat, who was there, how it voted."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from app.database import fetch, fetch_row
from app.deliberation.rules.bodies import Assembly
from app.deliberation.rules.headcount import ALL, Base, Headcount
from app.deliberation.rules.notice import day_in
from app.disclosure.rules.review_checks import Counted
from app.votes.queries.counts import agreement_of, answers_of, last_hands
from app.votes.queries.footing import footing_of
from app.votes.rules.ballots import Method
from app.votes.rules.tally import Tally, count
from app.votes.rules.verdict import Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Sitting:
    """The vote by which a matter passed a step."""

    step: int
    body: Assembly
    day: date
    meeting: UUID
    vote: UUID
    method: Method
    revision: UUID
    due: int
    present: int
    roll: int
    verdict: Verdict


# The last carried vote of each step: a matter that was returned passes a step again.
CARRIED = """
SELECT DISTINCT ON (pa.step) pa.step, m.body, m.opened_at, m.starts_at, m.id AS meeting, v.id AS vote, v.method,
  v.revision, v.numbers, ve.facts, vi.zone, (SELECT count(*) FROM roll_entry e WHERE e.vote = v.id) AS roll
FROM verdict ve JOIN vote v ON v.id = ve.vote JOIN agenda_item i ON i.id = v.item JOIN passage pa ON pa.id = i.passage
  JOIN meeting m ON m.id = v.meeting JOIN village vi ON vi.id = v.village
WHERE pa.proposal = $1 AND v.state = 'closed' AND ve.outcome = 'carried' AND pa.outcome = 'carried'
ORDER BY pa.step, v.closed_at DESC
"""


async def sittings_of(proposal: UUID) -> tuple[Sitting, ...]:
    """Return the deciding vote of each step that was carried, in the order of the steps."""
    return tuple(_sitting(row) for row in await fetch(CARRIED, proposal))


async def counted_again(sittings: Sequence[Sitting]) -> Counted:
    """Count the deciding sitting anew from its sheets: the sign-in book as the vote opened, and the count sheet.

    Who voted is asked of every sitting: a member ticked by mistake counts for none of the four.
    """
    sitting = sittings[-1]
    row = await fetch_row(
        "SELECT count(*) AS due, count(*) FILTER (WHERE EXISTS (SELECT 1 FROM attendance a LEFT JOIN departure d"
        "  ON d.attendance = a.id WHERE a.meeting = s.meeting AND a.person = s.person AND a.arrived_at <= v.opened_at"
        "  AND (d.left_at IS NULL OR d.why = 'left' AND d.left_at > v.opened_at))) AS present"
        " FROM vote v JOIN summons s ON s.meeting = v.meeting WHERE v.id = $1",
        sitting.vote,
    )
    assert row is not None
    tally = await _recount(sitting)
    votes = (tally.in_favour, tally.against, tally.abstain, tally.invalid, tally.missing_of(sitting.roll))
    faults = [(one.step, (await footing_of(one.vote)).fault) for one in sittings]
    unfounded = tuple((step, fault) for step, fault in faults if fault is not None)
    voters = sum(one.roll for one in sittings)
    return Counted(heads=(row["due"], row["present"]), votes=votes, voters=voters, unfounded=unfounded)


async def _recount(sitting: Sitting) -> Tally:
    match sitting.method:
        case Method.NAMED:
            return count(answer.choice for answer in await answers_of(sitting.vote))
        case Method.HANDS:
            found = await last_hands(sitting.vote)
        case Method.PAPER:
            numbers = (await agreement_of(sitting.vote)).numbers
            found = None if numbers is None else numbers.tally()
    return found or Tally(in_favour=0, against=0, abstain=0)


def _sitting(row: Mapping[str, Any]) -> Sitting:
    heads = Headcount(**json.loads(row["numbers"]))
    return Sitting(
        step=row["step"],
        body=Assembly(row["body"]),
        day=day_in(ZoneInfo(row["zone"]), row["opened_at"] or row["starts_at"]),
        meeting=row["meeting"],
        vote=row["vote"],
        method=Method(row["method"]),
        revision=row["revision"],
        due=heads.count(ALL, Base.DUE),
        present=heads.count(ALL, Base.PRESENT),
        roll=row["roll"],
        verdict=Verdict.from_facts(json.loads(row["facts"])),
    )
