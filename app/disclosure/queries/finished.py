"""Reads where a matter stands before its results are disclosed: work, money, answers, and its resolution's days."""

from datetime import date
from uuid import UUID

from app.database import fetch_row
from app.deliberation.queries.packs import pinned_pack
from app.deliberation.rules.step_keys import StepKey
from app.disclosure.queries.ledger import ledger_of
from app.disclosure.queries.waiting import waiting_about
from app.disclosure.rules.finished import Standing
from app.refusals import Missing, Refused
from app.words import _


async def standing_of(proposal: UUID, *, today: date) -> Standing:
    """Return where a matter stands on a day; one whose resolution was never published has no results."""
    row = await fetch_row(
        "SELECT p.pack, max(n.last_day) AS last_day FROM proposal p LEFT JOIN notice n ON n.proposal = p.id"
        " AND n.kind = 'resolution' AND n.state = 'published' WHERE p.id = $1 GROUP BY p.id",
        proposal,
    )
    if row is None:
        raise Missing()
    if row["last_day"] is None:
        raise Refused(_("The resolution of this matter has not been published yet."))
    pack = await pinned_pack(row["pack"])
    ledger = await ledger_of(proposal)
    waiting, overdue = await waiting_about(proposal, today=today)
    return Standing(
        accepted=ledger.accepted,
        owed=ledger.owed,
        unresolved=ledger.unresolved,
        waiting=waiting,
        overdue=overdue,
        hangs_until=row["last_day"],
        today=today,
        wait_for=pack.results_wait_for,
        source=pack.disclosure(StepKey.DISCLOSE_RESULTS).review.source,
        period=pack.disclosure(StepKey.DISCLOSE_RESOLUTION).publicity.source,
    )
