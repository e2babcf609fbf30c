"""Reads who is due at a meeting, and since when and until when each of them was there."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from app.database import fetch
from app.deliberation.rules.due import DueMember
from app.deliberation.rules.list_order import list_order
from app.deliberation.rules.meeting_words import ARRIVED, TOLD
from app.deliberation.rules.states import ArrivedBy, ToldBy
from app.figures import clock
from app.words import Message, _

# a tick taken back as a mistake was no stay: who was only ticked by mistake never came
DUE = (
    "SELECT s.person, p.name, p.no, p.phone, g.name AS group_name, h.no AS household_no, s.klass, s.household,"
    " s.told_by, s.told_at, s.excuse, count(*) OVER (PARTITION BY p.name) > 1 AS namesake,"
    " stays.arrivals, stays.ways, stays.leavings"
    " FROM summons s JOIN person p ON p.id = s.person LEFT JOIN household h ON h.id = p.household"
    ' LEFT JOIN village_group g ON g.id = h."group"'
    " LEFT JOIN LATERAL (SELECT array_agg(a.arrived_at ORDER BY a.round) AS arrivals,"
    "  array_agg(a.arrived_by ORDER BY a.round) AS ways, array_agg(d.left_at ORDER BY a.round) AS leavings"
    "  FROM attendance a LEFT JOIN departure d ON d.attendance = a.id"
    "  WHERE a.meeting = s.meeting AND a.person = s.person AND d.why IS DISTINCT FROM 'mistake') stays ON true"
    " WHERE s.meeting = $1"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stay:
    """That a member was there: since when, how they signed in, until when; `left_at` is None to the end."""

    arrived_at: datetime
    arrived_by: ArrivedBy
    left_at: datetime | None

    @property
    def words(self) -> Message:
        """Say when the member came, and when they left."""
        if self.left_at is None:
            return _("came %(came)s", came=clock(self.arrived_at))
        return _("came %(came)s, left %(left)s", came=clock(self.arrived_at), left=clock(self.left_at))


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """Somebody due at a meeting: how they were told, whether they excused themselves, when they came and left."""

    person: UUID
    name: str
    no: str
    phone: str | None
    group_name: str | None
    household_no: str | None
    klass: str
    household: UUID | None
    told_by: ToldBy | None
    told_at: datetime | None
    excuse: str
    stays: tuple[Stay, ...]
    namesake: bool
    """Whether somebody else who is due bears the same name."""

    @property
    def called(self) -> str:
        """The name in a list, with the person number where the name alone would not tell who it is."""
        return f"{self.name} {self.no}" if self.namesake else self.name

    @property
    def arrived_at(self) -> datetime | None:
        """Since when the member is there now; None where they are not."""
        return self.stays[-1].arrived_at if self.present else None

    @property
    def arrived_by(self) -> ArrivedBy | None:
        """How the member who is there signed in."""
        return self.stays[-1].arrived_by if self.present else None

    @property
    def present(self) -> bool:
        """Whether the member is there now, or was at the end."""
        return bool(self.stays) and self.stays[-1].left_at is None

    @property
    def gone(self) -> bool:
        """Whether the member came and has left."""
        return bool(self.stays) and not self.present

    @property
    def stay_words(self) -> tuple[Message, ...]:
        """When the member came and left, each time."""
        return tuple(stay.words for stay in self.stays)

    @property
    def told_word(self) -> Message:
        """How the member was told, as the list prints it."""
        return _("not told yet") if self.told_by is None else TOLD[self.told_by]

    @property
    def note(self) -> Message:
        """What stands beside the name: how they came, why they did not, or how they were told."""
        if self.arrived_by is not None:
            return ARRIVED[self.arrived_by]
        return _("excused: %(excuse)s", excuse=self.excuse) if self.excuse else self.told_word


async def members_due(meeting: UUID) -> tuple[Member, ...]:
    """Return everybody due at a meeting, group after group and by name."""
    members = [_member(dict(row)) for row in await fetch(DUE, meeting)]
    return tuple(sorted(members, key=lambda member: list_order(member.group_name, member.name, member.no)))


async def present_members(meeting: UUID) -> tuple[DueMember, ...]:
    """Return who is there now, with the class they count in: what the roll of a vote is frozen from."""
    return tuple(
        DueMember(person=member.person, klass=member.klass, household=member.household)
        for member in await members_due(meeting)
        if member.present
    )


def _member(row: dict[str, Any]) -> Member:
    came, ways, left = (row.pop(name) or () for name in ("arrivals", "ways", "leavings"))
    told_by = row.pop("told_by")
    return Member(
        **row,
        told_by=None if told_by is None else ToldBy(told_by),
        stays=tuple(
            Stay(arrived_at=arrived, arrived_by=ArrivedBy(way), left_at=leaving)
            for arrived, way, leaving in zip(came, ways, left, strict=True)
        ),
    )
