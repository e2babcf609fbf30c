"""A meeting that was closed by mistake is opened again on the same day: the members have not gone home yet."""

from datetime import datetime
from uuid import UUID

from app.database import execute, fetch_value, transaction
from app.deliberation.queries.agenda import items_of
from app.deliberation.rules.notice import day_in
from app.deliberation.rules.states import MeetingState
from app.deliberation.services.meeting_rows import lock_matters_of, meeting_to_run, zone_of
from app.deliberation.tables import Meeting
from app.doors import Actor
from app.record import write_entry
from app.refusals import Refused, WayOn
from app.words import _

CALL_AGAIN = WayOn(label=_("Call a new meeting for what is left."))


async def reopen_meeting(meeting_id: UUID, *, reason: str, by: Actor, at: datetime) -> None:
    """Open a meeting again that was closed on this day: what it decided stays, what it left is in hand again."""
    if not reason.strip():
        raise Refused(_("State the reason; it stands in the record and in the minutes."), field="reason")
    async with transaction():
        await lock_matters_of(meeting_id)
        meeting = await meeting_to_run(meeting_id, MeetingState.CLOSED, by=by)
        zone = await zone_of(meeting.village)
        if day_in(zone, at) != day_in(zone, meeting.closed_at):
            words = _(
                "A meeting is opened again only on the day on which it was closed: %(when)s.", when=meeting.closed_at
            )
            raise Refused(words, ways_on=(CALL_AGAIN,))
        await _must_have_work(meeting)
        await execute("UPDATE meeting SET state = 'open', closed_at = NULL WHERE id = $1", meeting.id)
        facts = {"closed_at": meeting.closed_at.isoformat(), "reason": reason.strip()}
        await write_entry("meeting.reopened", subject=meeting.id, by=by, at=at, facts=facts)


async def _must_have_work(meeting: Meeting) -> None:
    """Refuse where nothing is left to do in this meeting, or what is left was taken to another one meanwhile."""
    left = [item for item in (await items_of(meeting.id))[meeting.id] if item.outcome is None]
    if not left:
        raise Refused(_("Every item of this meeting has its outcome; there is nothing to open it for."))
    taken = await fetch_value(
        "SELECT p.title FROM agenda_item i JOIN meeting m ON m.id = i.meeting JOIN passage a ON a.id = i.passage"
        " JOIN proposal p ON p.id = a.proposal WHERE i.passage = ANY($1) AND m.id <> $2"
        " AND (m.state IN ('called', 'open') OR i.outcome IS NOT NULL) ORDER BY i.position LIMIT 1",
        [item.passage for item in left], meeting.id,
    )  # fmt: skip
    if taken is not None:
        raise Refused(_("“%(title)s” is on the agenda of another meeting already.", title=taken))
