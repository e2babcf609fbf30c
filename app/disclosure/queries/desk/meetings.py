"""Meetings at which somebody is due, and votes in which somebody may answer or counts the papers."""

from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from app.database import fetch
from app.deliberation.rules.bodies import Assembly
from app.deliberation.rules.meeting_words import BODIES
from app.deliberation.rules.notice import day_in
from app.deliberation.rules.states import MeetingState
from app.disclosure.queries.desk.task import Task
from app.figures import clock
from app.place import Place
from app.words import _

VOTES = """
SELECT v.id, p.title, i.position, r.number AS revision,
  EXISTS (SELECT 1 FROM ballot b WHERE b.vote = v.id AND b.voter = $1) AS voted
FROM vote v JOIN roll_entry e ON e.vote = v.id AND e.person = $1
  JOIN agenda_item i ON i.id = v.item JOIN revision r ON r.id = v.revision JOIN proposal p ON p.id = r.proposal
WHERE v.village = $2 AND v.state = 'open' AND v.method = 'named' AND EXISTS (SELECT 1 FROM attendance a
  WHERE a.meeting = v.meeting AND a.person = $1 AND NOT EXISTS (SELECT 1 FROM departure d WHERE d.attendance = a.id))
"""
PAPERS = """
SELECT v.id, p.title FROM teller t JOIN vote v ON v.id = t.vote AND v.state = 'open'
  JOIN revision r ON r.id = v.revision JOIN proposal p ON p.id = r.proposal
WHERE t.person = $1 AND v.village = $2
  AND (SELECT count(*) FROM paper_count c WHERE c.vote = v.id AND c.teller = $1)
   <= (SELECT min(n) FROM (SELECT count(c.id) AS n FROM teller o LEFT JOIN paper_count c
       ON c.vote = o.vote AND c.teller = o.person WHERE o.vote = v.id AND o.person <> $1 GROUP BY o.person) others)
"""
DUE = """
SELECT m.id, m.body, m.place, m.starts_at, m.state, m.chair = $1 OR m.recorder = $1 AS runs, s.id IS NOT NULL AS due,
  s.excuse, m.state = 'called' AND NOT EXISTS (SELECT 1 FROM agenda_item i WHERE i.meeting = m.id AND i.outcome IS NULL)
   AS emptied, EXISTS (SELECT 1 FROM attendance a WHERE a.meeting = m.id AND a.person = $1
   AND NOT EXISTS (SELECT 1 FROM departure d WHERE d.attendance = a.id)) AS present
FROM meeting m LEFT JOIN summons s ON s.meeting = m.id AND s.person = $1
WHERE m.village = $2 AND m.state IN ('called', 'open') AND (s.id IS NOT NULL OR m.chair = $1 OR m.recorder = $1)
ORDER BY m.starts_at
"""
CANCELLED = """
SELECT m.id, m.body, m.starts_at, m.close_reason FROM meeting m JOIN summons s ON s.meeting = m.id AND s.person = $1
WHERE m.village = $2 AND m.state = 'cancelled' AND m.starts_at >= $3 ORDER BY m.starts_at
"""


async def in_the_hall(person: UUID, *, place: Place, today: date) -> list[Task]:
    """Return what waits for a person in meetings: votes first, then papers to count, then meetings to come to."""
    votes = [_vote(row, home=place.home, today=today) for row in await fetch(VOTES, person, place.id)]
    papers = [_papers(row, home=place.home, today=today) for row in await fetch(PAPERS, person, place.id)]
    meetings = await fetch(DUE, person, place.id)
    began = datetime.combine(today, time(), tzinfo=place.zone)
    off = [_cancelled(row, place=place) for row in await fetch(CANCELLED, person, place.id, began)]
    return [*votes, *papers, *(task for row in meetings for task in _meeting(row, place=place, today=today)), *off]


def _vote(row: Any, *, home: str, today: date) -> Task:
    """Ask for an answer; who gave one finds the way to it as long as it may be changed."""
    return Task(
        when=_("you have voted; the vote is still open") if row["voted"] else _("now: the hall is voting"),
        what=row["title"],
        detail=_("Item %(position)s, revision %(revision)s", position=row["position"], revision=row["revision"]),
        go=_("See or change my vote") if row["voted"] else _("Vote"),
        href=f"{home}/votes/{row['id']}{'/received' if row['voted'] else ''}",
        due=today,
        now=not row["voted"],
    )


def _papers(row: Any, *, home: str, today: date) -> Task:
    return Task(
        when=_("now: the papers are counted"),
        what=row["title"],
        detail=_("You are a teller; enter what you counted, unseen by the other."),
        go=_("Enter the count"),
        href=f"{home}/votes/{row['id']}/paper",
        due=today,
        now=True,
    )


def _cancelled(row: Any, *, place: Place) -> Task:
    """Tell who was due that the meeting is not held, until the day for which it was called is over."""
    return Task(
        when=_("cancelled, was called for %(when)s", when=row["starts_at"]),
        what=BODIES[Assembly(row["body"])],
        detail=_("Reason: %(reason)s", reason=row["close_reason"]),
        go=_("See the notice"),
        href=f"{place.home}/meetings/{row['id']}",
        due=day_in(place.zone, row["starts_at"]),
    )


def _meeting(row: Any, *, place: Place, today: date) -> Sequence[Task]:
    day = day_in(place.zone, row["starts_at"])
    is_open = row["state"] == MeetingState.OPEN
    hour = clock(row["starts_at"])
    at = f"{place.home}/meetings/{row['id']}"
    common = {"what": BODIES[Assembly(row["body"])], "detail": row["place"], "due": day}
    if row["emptied"]:  # its matters were sent back, put off or withdrawn: nobody need come, and who runs it says so
        words = _("called for %(when)s, with nothing left to discuss", when=row["starts_at"])
        return [Task(when=words, go=_("Cancel it"), href=at, **common)] if row["runs"] else []
    tasks: list[Task] = []
    if row["due"] and not row["present"] and not row["excuse"] and (is_open or day == today):
        words = _("now: the meeting is in session") if is_open else _("today at %(hour)s: you are due", hour=hour)
        tasks.append(Task(when=words, go=_("Sign in"), href=f"{at}/sign-in", now=is_open, **common))
    elif row["due"] and not is_open:
        words = _("%(when)s: you are due", when=row["starts_at"])
        tasks.append(Task(when=words, go=_("See the agenda"), href=at, **common))
    elif row["present"] and not row["runs"]:
        tasks.append(Task(when=_("in session; you have signed in"), go=_("To the meeting"), href=at, **common))
    if row["runs"] and (is_open or day <= today):
        words = _("now: you run this meeting") if is_open else _("today at %(hour)s: you run this meeting", hour=hour)
        if day < today:
            words = words if is_open else _("called for %(when)s, not held yet: you run it", when=row["starts_at"])
        tasks.append(Task(when=words, go=_("To the console"), href=f"{at}/console", now=is_open, **common))
    return tasks
