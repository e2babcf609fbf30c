"""Reads who is due at a meeting, who is there, and whether that is enough."""

from dataclasses import dataclass
from itertools import groupby
from uuid import UUID

from app.database import fetch_row, fetch_value
from app.deliberation.queries.agenda import items_of
from app.deliberation.queries.members import Member, members_due, present_members
from app.deliberation.rules.bodies import Assembly
from app.deliberation.rules.checks import HOUSEHOLDS, Check, Headcount, Quorum, Rule, quorum
from app.deliberation.rules.due import DueMember, heads
from app.deliberation.rules.states import MeetingState
from app.refusals import Missing
from app.words import Message, _

__all__ = [
    "AttendanceView",
    "Member",
    "attendance_view",
    "headcount",
    "members_due",
    "present_members",
    "quorum_of",
    "rule_of_meeting",
]


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
    chair_away: str = ""
    """The named chair, where they are due and not there."""

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
        """Who never came: those without an excuse first, they may still come."""
        return tuple(sorted((m for m in self.members if not m.stays), key=lambda m: bool(m.excuse)))

    @property
    def gone(self) -> tuple[Member, ...]:
        """Who came and left before the end."""
        return tuple(member for member in self.members if member.gone)

    @property
    def groups(self) -> tuple[tuple[str, tuple[Member, ...]], ...]:
        """The members group after group, as the sign-in book has them."""
        return tuple((name, tuple(those)) for name, those in groupby(self.members, key=lambda m: m.group_name or ""))

    @property
    def came(self) -> int:
        """How many came in all, for however long."""
        return sum(bool(member.stays) for member in self.members)

    @property
    def sat(self) -> bool:
        """Whether the meeting has sat, so that what it needed is told by its votes."""
        return self.state is MeetingState.CLOSED

    @property
    def cancelled(self) -> bool:
        """Whether nobody needs to come any more."""
        return self.state is MeetingState.CANCELLED

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
        "SELECT body, state, sign_in_code, chair FROM meeting WHERE id = $1 AND village = $2", meeting, village
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
        chair_away=next((m.name for m in members if m.person == row["chair"] and not m.present), ""),
    )


def _counted(body: Assembly, members: tuple[Member, ...]) -> Headcount:
    due = (DueMember(person=m.person, klass=m.klass, household=m.household) for m in members)
    return heads(body, due=due, present=frozenset(m.person for m in members if m.present))
