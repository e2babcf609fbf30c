"""Which matters of a meeting may pass the next step in the same sitting."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from app.database import fetch, fetch_value
from app.deliberation.queries.agenda import AgendaEntry, Waiting, items_of, waiting_matters
from app.deliberation.queries.packs import pinned_pack
from app.deliberation.rules.pack import Joined
from app.deliberation.rules.states import PassageOutcome

ONE_PERSON = (
    "SELECT EXISTS (SELECT 1 FROM seat s JOIN seat c ON c.person = s.person AND c.village = s.village"
    " WHERE s.village = $1 AND s.body = 'branch_committee' AND s.office = 'secretary'"
    " AND c.body = 'villagers_committee' AND c.office = 'chair'"
    " AND s.since <= $2 AND (s.until IS NULL OR s.until > $2) AND c.since <= $2 AND (c.until IS NULL OR c.until > $2))"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Unaware:
    """A member of the next body whom nobody has told."""

    person: UUID
    called: str
    phone: str | None


async def unaware_of(meeting: UUID, people: list[UUID]) -> tuple[Unaware, ...]:
    """Return who of `people` was neither told of a meeting nor is at it."""
    rows = await fetch(
        "SELECT p.id AS person, p.phone, CASE WHEN count(*) OVER (PARTITION BY p.name) > 1 THEN p.name || ' ' || p.no"
        "  ELSE p.name END AS called FROM person p WHERE p.id = ANY($2)"
        " AND NOT EXISTS (SELECT 1 FROM summons s WHERE s.meeting = $1 AND s.person = p.id AND s.told_at IS NOT NULL)"
        " AND NOT EXISTS (SELECT 1 FROM attendance a LEFT JOIN departure d ON d.attendance = a.id"
        "  WHERE a.meeting = $1 AND a.person = p.id AND d.id IS NULL) ORDER BY p.name, p.no",
        meeting, people,
    )  # fmt: skip
    return tuple(Unaware(**row) for row in rows)


async def going_on(meeting: UUID, *, village: UUID, on: date) -> tuple[tuple[Waiting, Joined], ...]:
    """Return the matters that a meeting carried and that may go on at once, each with the rule that lets it.

    The pack must allow the two steps in one sitting, and secretary and head of the committee must be one person.
    """
    carried = [item for item in (await items_of(meeting))[meeting] if item.outcome is PassageOutcome.CARRIED]
    if not carried or not await fetch_value(ONE_PERSON, village, on):
        return ()
    waiting = await waiting_matters(village, only=tuple(item.proposal for item in carried))
    following = {one.proposal: one for one in waiting if not one.on_agenda}
    found = [(following.get(item.proposal), item) for item in carried]
    joined = [(one, await _joined(item, one)) for one, item in found if one is not None]
    return tuple((one, rule) for one, rule in joined if rule is not None)


async def _joined(item: AgendaEntry, following: Waiting) -> Joined | None:
    rule = (await pinned_pack(item.pack)).may_be_joined
    return rule if rule is not None and rule.steps == (item.step, following.step) else None
