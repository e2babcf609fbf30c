"""Who runs a meeting may change before and while it sits: a chair falls ill, a recorder is called away."""

from datetime import date, datetime
from uuid import UUID

from app.database import execute, fetch_value, transaction
from app.deliberation.queries.officers import officers_of
from app.deliberation.rules.bodies import Assembly
from app.deliberation.rules.meeting_words import BODIES
from app.deliberation.rules.notice import day_in
from app.deliberation.rules.states import MeetingState
from app.deliberation.services.meeting_rows import meeting_to_run, must_have_no_open_vote, zone_of
from app.doors import Actor
from app.record import write_entry
from app.refusals import Missing, Refused
from app.words import _

LIVING = (MeetingState.CALLED, MeetingState.OPEN)


async def change_officers(
    meeting_id: UUID, *, chair: UUID, recorder: UUID, reason: str, by: Actor, at: datetime
) -> None:
    """Give a meeting another chair or recorder; a vote that is open is closed first by who opened it."""
    if not reason.strip():
        raise Refused(_("State the reason; it stands in the record and in the minutes."), field="reason")
    must_be_two(chair=chair, recorder=recorder)
    async with transaction():
        meeting = await meeting_to_run(meeting_id, *LIVING, by=by)
        await must_have_no_open_vote(meeting.id)
        if (chair, recorder) == (meeting.chair, meeting.recorder):
            raise Refused(_("They are chair and recorder of this meeting already."), field="chair")
        await must_be_people(chair, recorder, village=by.village)
        changed = {"chair": chair != meeting.chair, "recorder": recorder != meeting.recorder}
        day = day_in(await zone_of(by.village), at)
        await must_run_body(
            Assembly(meeting.body), chair=chair if changed["chair"] else None,
            recorder=recorder if changed["recorder"] else None, village=by.village, on=day,
        )  # fmt: skip
        await execute("UPDATE meeting SET chair = $2, recorder = $3 WHERE id = $1", meeting.id, chair, recorder)
        facts = {
            "chair": str(chair),
            "recorder": str(recorder),
            "chair_before": str(meeting.chair),
            "recorder_before": str(meeting.recorder),
            "reason": reason.strip(),
        }
        await write_entry("meeting.officers_changed", subject=meeting.id, by=by, at=at, facts=facts)


def must_be_two(*, chair: UUID, recorder: UUID) -> None:
    """Refuse one person as both."""
    if chair == recorder:
        raise Refused(_("Chair and recorder are two people: both sign the minutes."), field="recorder")


async def must_run_body(body: Assembly, *, chair: UUID | None, recorder: UUID | None, village: UUID, on: date) -> None:
    """Refuse as chair or recorder who leads no part of this body; None is nobody new."""
    known = await officers_of(body, village=village, on=on)
    if chair is not None and chair not in known.may_chair:
        raise Refused(_("This person may not chair this body: %(body)s.", body=BODIES[body]), field="chair")
    if recorder is not None and recorder not in known.may_record:
        raise Refused(_("This person may not record this body: %(body)s.", body=BODIES[body]), field="recorder")


async def must_be_people(chair: UUID, recorder: UUID, *, village: UUID) -> None:
    """Refuse who does not live in the village or serve it."""
    known = await fetch_value(
        "SELECT count(*) FROM person WHERE id = ANY($1) AND village = $2 AND until IS NULL", [chair, recorder], village
    )
    if known != 2:
        raise Missing()
