"""Telling the members of a meeting, noting their excuses, and keeping the list of those due up to the day."""

from collections.abc import Collection
from datetime import date, datetime
from uuid import UUID

from app.database import execute, fetch, fetch_value, must_be_in_transaction, transaction
from app.deliberation.queries.due import people_due
from app.deliberation.rules.bodies import Assembly
from app.deliberation.rules.states import BY_PHONE, MeetingState, ToldBy
from app.deliberation.services.meeting_rows import meeting_to_run
from app.deliberation.tables import Meeting, Summons
from app.doors import Actor
from app.record import write_entry
from app.refusals import Missing, Refused
from app.words import _

LIVING = (MeetingState.CALLED, MeetingState.OPEN)


async def tell_member(meeting_id: UUID, person: UUID, told_by: ToldBy, *, by: Actor, at: datetime) -> bool:
    """Note that a member was told, and how; the first telling stands. Return whether this was the first."""
    async with transaction():
        meeting = await meeting_to_run(meeting_id, *LIVING, by=by)
        await _must_be_due(meeting.id, person)
        if await not_reached([person], told_by=told_by):
            raise Refused(_("This member has no phone in the list; tell them in another way."), field="told_by")
        if not await _tell(meeting.id, [person], told_by=told_by, at=at):
            return False
        facts = {"person": str(person), "told_by": told_by.value}
        await write_entry("meeting.told", subject=meeting.id, by=by, at=at, facts=facts)
    return True


async def tell_all(meeting_id: UUID, told_by: ToldBy, *, by: Actor, at: datetime) -> int:
    """Note that all who were not told yet have been told at this moment; return how many they are.

    Who has no phone was told by none: they stay to be told in another way.
    """
    async with transaction():
        meeting = await meeting_to_run(meeting_id, *LIVING, by=by)
        people = [row["person"] for row in await fetch("SELECT person FROM summons WHERE meeting = $1", meeting.id)]
        without = await not_reached(people, told_by=told_by)
        told = await _tell(meeting.id, [one for one in people if one not in without], told_by=told_by, at=at)
        if told:
            facts = {"people": told, "told_by": told_by.value}
            await write_entry("meeting.told", subject=meeting.id, by=by, at=at, facts=facts)
    return told


async def excuse_member(meeting_id: UUID, person: UUID, excuse: str, *, by: Actor, at: datetime) -> None:
    """Note why a member does not come; who excuses themselves stays due."""
    if not excuse.strip():
        raise Refused(_("Say why the member is excused."), field="excuse")
    async with transaction():
        meeting = await meeting_to_run(meeting_id, *LIVING, by=by)
        await _must_be_due(meeting.id, person)
        await execute(
            "UPDATE summons SET excuse = $3 WHERE meeting = $1 AND person = $2",
            meeting.id,
            person,
            excuse.strip()[:120],
        )
        facts = {"person": str(person), "excuse": excuse.strip()[:120]}
        await write_entry("attendance.excused", subject=meeting.id, by=by, at=at, facts=facts)


async def renew_due(meeting: Meeting, *, on: date) -> tuple[int, int]:
    """Bring the list of those due to the seats of the day; return how many were added and how many taken off."""
    must_be_in_transaction()
    due = {m.person: m for m in await people_due(Assembly(meeting.body), village=meeting.village, on=on)}
    listed = {row["person"] for row in await fetch("SELECT person FROM summons WHERE meeting = $1", meeting.id)}
    gone = listed - due.keys()
    await execute("DELETE FROM summons WHERE meeting = $1 AND person = ANY($2)", meeting.id, list(gone))
    for member in due.values():
        if member.person in listed:
            await execute(
                "UPDATE summons SET klass = $3, household = $4 WHERE meeting = $1 AND person = $2"
                " AND (klass, household) IS DISTINCT FROM ($3, $4)",
                meeting.id, member.person, member.klass, member.household,
            )  # fmt: skip
        else:
            new = Summons(meeting=meeting.id, person=member.person, klass=member.klass, household=member.household)
            await Summons.insert(new)
    return len(due.keys() - listed), len(gone)


async def told_too_late(meeting: Meeting, *, days: int, zone: str) -> int:
    """Return how many of those due were told less than `days` village days before, or not at all."""
    late: int = await fetch_value(
        "SELECT count(*) FROM summons WHERE meeting = $1"
        " AND (told_at IS NULL OR (told_at AT TIME ZONE $2)::date > ($3 AT TIME ZONE $2)::date - $4::int)",
        meeting.id, zone, meeting.starts_at, days,
    )  # fmt: skip
    return late


async def not_reached(people: Collection[UUID], *, told_by: ToldBy) -> frozenset[UUID]:
    """Return whom of `people` this way of telling can't have reached: who has no phone."""
    if told_by not in BY_PHONE:
        return frozenset()
    rows = await fetch("SELECT id FROM person WHERE id = ANY($1) AND coalesce(phone, '') = ''", list(people))
    return frozenset(row["id"] for row in rows)


async def _tell(meeting: UUID, people: list[UUID], *, told_by: ToldBy, at: datetime) -> int:
    rows = await fetch(
        "UPDATE summons SET told_by = $3, told_at = $4"
        " WHERE meeting = $1 AND person = ANY($2) AND told_at IS NULL RETURNING person",
        meeting, people, told_by.value, at,
    )  # fmt: skip
    return len(rows)


async def _must_be_due(meeting: UUID, person: UUID) -> None:
    if not await fetch_value("SELECT 1 FROM summons WHERE meeting = $1 AND person = $2", meeting, person):
        raise Missing()
