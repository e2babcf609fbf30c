"""Two steps in one sitting: the branch committee has proposed, and the two committees confer at once."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from app.database import execute, fetch, transaction
from app.deliberation.queries.due import people_due
from app.deliberation.queries.joining import Unaware, going_on, unaware_of
from app.deliberation.rules.due import DueMember
from app.deliberation.rules.notice import broken, day_in
from app.deliberation.rules.states import MeetingState, ToldBy
from app.deliberation.services.calling import must_keep_notice
from app.deliberation.services.convening import MeetingDraft, summon, write_meeting
from app.deliberation.services.meeting_rows import (
    lock_matters_of,
    meeting_to_run,
    must_have_no_open_vote,
    zone_of,
)
from app.deliberation.services.summons import not_reached
from app.deliberation.tables import Meeting
from app.doors import Actor
from app.record import write_entry
from app.refusals import Refused, WayOn
from app.words import _, n_

TELL_NOW = WayOn(label=_("Tell them now and note how; then the sitting goes on."))
CALL_ANOTHER = WayOn(label=_("Close this meeting and call another one for the next step."))


class Untold(Refused):
    """Going on unawares of members of the next body: nobody has told them; `members` are they."""

    def __init__(self, members: tuple[Unaware, ...]) -> None:
        super().__init__(
            n_(
                "%(n)s member of the next meeting has not been told: %(names)s.",
                "%(n)s members of the next meeting have not been told: %(names)s.",
                len(members),
                names=", ".join(member.called for member in members),
            ),
            ways_on=(TELL_NOW, CALL_ANOTHER),
            field="told",
        )
        self.members = members


async def go_on(meeting_id: UUID, *, told: Mapping[UUID, ToldBy] | None = None, by: Actor, at: datetime) -> UUID:
    """Close the meeting and go on with who is there as the meeting of the next step; return that one.

    Each of the two has its own members due, its own quorum, votes and verdict; only the hall is the same. A step is
    there so that its whole body confers: members whom nobody told are told first, `told` says how.
    """
    told = told or {}
    async with transaction():
        await fetch("SELECT id FROM village WHERE id = $1 FOR NO KEY UPDATE", by.village)
        await lock_matters_of(meeting_id)
        before = await meeting_to_run(meeting_id, MeetingState.OPEN, by=by)
        await must_have_no_open_vote(before.id)
        zone = await zone_of(by.village)
        day = day_in(zone, at)
        found = await going_on(before.id, village=by.village, on=day)
        if not found:
            raise Refused(
                _("No matter of this meeting may pass its next step in the same sitting."), ways_on=(CALL_ANOTHER,)
            )
        matters = tuple(matter for matter, _rule in found)
        must_keep_notice(broken(tuple(m.discussion.notice for m in matters), told=at, starts=at, zone=zone))
        due = await people_due(matters[0].body, village=by.village, on=day)
        await _must_be_aware(before.id, due, told=told)
        draft = MeetingDraft(
            starts_at=at, place=before.place, chair=before.chair, recorder=before.recorder,
            items=tuple(matter.proposal for matter in matters),
        )  # fmt: skip
        meeting = await write_meeting(draft, matters=matters, year=day.year, shortened=False, by=by, at=at)
        await summon(meeting.id, due, told_by=None, at=at)
        present = await _change_over(before, meeting, at=at)
        await _note_told(meeting.id, told, at=at)
        facts = {
            "before": str(before.id),
            "body": meeting.body,
            "year": meeting.year,
            "ordinal": meeting.ordinal,
            "items": [str(matter.proposal) for matter in matters],
            "passages": [str(matter.passage) for matter in matters],
            "starts_at": meeting.starts_at.isoformat(),
            "place": meeting.place,
            "chair": str(meeting.chair),
            "recorder": str(meeting.recorder),
            "due": len(due),
            "present": len(present),
            "attended": present,
            "told": [{"person": str(person), "told_by": way.value} for person, way in sorted(told.items())],
            "source": found[0][1].source.as_facts(),
        }
        await write_entry("meeting.went_on", subject=meeting.id, by=by, at=at, facts=facts, topic=before.id)
    return meeting.id


async def _must_be_aware(before: UUID, due: tuple[DueMember, ...], *, told: Mapping[UUID, ToldBy]) -> None:
    """Refuse to go on while members of the next body were neither told, nor are in the hall."""
    unaware = await unaware_of(before, [member.person for member in due])
    if left := tuple(member for member in unaware if member.person not in told):
        raise Untold(left)
    for way in set(told.values()):
        if await not_reached([person for person, by_way in told.items() if by_way is way], told_by=way):
            raise Refused(_("This member has no phone in the list; tell them in another way."), field="told_by")


async def _note_told(meeting: UUID, told: Mapping[UUID, ToldBy], *, at: datetime) -> None:
    for person, way in told.items():
        await execute(
            "UPDATE summons SET told_by = $3, told_at = $4 WHERE meeting = $1 AND person = $2 AND told_at IS NULL",
            meeting, person, way.value, at,
        )  # fmt: skip


async def _change_over(before: Meeting, meeting: Meeting, *, at: datetime) -> list[dict[str, str]]:
    """Close one meeting and open the other under the same code, with who is in the hall; return who they are."""
    await execute(
        "UPDATE summons s SET told_by = o.told_by, told_at = o.told_at FROM summons o"
        " WHERE s.meeting = $2 AND o.meeting = $1 AND o.person = s.person",
        before.id, meeting.id,
    )  # fmt: skip
    await execute(
        "INSERT INTO attendance (id, meeting, person, arrived_at, arrived_by, ticked_by, round)"
        " SELECT gen_random_uuid(), $2, a.person, $3, a.arrived_by, a.ticked_by, 1 FROM attendance a"
        " JOIN summons s ON s.meeting = $2 AND s.person = a.person WHERE a.meeting = $1"
        " AND NOT EXISTS (SELECT 1 FROM departure d WHERE d.attendance = a.id)",
        before.id, meeting.id, at,
    )  # fmt: skip
    await execute(
        "UPDATE meeting SET state = $2, closed_at = $3 WHERE id = $1", before.id, MeetingState.CLOSED.value, at
    )
    await execute(
        "UPDATE meeting SET state = $2, opened_at = $3, sign_in_code = $4 WHERE id = $1",
        meeting.id, MeetingState.OPEN.value, at, before.sign_in_code,
    )  # fmt: skip
    rows = await fetch("SELECT * FROM attendance WHERE meeting = $1 ORDER BY person", meeting.id)
    return [
        {"person": str(row["person"]), "by": row["arrived_by"], "ticked_by": str(row["ticked_by"] or "")}
        for row in rows
    ]
