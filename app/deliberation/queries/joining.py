"""Which matters of a meeting may pass the next step in the same sitting."""

from datetime import date
from uuid import UUID

from app.database import fetch_value
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
