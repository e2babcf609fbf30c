"""What was paid beyond a vote and a body resolved afterwards: the entry names the later resolution that allows it."""

from datetime import datetime
from uuid import UUID, uuid4

from asyncpg import UniqueViolationError

from app.database import transaction
from app.deliberation.services.passages import own_proposal
from app.deliberation.services.persons import person_of
from app.disclosure.queries.ledger import ledger_of
from app.disclosure.queries.overspent import LaterResolution, later_resolutions
from app.disclosure.rules.rights import MAY_ENTER
from app.disclosure.tables import OverspendingResolved
from app.doors import Actor
from app.record import write_entry
from app.refusals import Missing, Refused
from app.words import _


async def resolve_overspending(proposal_id: UUID, *, line: UUID, resolution: UUID, by: Actor, at: datetime) -> None:
    """Enter that a later, published resolution allows what a line cost too much, as far as its own money reaches."""
    by.must(*MAY_ENTER)
    try:
        async with transaction():
            proposal = await own_proposal(proposal_id, by=by)
            found = next((one for one in (await ledger_of(proposal_id)).lines if one.id == line), None)
            if found is None:
                raise Missing()
            if not found.unresolved:
                raise Refused(_("This line is not overspent, or a body has resolved it already."))
            later = await _later(proposal_id, resolution, by=by)
            if not later.left:
                raise Refused(_("The money of this resolution is used up."), field="resolution")
            fen = min(found.unresolved, later.left)
            row = OverspendingResolved(
                id=uuid4(), proposal=proposal.id, line=line, resolution=resolution, fen=fen,
                entered_by=person_of(by), entered_at=at,
            )  # fmt: skip
            await OverspendingResolved.insert(row)
            facts = {"entry": str(row.id), "line": str(line), "resolution": later.number, "fen": fen}
            facts["notice"] = str(resolution)
            await write_entry("execution.overspending_resolved", subject=proposal.id, by=by, at=at, facts=facts)
    except UniqueViolationError:
        raise Refused(_("This resolution stands at this line already.")) from None


async def _later(proposal: UUID, resolution: UUID, *, by: Actor) -> LaterResolution:
    offered = await later_resolutions(proposal, village=by.village)
    found = next((one for one in offered if one.id == resolution), None)
    if found is None:
        raise Refused(_("Choose a published resolution of another matter, decided after this one."), field="resolution")
    return found
