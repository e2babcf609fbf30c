"""Closing matters: their results have hung to the last day, and every objection and question is answered."""

from datetime import datetime
from uuid import UUID

from app.database import fetch, transaction
from app.deliberation.rules.states import ProposalState
from app.deliberation.rules.steps import close
from app.deliberation.services.passages import move_on, own_proposal, position_of
from app.deliberation.services.suggestions import village_day
from app.disclosure.queries.waiting import waiting_about
from app.disclosure.rules.notice_words import printed
from app.doors import Actor
from app.record import write_entry
from app.words import _

HUNG = """
SELECT p.id, p.village, v.code, v.zone, max(n.last_day) AS last_day FROM proposal p
  JOIN notice n ON n.proposal = p.id AND n.kind = 'results' AND n.state = 'published' JOIN village v ON v.id = p.village
WHERE p.state = 'results_hang' GROUP BY p.id, v.id HAVING max(n.last_day) < ($1::timestamptz AT TIME ZONE v.zone)::date
"""


async def close_what_has_hung(*, at: datetime) -> int:
    """Close every matter that nothing holds open any more, each with its record entry; return how many."""
    closed = 0
    for row in await fetch(HUNG, at):
        by = Actor(village=row["village"], village_code=row["code"], person=None, name=printed(_("Period over")))
        closed += await _close(row["id"], by=by, at=at)
    return closed


async def _close(proposal_id: UUID, *, by: Actor, at: datetime) -> bool:
    today = await village_day(by.village, at=at)
    async with transaction():
        proposal = await own_proposal(proposal_id, by=by)
        waiting, _overdue = await waiting_about(proposal_id, today=today)
        if waiting or proposal.state != ProposalState.RESULTS_HANG:  # another worker was first
            return False
        await move_on(proposal, close(position_of(proposal)), at=at)
        await write_entry("proposal.closed", subject=proposal_id, by=by, at=at, facts={})
    return True
