"""Signing in at a meeting: by the code shown in the hall, or ticked by the clerk; and leaving again."""

import hmac
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from asyncpg import Record, UniqueViolationError

from app.database import fetch, fetch_row, fetch_value, transaction
from app.deliberation.rules.notice import day_in
from app.deliberation.rules.states import ArrivedBy, DepartedWhy, MeetingState
from app.deliberation.services.meeting_rows import must_run, must_stand, zone_of
from app.deliberation.tables import Departure
from app.doors import Actor
from app.limits import Limit, give_back, spend, wait_words
from app.plain import unspaced
from app.record import write_entry
from app.refusals import Forbidden, Missing, Refused, WayOn
from app.words import _

TRIES = Limit(burst=5, per_minute=1)  # of one member at one meeting
LIVING = (MeetingState.CALLED, MeetingState.OPEN)


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """That a member is there; `already` says that an earlier tap had signed them in."""

    person: UUID
    already: bool


async def sign_in(meeting_id: UUID, code: str, *, by: Actor, at: datetime) -> Arrival:
    """Sign the actor in with the code of the hall; a second tap changes nothing, and only a mistake costs a try."""
    if by.person is None:
        raise Forbidden()
    tries = f"sign-in {meeting_id} {by.person}"
    seconds = await spend(tries, burst=TRIES.burst, per_minute=TRIES.per_minute, at=at)
    if seconds is not None:
        words = _("Too many tries. Please wait %(wait)s and try again.", wait=wait_words(seconds))
        raise Refused(words, field="code", ways_on=(WayOn(label=_("Ask the clerk to tick your name.")),))
    try:
        arrival = await _arrive(meeting_id, by.person, code=unspaced(code), by=by, at=at)
    except Refused as refusal:
        if refusal.field != "code":
            await give_back(tries, burst=TRIES.burst)
        raise
    await give_back(tries, burst=TRIES.burst)
    return arrival


async def tick(meeting_id: UUID, person: UUID, *, by: Actor, at: datetime) -> Arrival:
    """Sign a member in from the clerk's list; who is there already stays signed in as before."""
    return await _arrive(meeting_id, person, code=None, by=by, at=at)


async def tick_all(meeting_id: UUID, people: Sequence[UUID], *, by: Actor, at: datetime) -> int:
    """Sign in all whom the clerk ticked before saving, each with an entry of their own; return how many are new."""
    async with transaction():
        meeting = await _meeting(meeting_id, by=by)
        must_run(by, chair=meeting["chair"], recorder=meeting["recorder"])
        must_stand(MeetingState(meeting["state"]), LIVING)
        new: list[tuple[UUID, int]] = []
        for person in sorted(set(people)):  # one order for two clerks who save at once, and the record after all rows
            await _must_be_due(meeting, person, at=at)
            here, rounds = await _last(meeting_id, person)
            if here is None and await _insert(meeting_id, person, round_=rounds + 1, by_code=False, by=by, at=at):
                new.append((person, rounds + 1))
        for person, round_ in new:
            await _note(meeting_id, person, round_=round_, by_code=False, by=by, at=at)
    return len(new)


async def note_departure(
    meeting_id: UUID, person: UUID, *, why: DepartedWhy = DepartedWhy.LEFT, by: Actor, at: datetime
) -> tuple[UUID, ...]:
    """Note that a member left, or was ticked by mistake: from now on not present, though the tick stays on record.

    Return the votes that rest on a mistaken tick: nothing of them is computed anew, they have to be declared void.
    """
    if by.person is None:
        raise Forbidden()
    try:
        async with transaction():
            meeting = await _meeting(meeting_id, by=by)
            must_run(by, chair=meeting["chair"], recorder=meeting["recorder"])
            must_stand(MeetingState(meeting["state"]), LIVING)
            attendance, rounds = await _last(meeting_id, person)
            if attendance is None:
                raise Refused(_("This member is not signed in."))
            await Departure.insert(Departure(attendance=attendance, left_at=at, why=why, noted_by=by.person))
            resting = await _votes_with(person, meeting=meeting_id) if why is DepartedWhy.MISTAKE else ()
            facts: dict[str, object] = {"person": str(person), "why": why.value, "round": rounds}
            if resting:
                facts["votes"] = [str(vote) for vote in resting]
            await write_entry("attendance.departed", subject=meeting_id, by=by, at=at, facts=facts)
            return resting
    except UniqueViolationError as twice:
        raise Refused(_("This member is not signed in.")) from twice


