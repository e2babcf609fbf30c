"""Opening a ledger again whose results were published too soon: with a reason that everybody reads."""

from datetime import datetime
from uuid import UUID

from app.database import transaction
from app.deliberation.rules.steps import reopen
from app.deliberation.services.passages import move_on, own_proposal, position_of
from app.disclosure.queries.ledger import results_are_corrected
from app.disclosure.rules.rights import MAY_REOPEN
from app.disclosure.services.correcting import LONGEST_REASON
from app.disclosure.services.typed import typed
from app.doors import Actor
from app.record import write_entry
from app.refusals import Refused
from app.words import _


async def reopen_ledger(proposal_id: UUID, *, reason: str, by: Actor, at: datetime) -> None:
    """Take a closed matter back to being carried out; its next results notice is a new version with the reason."""
    by.must(*MAY_REOPEN)
    empty = _("Say why the ledger is opened again; everybody reads it.")
    said = typed(" ".join(reason.split()), field="reason", longest=LONGEST_REASON, empty=empty)
    async with transaction():
        proposal = await own_proposal(proposal_id, by=by)
        if await results_are_corrected(proposal_id):
            raise Refused(_("The results notice is being corrected already, and the ledger is open for it."))
        await move_on(proposal, reopen(position_of(proposal)), at=at)
        await write_entry("execution.reopened", subject=proposal_id, by=by, at=at, facts={"reason": said})
