"""Reads who is due at a meeting, who is there, and whether that is enough."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from app.database import fetch, fetch_row, fetch_value
from app.deliberation.queries.agenda import items_of
from app.deliberation.rules.bodies import Assembly
from app.deliberation.rules.checks import HOUSEHOLDS, Check, Headcount, Quorum, Rule, quorum
from app.deliberation.rules.due import DueMember, heads
from app.deliberation.rules.meeting_words import ARRIVED, TOLD
from app.deliberation.rules.states import ArrivedBy, MeetingState, ToldBy
from app.refusals import Missing
from app.words import Message, _

DUE = (
    "SELECT s.person, p.name, p.no, h.no AS household_no, s.klass, s.household, s.told_by, s.told_at, s.excuse,"
    " here.arrived_at, here.arrived_by, count(*) OVER (PARTITION BY p.name) > 1 AS namesake"
    " FROM summons s JOIN person p ON p.id = s.person LEFT JOIN household h ON h.id = p.household"
    " LEFT JOIN LATERAL (SELECT a.arrived_at, a.arrived_by FROM attendance a"
    "  WHERE a.meeting = s.meeting AND a.person = s.person"
    "  AND NOT EXISTS (SELECT 1 FROM departure d WHERE d.attendance = a.id)"
    "  ORDER BY a.round DESC LIMIT 1) here ON true"
    " WHERE s.meeting = $1 ORDER BY p.name, p.no"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """Somebody due at a meeting: how they were told, whether they excused themselves, since when they are there."""

    person: UUID
    name: str
    no: str
    household_no: str | None
    klass: str
    household: UUID | None
    told_by: ToldBy | None
    told_at: datetime | None
    excuse: str
    arrived_at: datetime | None
    arrived_by: ArrivedBy | None
    namesake: bool
    """Whether somebody else who is due bears the same name."""

    @property
    def called(self) -> str:
        """The name in a list, with the person number where the name alone would not tell who it is."""
        return f"{self.name} {self.no}" if self.namesake else self.name

    @property
    def present(self) -> bool:
        """Whether the member is there now."""
        return self.arrived_at is not None

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


@dataclass(frozen=True, slots=True, kw_only=True)
class AttendanceView:
    """Attendance against its need, live; `code` is there only for who runs the meeting."""

    meeting: UUID
    body: Assembly
    state: MeetingState
    members: tuple[Member, ...]
    headcount: Headcount
    quorum: Quorum
    code: str = ""

    @property
    def living(self) -> bool:
        """Whether members may still come in."""
        return self.state in (MeetingState.CALLED, MeetingState.OPEN)

    @property
    def present(self) -> tuple[Member, ...]:
        """Who is there."""
        return tuple(member for member in self.members if member.present)

    @property
    def absent(self) -> tuple[Member, ...]:
        """Who is not there: those without an excuse first, they may still come."""
        return tuple(sorted((m for m in self.members if not m.present), key=lambda m: bool(m.excuse)))

    @property
    def nearest(self) -> Check:
        """The check that decides: of a group that is reached, else the one that lacks the fewest people."""
        reached = [check for check in self.quorum.checks if check.met]
        if self.quorum.quorate and reached:
            return reached[0]
        return min(
            (check for check in self.quorum.checks if not check.met), key=lambda check: check.needed - check.actual
        )

    @property
    def lacking(self) -> int:
        """How many are still missing."""
        return max(0, self.nearest.needed - self.nearest.actual)

    @property
    def lacking_words(self) -> Message:
        """Say how many are still missing, in what the deciding check counts: people or households."""
        if self.nearest.klass == HOUSEHOLDS:
            return _("%(n)s more households needed", n=self.lacking)
        return _("%(n)s more needed", n=self.lacking)

    @property
    def quorum_words(self) -> Message:
        """Say that enough are there, and how many."""
        if self.nearest.klass == HOUSEHOLDS:
            return _("%(n)s households represented: there is a quorum", n=self.nearest.actual)
        return _("%(n)s present: there is a quorum", n=self.nearest.actual)


async def members_due(meeting: UUID) -> tuple[Member, ...]:
    """Return everybody due at a meeting, by name."""
    return tuple(
        Member(
            **{name: value for name, value in row.items() if name not in ("told_by", "arrived_by")},
            told_by=None if row["told_by"] is None else ToldBy(row["told_by"]),
            arrived_by=None if row["arrived_by"] is None else ArrivedBy(row["arrived_by"]),
        )
        for row in await fetch(DUE, meeting)
    )


async def present_members(meeting: UUID) -> tuple[DueMember, ...]:
    """Return who is there now, with the class they count in: what the roll of a vote is frozen from."""
    return tuple(
        DueMember(person=member.person, klass=member.klass, household=member.household)
        for member in await members_due(meeting)
        if member.present
    )


async def headcount(meeting: UUID) -> Headcount:
    """Count who is due and present in each class of the meeting's body."""
    body: str | None = await fetch_value("SELECT body FROM meeting WHERE id = $1", meeting)
    if body is None:
        raise Missing()
    return _counted(Assembly(body), await members_due(meeting))


async def quorum_of(meeting: UUID, rule: Rule) -> Quorum:
    """Return whether enough members are there for `rule`, with every check."""
    return quorum(rule.attendance, heads=await headcount(meeting))


async def rule_of_meeting(meeting: UUID) -> Rule | None:
    """Return the rule of the item that is next on the agenda, or of the last one; None without an agenda."""
    items = (await items_of(meeting))[meeting]
    chosen = next((item for item in items if item.outcome is None), items[-1] if items else None)
    return None if chosen is None else (await chosen.discussion()).rule


async def attendance_view(
    meeting: UUID, *, village: UUID, rule: Rule | None = None, with_code: bool = False
) -> AttendanceView:
    """Return attendance against need, for a page; `rule` is that of the item in hand where the page knows it."""
    row = await fetch_row(
        "SELECT body, state, sign_in_code FROM meeting WHERE id = $1 AND village = $2", meeting, village
    )
    rule = rule or (None if row is None else await rule_of_meeting(meeting))
    if row is None or rule is None:
        raise Missing()
    members = await members_due(meeting)
    counted = _counted(Assembly(row["body"]), members)
    return AttendanceView(
        meeting=meeting,
        body=Assembly(row["body"]),
        state=MeetingState(row["state"]),
        members=members,
        headcount=counted,
        quorum=quorum(rule.attendance, heads=counted),
        code=row["sign_in_code"] if with_code else "",
    )


def _counted(body: Assembly, members: tuple[Member, ...]) -> Headcount:
    due = (DueMember(person=m.person, klass=m.klass, household=m.household) for m in members)
    return heads(body, due=due, present=frozenset(m.person for m in members if m.present))
