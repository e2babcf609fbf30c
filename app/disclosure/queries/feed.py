"""What a feed reader and a calendar get of a village: published notices and verdicts, and the meetings to come."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from app.database import fetch, fetch_value
from app.deliberation.rules.bodies import Assembly
from app.deliberation.rules.matter_words import STEPS
from app.deliberation.rules.meeting_words import BODIES
from app.deliberation.rules.step_keys import StepKey
from app.disclosure.queries.notices import published_notices
from app.disclosure.rules.addresses import matter_address
from app.place import Place
from app.votes.rules.tally import Tally
from app.votes.rules.verdict import Outcome
from app.votes.rules.words import OUTCOMES, tally_line
from app.words import Message, _

MOST_NOTICES, MOST_VERDICTS, MOST_MEETINGS = 30, 30, 50

VERDICTS = """
SELECT ve.id, ve.outcome, ve.decided_at, ve.facts, (SELECT count(*) FROM roll_entry e WHERE e.vote = v.id) AS roll,
  p.title, p.year, p.number, m.body, pa.step, w.at AS voided_at, w.facts::jsonb ->> 'reason' AS void_reason
FROM verdict ve JOIN vote v ON v.id = ve.vote JOIN meeting m ON m.id = v.meeting
  JOIN agenda_item i ON i.id = v.item JOIN passage pa ON pa.id = i.passage JOIN revision r ON r.id = v.revision
  JOIN proposal p ON p.id = r.proposal LEFT JOIN record_entry w ON w.subject = v.id AND w.kind = 'vote.voided'
WHERE v.village = $1 AND ve.outcome <> 'void' ORDER BY coalesce(w.at, ve.decided_at) DESC LIMIT $2
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedEntry:
    """One entry of the feed; `id` never changes, also when the house moves to another address."""

    id: UUID
    title: object
    summary: object
    href: str
    updated: datetime
    author: str
    pdf: str = ""
    """The address of the printed notice, where the entry is one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Appointment:
    """A meeting in a calendar."""

    id: UUID
    title: Message
    place: str
    starts_at: datetime
    called_at: datetime
    href: str


async def feed_of(place: Place) -> list[FeedEntry]:
    """Return the latest notices and verdicts, the newest first."""
    notices = [
        FeedEntry(
            id=notice.id,
            title=notice.heading.title,
            summary=_(
                "%(number)s, hangs until %(day)s, check code %(code)s",
                number=notice.heading.number,
                day=notice.period.last,
                code=notice.code,
            ),
            href=notice.address,
            updated=notice.published_at,
            author=notice.heading.supervisors,
            pdf=notice.pdf,
        )
        for notice in await published_notices(place.id, most=MOST_NOTICES)
    ]
    rows = await fetch(VERDICTS, place.id, MOST_VERDICTS)
    verdicts = [
        FeedEntry(
            id=row["id"],
            title=_(
                "Step %(n)s, %(step)s: %(outcome)s: %(title)s",
                n=row["step"],
                step=STEPS[StepKey.numbered(row["step"])],
                outcome=OUTCOMES[Outcome.VOID if row["voided_at"] else Outcome(row["outcome"])],
                title=row["title"],
            ),
            summary=_("%(body)s: %(votes)s", body=BODIES[Assembly(row["body"])], votes=_votes(row))
            if row["voided_at"] is None
            else _("The vote was declared void: %(reason)s", reason=row["void_reason"]),
            href=matter_address(place.home, year=row["year"], number=row["number"]),
            updated=row["voided_at"] or row["decided_at"],
            author=place.name,
        )
        for row in rows
    ]
    return sorted((*notices, *verdicts), key=lambda entry: entry.updated, reverse=True)


def _votes(row: Mapping[str, Any]) -> Message:
    tally = Tally(**json.loads(row["facts"])["tally"])
    return tally_line(tally, missing=tally.missing_of(row["roll"]))


async def founded_at(village: UUID) -> datetime:
    """Return when the village was set up: the date of a feed in which nothing stands yet."""
    found: datetime = await fetch_value("SELECT founded_at FROM village WHERE id = $1", village)
    return found


async def calendar_of(place: Place) -> list[Appointment]:
    """Return the meetings that are called, in their order."""
    rows = await fetch(
        "SELECT id, body, place, starts_at, called_at FROM meeting m WHERE village = $1 AND (state = 'open' OR"
        " state = 'called' AND EXISTS (SELECT 1 FROM agenda_item i WHERE i.meeting = m.id AND i.outcome IS NULL))"
        " ORDER BY starts_at LIMIT $2",
        place.id, MOST_MEETINGS,
    )  # fmt: skip
    return [
        Appointment(
            id=row["id"],
            title=BODIES[Assembly(row["body"])],
            place=row["place"],
            starts_at=row["starts_at"],
            called_at=row["called_at"],
            href=f"{place.home}/meetings/{row['id']}",
        )
        for row in rows
    ]
