"""Reads meetings as pages show them: one with its agenda, the lists of coming and past ones, and one's own."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from app.database import fetch, fetch_value
from app.deliberation.queries.agenda import AgendaEntry, items_of
from app.deliberation.queries.attendance import (
    AttendanceView,
    Member,
    attendance_view,
    headcount,
    members_due,
    present_members,
    quorum_of,
    rule_of_meeting,
)
from app.deliberation.rules.bodies import Assembly
from app.deliberation.rules.meeting_words import BODIES, MEETING_STATES
from app.deliberation.rules.states import MeetingState
from app.doors import Actor, Role
from app.figures import clock, day_of
from app.refusals import Missing
from app.words import Message, _

__all__ = [
    "AttendanceView",
    "MeetingView",
    "Member",
    "OwnMeeting",
    "attendance_view",
    "headcount",
    "meeting_view",
    "meetings_for",
    "meetings_of",
    "members_due",
    "present_members",
    "quorum_of",
    "rule_of_meeting",
    "sign_in_code",
    "usual_officers",
]

MEETINGS = (
    "SELECT m.id, m.village, m.body, m.ordinal, m.year, m.starts_at, m.place, m.state, m.called_at, m.opened_at,"
    " m.closed_at, m.close_reason, m.short_notice_reason, m.chair, c.name AS chair_name, m.recorder,"
    " r.name AS recorder_name FROM meeting m JOIN person c ON c.id = m.chair JOIN person r ON r.id = m.recorder"
)
OWN = (
    "SELECT s.meeting, s.excuse, EXISTS (SELECT 1 FROM attendance a WHERE a.meeting = m.id AND a.person = s.person"
    "  AND NOT EXISTS (SELECT 1 FROM departure d WHERE d.attendance = a.id)) AS present"
    " FROM summons s JOIN meeting m ON m.id = s.meeting"
    " WHERE s.person = $1 AND m.village = $2 AND m.state = ANY($3)"
)
LIVING = (MeetingState.CALLED.value, MeetingState.OPEN.value)


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingView:
    """One meeting: which body, the how-manieth of the year, when, where, who runs it, and its agenda."""

    id: UUID
    village: UUID
    body: Assembly
    ordinal: int
    year: int
    starts_at: datetime
    place: str
    state: MeetingState
    called_at: datetime
    opened_at: datetime | None
    closed_at: datetime | None
    close_reason: str
    short_notice_reason: str
    chair: UUID
    chair_name: str
    recorder: UUID
    recorder_name: str
    items: tuple[AgendaEntry, ...] = ()

    @property
    def title(self) -> Message:
        """The body's meeting, in words."""
        return BODIES[self.body]

    @property
    def number_words(self) -> Message:
        """The how-manieth meeting of this body in the year."""
        return _("Meeting %(ordinal)s of %(year)s", ordinal=self.ordinal, year=self.year)

    @property
    def state_word(self) -> Message:
        """Where the meeting stands, in words."""
        return MEETING_STATES[self.state]

    @property
    def held_at(self) -> datetime:
        """When it really began, once it has; else the hour for which it is called."""
        return self.opened_at or self.starts_at

    @property
    def times(self) -> Message:
        """When it is called for, or when it really began and ended."""
        if self.opened_at is None:
            return _("at %(when)s", when=self.starts_at)
        if self.closed_at is None:
            return _("opened %(opened)s", opened=self.opened_at)
        return _("%(opened)s to %(closed)s", opened=self.opened_at, closed=_until(self.opened_at, self.closed_at))

    @property
    def living(self) -> bool:
        """Whether the meeting is still to come or in session."""
        return self.state in (MeetingState.CALLED, MeetingState.OPEN)

    @property
    def current(self) -> AgendaEntry | None:
        """The item in hand: the first without an outcome, while the meeting lives."""
        return next((item for item in self.items if self.living and item.outcome is None), None)

    def run_by(self, actor: Actor | None) -> bool:
        """Whether the actor runs this meeting: chair, recorder, or the village's secretary."""
        if actor is None or actor.village != self.village:
            return False
        return actor.may(Role.SECRETARY) or actor.person in (self.chair, self.recorder)

    def read_by(self, actor: Actor | None) -> bool:
        """Whether the actor may read its book and its count sheets: who runs it, the supervisors, the township."""
        if actor is None or actor.village != self.village:
            return False
        return self.run_by(actor) or actor.may(Role.SUPERVISION, Role.TOWNSHIP)


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnMeeting:
    """A meeting at which somebody is due, with what the house knows of their coming."""

    meeting: MeetingView
    excuse: str
    present: bool


