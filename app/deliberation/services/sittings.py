"""A meeting from its opening to its end: opened, closed, declared not held, or cancelled before it began."""

from datetime import datetime
from uuid import UUID

from app.database import execute, fetch, fetch_value, transaction
from app.deliberation.queries.agenda import items_of
from app.deliberation.queries.attendance import headcount
from app.deliberation.rules.checks import ALL, Base, Headcount, Quorum, quorum
from app.deliberation.rules.notice import day_in
from app.deliberation.rules.sources import Standing
from app.deliberation.rules.states import MeetingState, PassageOutcome, ProposalState
from app.deliberation.services.agenda import end_item
from app.deliberation.services.meeting_rows import (
    lock_matters_of,
    meeting_to_run,
    must_have_no_open_vote,
    zone_of,
)
from app.deliberation.services.passages import finish_step
from app.deliberation.services.summons import renew_due, told_too_late
from app.deliberation.tables import Meeting
from app.doors import Actor, Role
from app.record import write_entry
from app.refusals import Refused, WayOn
from app.words import _, n_

NOTHING_LEFT = WayOn(label=_("Cancel the meeting, or close it where it is open."))


async def open_meeting(meeting_id: UUID, *, by: Actor, at: datetime) -> None:
    """Open the meeting on its day: who is due follows from the seats of this day."""
    async with transaction():
        meeting = await meeting_to_run(meeting_id, MeetingState.CALLED, by=by)
        zone = await zone_of(meeting.village)
        if day_in(zone, at) < day_in(zone, meeting.starts_at):
            raise Refused(
                _("This meeting was called for %(when)s and cannot begin on an earlier day.", when=meeting.starts_at)
            )
        await _must_have_told(meeting, zone=zone.key)
        added, gone = await renew_due(meeting, on=day_in(zone, at))
        await _write(meeting, state=MeetingState.OPEN, opened_at=at)
        counted = await headcount(meeting.id)
        facts = {"due": dict(counted.due), "present": dict(counted.present), "added": added, "taken_off": gone}
        await write_entry("meeting.opened", subject=meeting.id, by=by, at=at, facts=facts)


class ItemsLeft(Refused):
    """A closing that would leave items undecided; `titles` are theirs. Asked once, in case it was a slip."""

    def __init__(self, titles: tuple[str, ...]) -> None:
        super().__init__(
            n_(
                "%(n)s item has no outcome yet: %(titles)s.",
                "%(n)s items have no outcome yet: %(titles)s.",
                len(titles),
                titles="; ".join(titles),
            ),
            field="sure",
        )
        self.titles = titles


async def close_meeting(meeting_id: UUID, *, sure: bool = True, by: Actor, at: datetime) -> None:
    """Close the meeting; an item that nobody decided waits for the next sitting, and is asked about unless `sure`."""
    async with transaction():
        meeting = await meeting_to_run(meeting_id, MeetingState.OPEN, by=by)
        await must_have_no_open_vote(meeting.id)
        items = (await items_of(meeting.id))[meeting.id]
        if not sure and (titles := tuple(item.title for item in items if item.outcome is None)):
            raise ItemsLeft(titles)
        await _write(meeting, state=MeetingState.CLOSED, closed_at=at)
        left = [str(item.proposal) for item in items if item.outcome is None]
        counted = await headcount(meeting.id)
        facts = {"present": dict(counted.present), "items": len(items), "left_over": left}
        await write_entry("meeting.closed", subject=meeting.id, by=by, at=at, facts=facts)


async def declare_not_held(meeting_id: UUID, *, by: Actor, at: datetime) -> Quorum:
    """Declare that too few came: nothing is decided, every item waits for another sitting; return the count."""
    async with transaction():
        await lock_matters_of(meeting_id)
        meeting = await meeting_to_run(meeting_id, MeetingState.CALLED, MeetingState.OPEN, by=by)
        await must_have_no_open_vote(meeting.id)
        if at < meeting.starts_at:
            raise Refused(_("Wait until the meeting should have begun: %(when)s.", when=meeting.starts_at))
        if meeting.state == MeetingState.CALLED:
            await renew_due(meeting, on=day_in(await zone_of(meeting.village), meeting.starts_at))
        counted = await headcount(meeting.id)
        found = await _missing_quorum(meeting, heads=counted)
        await _leave_undecided(meeting, at=at, by=by)
        await _write(meeting, state=MeetingState.NOT_HELD, closed_at=at)
        facts = {
            "due": counted.count(ALL, Base.DUE),
            "present": counted.count(ALL, Base.PRESENT),
            "checks": [check.as_facts() for check in found.checks],
            "listed": await fetch_value("SELECT count(*) FROM summons WHERE meeting = $1", meeting.id),
        }
        await write_entry("meeting.not_held", subject=meeting.id, by=by, at=at, facts=facts)
    return found


