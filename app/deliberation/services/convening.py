"""Putting a meeting down: its row with the next number, its agenda, and the members due at it."""

import secrets
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from app.database import fetch_value, must_be_in_transaction
from app.deliberation.queries.agenda import Waiting
from app.deliberation.rules.due import DueMember
from app.deliberation.rules.states import ToldBy
from app.deliberation.tables import AgendaItem, Meeting, Summons
from app.doors import Actor

AT_ONCE = 500  # rows in one statement


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingDraft:
    """A meeting to be called: when, where, who runs it, and the proposals on its agenda in their order.

    `told_by` is how every member is told at this moment; None where they are told one by one afterwards.
    """

    starts_at: datetime
    place: str
    chair: UUID
    recorder: UUID
    items: tuple[UUID, ...]
    told_by: ToldBy | None = None
    short_notice_reason: str = ""


async def write_meeting(
    draft: MeetingDraft, *, matters: tuple[Waiting, ...], year: int, shortened: bool, by: Actor, at: datetime
) -> Meeting:
    """Write the meeting under the next number of its body and year, with its agenda; the village is locked."""
    must_be_in_transaction()
    last: int | None = await fetch_value(
        "SELECT max(ordinal) FROM meeting WHERE village = $1 AND body = $2 AND year = $3",
        by.village, matters[0].body.value, year,
    )  # fmt: skip
    meeting = Meeting(
        id=uuid4(),
        village=by.village,
        body=matters[0].body.value,
        year=year,
        ordinal=(last or 0) + 1,
        starts_at=draft.starts_at,
        place=draft.place.strip(),
        chair=draft.chair,
        recorder=draft.recorder,
        called_by=by.person,
        called_at=at,
        sign_in_code=f"{secrets.randbelow(1_000_000):06d}",
        short_notice_reason=draft.short_notice_reason.strip() if shortened else "",
    )
    await Meeting.insert(meeting)
    await AgendaItem.insert(
        *(
            AgendaItem(meeting=meeting.id, position=place, passage=matter.passage, revision=matter.revision)
            for place, matter in enumerate(matters, start=1)
        )
    )
    return meeting


async def summon(
    meeting: UUID,
    due: tuple[DueMember, ...],
    *,
    told_by: ToldBy | None,
    at: datetime,
    but: frozenset[UUID] = frozenset(),
) -> None:
    """Write who is due, and that they were told now where `told_by` says how; `but` are those it can't have reached."""
    must_be_in_transaction()
    for start in range(0, len(due), AT_ONCE):
        await Summons.insert(
            *(
                Summons(
                    meeting=meeting,
                    person=member.person,
                    klass=member.klass,
                    household=member.household,
                    told_by=None if member.person in but else told_by,
                    told_at=None if told_by is None or member.person in but else at,
                )
                for member in due[start : start + AT_ONCE]
            )
        )
