"""Holds the roll of a vote against the sign-in book and the seats: a mistake is a fact about the moment of the vote.

Who was ticked by mistake was never there. Of hands and papers nobody can say afterwards which was theirs, and a roll
and its ballots are never changed; so nothing is computed anew behind anybody's back. The vote does not stand: it is
declared void and held again. That is one rule for every way of voting, and one button for the clerk. Who left was
there: the roll and its base stay as they were frozen, but who left before voting no longer makes up the quorum.
"""

import json
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from app.database import fetch, fetch_row
from app.deliberation.queries.due import people_due
from app.deliberation.rules.bodies import Assembly, people_in
from app.deliberation.rules.due import DueMember, heads
from app.deliberation.rules.notice import day_in
from app.deliberation.rules.rule import Rule
from app.deliberation.rules.states import DepartedWhy
from app.refusals import Missing
from app.votes.rules.footing import Footing

# Seats begin and end on a day; who is a full member of the Party, and who lives here, is known only as of now.
DATED = (
    Assembly.BRANCH_COMMITTEE,
    Assembly.TWO_COMMITTEES,
    Assembly.REPRESENTATIVES_MEETING,
    Assembly.SUPERVISION_COMMITTEE,
)
VOTE = (
    "SELECT v.method, v.opened_at, v.rule, v.village, m.body, z.zone,"
    " CASE v.method WHEN 'hands' THEN (SELECT max(h.entered_at) FROM hand_count h WHERE h.vote = v.id)"
    "  WHEN 'paper' THEN (SELECT min(c.entered_at) FROM paper_count c WHERE c.vote = v.id) END AS counted_at"
    " FROM vote v JOIN meeting m ON m.id = v.meeting JOIN village z ON z.id = v.village WHERE v.id = $1"
)
# For everybody due: whether on the roll, the sign-in that held when the vote opened, an answer by name, there now.
PEOPLE = (
    "SELECT s.person, s.klass, s.household, p.until,"
    " CASE WHEN count(*) OVER (PARTITION BY p.name) > 1 THEN p.name || ' ' || p.no ELSE p.name END AS name,"
    " r.person IS NOT NULL AS listed, b.voter IS NOT NULL AS answered, held.round IS NOT NULL AS signed_in,"
    " held.why, held.left_at, EXISTS (SELECT 1 FROM attendance n WHERE n.meeting = s.meeting AND n.person = s.person"
    "  AND NOT EXISTS (SELECT 1 FROM departure d WHERE d.attendance = n.id)) AS here"
    " FROM vote v JOIN (SELECT meeting, person, klass, household FROM summons"
    "  UNION SELECT o.meeting, e.person, e.klass, NULL FROM roll_entry e JOIN vote o ON o.id = e.vote"
    "   WHERE e.vote = $1 AND NOT EXISTS (SELECT 1 FROM summons x WHERE x.meeting = o.meeting AND x.person = e.person)"
    "  ) s ON s.meeting = v.meeting JOIN person p ON p.id = s.person"
    " LEFT JOIN roll_entry r ON r.vote = v.id AND r.person = s.person"
    " LEFT JOIN ballot b ON b.vote = v.id AND b.voter = s.person"
    " LEFT JOIN LATERAL (SELECT a.round, d.why, d.left_at FROM attendance a"
    "  LEFT JOIN departure d ON d.attendance = a.id WHERE a.meeting = s.meeting AND a.person = s.person"
    "  AND a.arrived_at <= v.opened_at"
    "  AND (d.left_at IS NULL OR d.left_at >= v.opened_at) ORDER BY a.round DESC LIMIT 1) held ON true"
    " WHERE v.id = $1 ORDER BY p.name, p.no"
)


async def footing_of(vote: UUID) -> Footing:
    """Return what the roll of a vote rests on now, whether the vote is open or closed."""
    row = await fetch_row(VOTE, vote)
    if row is None:
        raise Missing()
    body, people = Assembly(row["body"]), await fetch(PEOPLE, vote)
    voting = people_in(Rule.from_facts(json.loads(row["rule"])).voters, body=body)
    gone = {one["person"] for one in people if one["listed"] and _left_unheard(one, counted_at=row["counted_at"])}
    mistaken = {one["person"] for one in people if one["listed"] and _mistaken(one)}
    day = day_in(ZoneInfo(row["zone"]), row["opened_at"])
    without_seat, not_called = await _seats(body, people, village=row["village"], on=day)
    return Footing(
        never_there=_names(people, mistaken),
        without_seat=without_seat,
        not_called=not_called,
        left=_names(people, gone),
        late=tuple(one["name"] for one in people if one["here"] and not one["listed"] and one["klass"] in voting),
        stayed=heads(
            body,
            due=[DueMember(person=o["person"], klass=o["klass"], household=o["household"]) for o in people],
            present=frozenset(one["person"] for one in people if _was_there(one)) - gone - mistaken,
        ),
    )


def _mistaken(one: Any) -> bool:
    """Say whether the sign-in by which somebody came on the roll turned out to be a mistake."""
    return not one["signed_in"] or one["why"] == DepartedWhy.MISTAKE


def _left_unheard(one: Any, *, counted_at: datetime | None) -> bool:
    """Say whether somebody left before they answered, or before hands and papers were counted, and stayed away."""
    if one["why"] != DepartedWhy.LEFT or one["here"] or one["answered"]:
        return False
    left_at: datetime = one["left_at"]
    return counted_at is None or left_at < counted_at


def _was_there(one: Any) -> bool:
    """Say whether somebody was there when the vote opened; the roll knows it of who is on it."""
    return bool(one["listed"] or (one["signed_in"] and one["why"] != DepartedWhy.MISTAKE))


async def _seats(
    body: Assembly, people: Sequence[Any], *, village: UUID, on: date
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return who was counted as due without a seat on that day, and who had one and was not counted."""
    if body not in DATED:
        return tuple(one["name"] for one in people if one["until"] is not None and one["until"] <= on), ()
    due = {member.person for member in await people_due(body, village=village, on=on)}
    called = {one["person"] for one in people}
    missing = await fetch("SELECT name FROM person WHERE id = ANY($1) ORDER BY name, no", list(due - called))
    return _names(people, called - due), tuple(one["name"] for one in missing)


def _names(people: Sequence[Any], chosen: set[UUID]) -> tuple[str, ...]:
    return tuple(one["name"] for one in people if one["person"] in chosen)
