"""Giving up the correction of a notice: what hangs stays, and the record tells that its draft came to nothing."""

from datetime import datetime
from uuid import UUID

from app.database import execute, fetch_value, locked, transaction
from app.deliberation.services.passages import own_proposal
from app.disclosure.queries.reviews import draft_for
from app.disclosure.rules.rights import MAY_DRAFT
from app.disclosure.rules.states import NoticeState
from app.disclosure.services.correcting import proposal_of
from app.disclosure.tables import Notice
from app.doors import Actor
from app.record import write_entry
from app.refusals import Refused
from app.words import _


async def give_up(notice_id: UUID, *, reason: str, by: Actor, at: datetime) -> None:
    """Give up the draft of a correction; a notice that its matter waits for is owed and is never given up."""
    by.must(*MAY_DRAFT)
    said = " ".join(reason.split())
    if not said:
        raise Refused(_("Say why; the record keeps the reason."), field="reason")
    async with transaction():
        await own_proposal(await proposal_of(notice_id), by=by)
        await locked(Notice, notice_id)
        draft = await draft_for(notice_id, village=by.village)
        if not draft.spare:
            raise Refused(_("The matter waits for this notice: it is drafted anew, but not given up."))
        if await _ledger_went_on(notice_id):
            raise Refused(_("The ledger says more than the notice that hangs; the correction has to be published."))
        await execute("UPDATE notice SET state = $2 WHERE id = $1", notice_id, NoticeState.GIVEN_UP.value)
        facts = {"number": draft.facts.heading.number, "version": draft.version, "reason": said}
        await write_entry("notice.given_up", subject=notice_id, by=by, at=at, facts=facts)


async def _ledger_went_on(notice_id: UUID) -> bool:
    """Return whether something was entered since the results that hang; only a correction opens the ledger again."""
    return bool(
        await fetch_value(
            "SELECT 1 FROM notice n JOIN notice b ON b.id = n.replaces"
            " JOIN execution_entry e ON e.proposal = n.proposal AND e.entered_at > b.published_at"
            " WHERE n.id = $1 AND n.kind = 'results' LIMIT 1",
            notice_id,
        )
    )
