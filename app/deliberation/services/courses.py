"""Changing a matter's course outside a meeting: withdrawn, deferred, taken up again, sent back, ordered again."""

from datetime import datetime
from uuid import UUID

from app.database import must_be_in_transaction, transaction
from app.deliberation.queries.passages import CurrentPassage, current_passage
from app.deliberation.queries.vote_begun import vote_begun
from app.deliberation.rules import steps
from app.deliberation.rules.states import PassageOutcome
from app.deliberation.rules.step_keys import StepKey
from app.deliberation.services.agenda_items import leave_agendas
from app.deliberation.services.passages import end_passage, move, move_on, own_proposal, position_of
from app.deliberation.services.persons import person_of
from app.deliberation.tables import Proposal
from app.doors import Actor, Role
from app.record import write_entry
from app.refusals import Forbidden, Refused
from app.words import _


async def withdraw_proposal(proposal_id: UUID, *, reason: str, by: Actor, at: datetime) -> None:
    """Withdraw a matter before the vote of step 4; its sponsor may, and the secretary."""
    _must_say_why(reason)
    async with transaction():
        proposal = await own_proposal(proposal_id, by=by)
        if proposal.sponsor != person_of(by) and not by.may(Role.SECRETARY):
            raise Forbidden()
        await _leave_step(proposal, PassageOutcome.WITHDRAWN, reason=reason, at=at)
        await write_entry("proposal.withdrawn", subject=proposal_id, by=by, at=at, facts={"reason": reason})


async def defer_proposal(proposal_id: UUID, *, reason: str, by: Actor, at: datetime) -> None:
    """Put a matter off; it stays in its step until it is taken up again."""
    by.must(Role.SECRETARY)
    _must_say_why(reason)
    async with transaction():
        proposal = await own_proposal(proposal_id, by=by)
        await _leave_step(proposal, PassageOutcome.DEFERRED, reason=reason, at=at)
        await write_entry("proposal.deferred", subject=proposal_id, by=by, at=at, facts={"reason": reason})


async def resume_proposal(proposal_id: UUID, *, by: Actor, at: datetime) -> None:
    """Take a deferred matter up again at the step where it was left."""
    by.must(Role.SECRETARY)
    async with transaction():
        position = await move(proposal_id, steps.resume, by=by, at=at)
        await write_entry("proposal.resumed", subject=proposal_id, by=by, at=at, facts={"step": position.step.number})


async def return_proposal(proposal_id: UUID, *, to: StepKey, reason: str, by: Actor, at: datetime) -> None:
    """Send a matter back to an earlier discussion step, with the reason."""
    by.must(Role.SECRETARY)
    _must_say_why(reason)
    async with transaction():
        proposal = await own_proposal(proposal_id, by=by)
        await _leave_step(proposal, PassageOutcome.RETURNED, to=to, reason=reason, at=at)
        facts = {"to": to.number, "reason": reason}
        await write_entry("proposal.returned", subject=proposal_id, by=by, at=at, facts=facts)


async def order_again(proposal_id: UUID, *, to: StepKey, reason: str, by: Actor, at: datetime) -> None:
    """Order a step held again that was skipped or held without a quorum; only the supervision committee may."""
    by.must(Role.SUPERVISION)
    _must_say_why(reason)
    async with transaction():
        proposal = await own_proposal(proposal_id, by=by)
        passage = await _undisturbed_passage(proposal)
        going = steps.hold_again(position_of(proposal), to=to, reason=reason)
        if passage is not None and not isinstance(going, steps.Impossible):
            await _end(passage, PassageOutcome.RETURNED, reason=reason, at=at)
        await move_on(proposal, going, at=at)
        facts = {"to": to.number, "reason": reason}
        await write_entry("proposal.ordered_again", subject=proposal_id, by=by, at=at, facts=facts)


async def _leave_step(
    proposal: Proposal, outcome: PassageOutcome, *, reason: str, to: StepKey | None = None, at: datetime
) -> None:
    """Take a matter out of its step by an act outside a meeting; never while a vote on it is open."""
    must_be_in_transaction()
    passage = await _undisturbed_passage(proposal)
    going = steps.advance(position_of(proposal), outcome=outcome, to=to, reason=reason)
    if passage is not None and not isinstance(going, steps.Impossible):
        if outcome is PassageOutcome.DEFERRED:
            await leave_agendas(passage.id, outcome=outcome, reason=reason, at=at)
        else:
            await _end(passage, outcome, reason=reason, at=at)
    await move_on(proposal, going, at=at)


async def _end(passage: CurrentPassage, outcome: PassageOutcome, *, reason: str, at: datetime) -> None:
    await leave_agendas(passage.id, outcome=outcome, reason=reason, at=at)
    await end_passage(passage.id, outcome=outcome, reason=reason, at=at)


async def _undisturbed_passage(proposal: Proposal) -> CurrentPassage | None:
    passage = await current_passage(proposal.id)
    if passage is not None and await vote_begun(passage.id):
        raise Refused(_("A vote on this matter has begun; it is decided first."))
    return passage


def _must_say_why(reason: str) -> None:
    if not reason.strip():
        raise Refused(_("Say why; the reason is shown to everybody."), field="reason")