async def _arrive(meeting_id: UUID, person: UUID, *, code: str | None, by: Actor, at: datetime) -> Arrival:
    async with transaction():
        meeting = await _meeting(meeting_id, by=by)
        if code is None:
            must_run(by, chair=meeting["chair"], recorder=meeting["recorder"])
        must_stand(MeetingState(meeting["state"]), LIVING)
        await _must_be_due(meeting, person, at=at)
        here, rounds = await _last(meeting_id, person)
        if here is not None:
            return Arrival(person=person, already=True)
        if code is not None and not hmac.compare_digest(code.encode(), meeting["sign_in_code"].encode()):
            raise Refused(
                _("This is not the code of this meeting. It is shown on the screen in the hall."), field="code"
            )
        by_code = code is not None
        new = await _insert(meeting_id, person, round_=rounds + 1, by_code=by_code, by=by, at=at)
        if new:
            await _note(meeting_id, person, round_=rounds + 1, by_code=by_code, by=by, at=at)
    return Arrival(person=person, already=not new)


async def _insert(meeting_id: UUID, person: UUID, *, round_: int, by_code: bool, by: Actor, at: datetime) -> bool:
    """Write an arrival; False where another phone, or the clerk, was faster."""
    arrived_by = ArrivedBy.CODE if by_code else ArrivedBy.CLERK
    new = await fetch_value(
        "INSERT INTO attendance (id, meeting, person, round, arrived_at, arrived_by, ticked_by)"
        " VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (meeting, person, round) DO NOTHING RETURNING id",
        uuid4(), meeting_id, person, round_, at, arrived_by.value, None if by_code else by.person,
    )  # fmt: skip
    return new is not None


async def _note(meeting_id: UUID, person: UUID, *, round_: int, by_code: bool, by: Actor, at: datetime) -> None:
    kind = "attendance.signed_in" if by_code else "attendance.ticked"
    await write_entry(kind, subject=meeting_id, by=by, at=at, facts={"person": str(person), "round": round_})


async def _meeting(meeting_id: UUID, *, by: Actor) -> Record:
    """Return the meeting, kept as it is until we are done; many may sign in at once, but none while it is closed."""
    meeting = await fetch_row("SELECT * FROM meeting WHERE id = $1 AND village = $2 FOR SHARE", meeting_id, by.village)
    if meeting is None:
        raise Missing()
    return meeting


async def _must_be_due(meeting: Record, person: UUID, *, at: datetime) -> None:
    if not await fetch_value("SELECT 1 FROM summons WHERE meeting = $1 AND person = $2", meeting["id"], person):
        raise Refused(_("Only the members due at this meeting sign in. Others are welcome to listen."))
    zone = await zone_of(meeting["village"])
    if day_in(zone, at) < day_in(zone, meeting["starts_at"]):
        raise Refused(_("Members sign in on the day of the meeting: %(when)s.", when=meeting["starts_at"]))


async def _votes_with(person: UUID, *, meeting: UUID) -> tuple[UUID, ...]:
    """Return the votes of a meeting in which a member could vote; of the domain above nothing else is asked."""
    rows = await fetch(
        "SELECT v.id FROM vote v JOIN roll_entry e ON e.vote = v.id"
        " WHERE v.meeting = $1 AND e.person = $2 AND v.state <> 'void' ORDER BY v.opened_at",
        meeting, person,
    )  # fmt: skip
    return tuple(row["id"] for row in rows)


async def _last(meeting_id: UUID, person: UUID) -> tuple[UUID | None, int]:
    """Return the attendance that holds now (None where there is none), and how often the member has come."""
    row = await fetch_row(
        "SELECT a.id, a.round, EXISTS (SELECT 1 FROM departure d WHERE d.attendance = a.id) AS gone"
        " FROM attendance a WHERE a.meeting = $1 AND a.person = $2 ORDER BY a.round DESC LIMIT 1",
        meeting_id, person,
    )  # fmt: skip
    if row is None:
        return None, 0
    return (None if row["gone"] else row["id"]), row["round"]
