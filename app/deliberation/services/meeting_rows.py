"""Loads a meeting for an act, locked, and says who may run it."""

from uuid import UUID
from zoneinfo import ZoneInfo

from app.database import fetch, fetch_value, locked, must_be_in_transaction
from app.deliberation.rules.states import MeetingState
from app.deliberation.tables import Meeting
from app.doors import Actor, Role
from app.refusals import Forbidden, Missing, Refused
from app.words import Message, _

WRONG_STATE: dict[MeetingState, Message] = {
    MeetingState.CALLED: _("This meeting has not been opened yet."),
    MeetingState.OPEN: _("This meeting is in session already."),
    MeetingState.CLOSED: _("This meeting is closed already."),
    MeetingState.NOT_HELD: _("This meeting was declared not held."),
    MeetingState.CANCELLED: _("This meeting was cancelled."),
}


async def own_meeting(meeting_id: UUID, *, by: Actor) -> Meeting:
    """Return the meeting, locked; Missing where it is not of the actor's village."""
    meeting = await locked(Meeting, meeting_id)
    if meeting.village != by.village:
        raise Missing()
    return meeting


async def meeting_to_run(meeting_id: UUID, *states: MeetingState, by: Actor) -> Meeting:
    """Return the meeting, locked, for whoever runs it, in one of `states`; else refuse and say how it stands."""
    meeting = await own_meeting(meeting_id, by=by)
    must_run(by, chair=meeting.chair, recorder=meeting.recorder)
    must_stand(MeetingState(meeting.state), states)
    return meeting


def must_run(by: Actor, *, chair: UUID, recorder: UUID) -> None:
    """Let the chair, the recorder and the village's secretary run a meeting, nobody else."""
    if not by.may(Role.SECRETARY) and by.person not in (chair, recorder):
        raise Forbidden()


def must_stand(state: MeetingState, states: tuple[MeetingState, ...]) -> None:
    """Refuse an act on a meeting that is in none of `states`."""
    if state not in states:
        raise Refused(WRONG_STATE[state])


async def lock_matters_of(meeting_id: UUID) -> None:
    """Lock the proposals of a meeting in one order, before the meeting itself."""
    must_be_in_transaction()
    await fetch(
        "SELECT id FROM proposal WHERE id IN (SELECT a.proposal FROM agenda_item i JOIN passage a ON a.id = i.passage"
        " WHERE i.meeting = $1) ORDER BY id FOR UPDATE",
        meeting_id,
    )


async def zone_of(village: UUID) -> ZoneInfo:
    """Return the time zone in which the village counts its days."""
    return ZoneInfo(await fetch_value("SELECT zone FROM village WHERE id = $1", village))


async def must_have_no_open_vote(meeting_id: UUID) -> None:
    """Refuse while a vote of the meeting is open.

    Votes are the domain above; this asks its table for that single fact. Opening a vote locks the meeting first,
    so that none can begin while we look.
    """
    if await fetch_value("SELECT EXISTS (SELECT 1 FROM vote WHERE meeting = $1 AND state = 'open')", meeting_id):
        raise Refused(_("A vote is still open. Close it first."))
