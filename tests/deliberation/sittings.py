"""Meetings for the tests, called and opened through the real acts with honest defaults."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

from app.database import fetch, fetch_value
from app.deliberation.queries.attendance import members_due
from app.deliberation.rules.states import ToldBy
from app.deliberation.rules.step_keys import StepKey
from app.deliberation.services.attendance import tick
from app.deliberation.services.courses import withdraw_proposal
from app.deliberation.services.meetings import MeetingDraft, call_meeting, open_meeting
from app.doors import Actor
from tests.cast import EIGHT, Cast
from tests.deliberation.matters import a_matter

CALLED = datetime(2026, 4, 10, 2, 0, tzinfo=UTC)  # ten in the morning of 10 April, ten days before EIGHT


def a_draft(
    village: Cast,
    *items: UUID,
    starts_at: datetime = EIGHT,
    place: str = "村活动室",
    chair: UUID | None = None,
    recorder: UUID | None = None,
    told_by: ToldBy | None = ToldBy.IN_PERSON,
    short_notice_reason: str = "",
) -> MeetingDraft:
    assert village.secretary.person is not None
    assert village.clerk.person is not None
    return MeetingDraft(
        starts_at=starts_at,
        place=place,
        chair=chair or village.secretary.person,
        recorder=recorder or village.clerk.person,
        items=items,
        told_by=told_by,
        short_notice_reason=short_notice_reason,
    )


async def a_called_meeting(
    village: Cast, *, at_step: StepKey = StepKey.PROPOSE, told_by: ToldBy | None = ToldBy.IN_PERSON
) -> UUID:
    """Call a meeting for EIGHT with one matter at a step; the branch committee takes the first."""
    matter = await a_matter(village, at_step=at_step, at=CALLED)
    return await call_meeting(a_draft(village, matter.id, told_by=told_by), by=village.clerk, at=CALLED)


async def an_emptied_meeting(village: Cast) -> UUID:
    """Call a meeting for EIGHT, and let its one matter be withdrawn before it."""
    matter = await a_matter(village, at_step=StepKey.PROPOSE, at=CALLED)
    meeting = await call_meeting(a_draft(village, matter.id), by=village.clerk, at=CALLED)
    await withdraw_proposal(matter.id, reason="条件变了", by=village.secretary, at=CALLED)
    return meeting


async def an_open_meeting(village: Cast, *, at_step: StepKey = StepKey.PROPOSE, present: int = 0) -> UUID:
    """Call a meeting, open it in time, and tick as many members as the story needs."""
    meeting = await a_called_meeting(village, at_step=at_step)
    await open_meeting(meeting, by=village.clerk, at=EIGHT)
    for member in (await members_due(meeting))[:present]:
        await tick(meeting, member.person, by=village.clerk, at=EIGHT)
    return meeting


async def an_open_vote(meeting: UUID, *, by: Actor) -> None:
    """Let a vote of the meeting be open; the acts of voting are the domain above, so its row is written here."""
    item = await fetch_value("SELECT id FROM agenda_item WHERE meeting = $1", meeting)
    await fetch(
        "INSERT INTO vote (id, village, meeting, item, revision, question, method, state, rule, numbers, opened_by,"
        " opened_at) SELECT gen_random_uuid(), $2, $1, id, revision, '?', 'hands', 'open', '{}', '{}', $4, $5"
        " FROM agenda_item WHERE id = $3",
        meeting, by.village, item, by.person, EIGHT,
    )  # fmt: skip


async def kinds_of(meeting: UUID) -> list[str]:
    """Return the kinds of the record entries about a meeting, in their order."""
    return [
        row["kind"] for row in await fetch("SELECT kind FROM record_entry WHERE subject = $1 ORDER BY seq", meeting)
    ]


async def code_of(meeting: UUID) -> str:
    """Return the code that the hall shows."""
    code: str = await fetch_value("SELECT sign_in_code FROM meeting WHERE id = $1", meeting)
    return code


def later(moment: datetime = EIGHT, **parts: int) -> datetime:
    """Return a moment a little after."""
    return moment + timedelta(**parts)