async def cancel_meeting(meeting_id: UUID, *, reason: str, by: Actor, at: datetime) -> None:
    """Cancel a meeting that has not begun, with a reason; its items wait for another meeting."""
    by.must(Role.SECRETARY)
    if not reason.strip():
        raise Refused(_("State the reason; it stands in the record and in the minutes."), field="reason")
    async with transaction():
        meeting = await meeting_to_run(meeting_id, MeetingState.CALLED, by=by)
        await _write(meeting, state=MeetingState.CANCELLED, closed_at=at, close_reason=reason.strip()[:300])
        facts = {"reason": reason.strip()[:300]}
        await write_entry("meeting.cancelled", subject=meeting.id, by=by, at=at, facts=facts)


async def _must_have_told(meeting: Meeting, *, zone: str) -> None:
    """Refuse to open a meeting whose members were not told as early as the law itself asks."""
    for item in (await items_of(meeting.id))[meeting.id]:
        asked = (await item.discussion()).notice
        if asked.source.standing is not Standing.LAW or not asked.days:
            continue
        late = await told_too_late(meeting, days=asked.days, zone=zone)
        if late:
            words = _("%(late)s members were not told %(days)s days before the meeting.", late=late, days=asked.days)
            ways = (WayOn(label=_("Cancel this meeting and call it again for a later day.")),)
            raise Refused(words, citation=asked.source, ways_on=ways)


async def _missing_quorum(meeting: Meeting, *, heads: Headcount) -> Quorum:
    """Return the quorum that is not reached; refuse where enough came for some item, or the meeting ended one.

    A matter that left the agenda before the meeting began (withdrawn, put off) was not this meeting's work.
    """
    listed = (await items_of(meeting.id))[meeting.id]
    if meeting.opened_at is not None and any(
        i.ended_at is not None and i.ended_at >= meeting.opened_at for i in listed
    ):
        raise Refused(_("An item of this meeting has ended already; close the meeting instead."))
    items = [item for item in listed if item.outcome is None]
    if not items:
        raise Refused(_("No matter is left on the agenda of this meeting."), ways_on=(NOTHING_LEFT,))
    counts = [quorum((await item.discussion()).rule.attendance, heads=heads) for item in items]
    for counted in counts:
        if counted.quorate:
            raise Refused(_("Enough members are present; the meeting can decide."), checks=counted.checks)
    return counts[0]


async def _leave_undecided(meeting: Meeting, *, by: Actor, at: datetime) -> None:
    """End each item that is still the open step of its matter; one that moved on meanwhile is left alone."""
    rows = await fetch(
        "SELECT i.id, i.passage FROM agenda_item i JOIN passage a ON a.id = i.passage"
        " JOIN proposal p ON p.id = a.proposal"
        " WHERE i.meeting = $1 AND i.outcome IS NULL AND a.ended_at IS NULL AND p.state = $2 ORDER BY i.position",
        meeting.id, ProposalState.IN_DISCUSSION.value,
    )  # fmt: skip
    for row in rows:
        await end_item(row["id"], outcome=PassageOutcome.INQUORATE, at=at)
        await finish_step(row["passage"], outcome=PassageOutcome.INQUORATE, by=by, at=at)


async def _write(
    meeting: Meeting,
    *,
    state: MeetingState,
    opened_at: datetime | None = None,
    closed_at: datetime | None = None,
    close_reason: str = "",
) -> None:
    await execute(
        "UPDATE meeting SET state = $2, opened_at = coalesce($3, opened_at), closed_at = coalesce($4, closed_at),"
        " close_reason = $5 WHERE id = $1",
        meeting.id, state.value, opened_at, closed_at, close_reason,
    )  # fmt: skip