async def meeting_view(meeting: UUID, *, village: UUID) -> MeetingView:
    """Return one meeting with its agenda; Missing where it is not of that village."""
    rows = await fetch(f"{MEETINGS} WHERE m.id = $1 AND m.village = $2", meeting, village)
    if not rows:
        raise Missing()
    return _view(rows[0], items=(await items_of(meeting))[meeting])


async def meetings_of(
    village: UUID, *, living: bool | None = None, limit: int = 50, offset: int = 0
) -> tuple[MeetingView, ...]:
    """Return the village's meetings with their agendas: the living ones by their time, the past ones newest first."""
    order = "m.starts_at ASC" if living else "coalesce(m.opened_at, m.starts_at) DESC"
    where = "" if living is None else f" AND {'' if living else 'NOT '}(m.state = ANY($4))"
    values = (village, limit, offset) if living is None else (village, limit, offset, list(LIVING))
    rows = await fetch(
        f"{MEETINGS} WHERE m.village = $1{where} ORDER BY {order}, m.id LIMIT $2 OFFSET $3",
        *values,
    )
    agendas = await items_of(*(row["id"] for row in rows))
    return tuple(_view(row, items=agendas[row["id"]]) for row in rows)


async def meetings_for(person: UUID, *, village: UUID) -> tuple[OwnMeeting, ...]:
    """Return the coming and open meetings at which a person is due, the next one first."""
    own = {row["meeting"]: row for row in await fetch(OWN, person, village, list(LIVING))}
    rows = await fetch(f"{MEETINGS} WHERE m.id = ANY($1) ORDER BY m.starts_at, m.id", list(own))
    agendas = await items_of(*own)
    return tuple(
        OwnMeeting(
            meeting=_view(row, items=agendas[row["id"]]),
            excuse=own[row["id"]]["excuse"],
            present=own[row["id"]]["present"],
        )
        for row in rows
    )


async def sign_in_code(meeting: UUID, *, village: UUID) -> str:
    """Return the code that the hall shows; it belongs on the projector and the console, on no public page."""
    code: str | None = await fetch_value(
        "SELECT sign_in_code FROM meeting WHERE id = $1 AND village = $2", meeting, village
    )
    if code is None:
        raise Missing()
    return code


async def usual_officers(body: Assembly, *, village: UUID) -> dict[str, str]:
    """Return who usually chairs and records a body, as the form of a meeting has it: the head, and the clerk."""
    of_the_party = body in (Assembly.BRANCH_COMMITTEE, Assembly.TWO_COMMITTEES, Assembly.PARTY_MEETING)
    head = ("branch_committee", "secretary") if of_the_party else ("villagers_committee", "chair")
    offices = {"chair": head, "recorder": ("administration", "clerk")}
    found = {}
    for office, (seat_in, held) in offices.items():
        found[office] = await fetch_value(
            "SELECT s.person FROM seat s JOIN person p ON p.id = s.person AND p.until IS NULL"
            " WHERE s.village = $1 AND s.body = $2 AND s.office = $3 AND s.until IS NULL ORDER BY s.since DESC LIMIT 1",
            village, seat_in, held,
        )  # fmt: skip
    return {office: str(person) for office, person in found.items() if person is not None}


def _until(opened: datetime, closed: datetime) -> object:
    """The end of a meeting: the hour alone where it is of the same day."""
    return clock(closed) if day_of(opened) == day_of(closed) else closed


def _view(row: Any, *, items: tuple[AgendaEntry, ...]) -> MeetingView:
    values = {name: row[name] for name in MeetingView.__slots__ if name in row and name not in ("body", "state")}
    return MeetingView(body=Assembly(row["body"]), state=MeetingState(row["state"]), items=items, **values)
