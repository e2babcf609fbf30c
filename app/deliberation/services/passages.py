"""How a matter moves from step to step: moves for the acts that decide something; they write no record entry."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID, uuid4

from app.database import execute, fetch_value, locked, must_be_in_transaction
from app.deliberation.queries.passages import CurrentPassage, current_passage
from app.deliberation.rules import steps
from app.deliberation.rules.states import PassageOutcome, ProposalState
from app.deliberation.rules.step_keys import DISCUSSIONS, StepKey
from app.deliberation.rules.steps import Impossible, Move, Position
from app.deliberation.services.search_documents import index_proposal
from app.deliberation.tables import Passage, Proposal
from app.doors import Actor
from app.refusals import Missing, Refused
from app.words import _

__all__ = [
    "CurrentPassage",
    "begin_passage",
    "carry_out",
    "current_passage",
    "end_passage",
    "finish_step",
    "move",
    "move_on",
    "own_proposal",
    "position_of",
]

STAYS = (PassageOutcome.INQUORATE, PassageOutcome.VOID, PassageOutcome.DEFERRED)  # the passage stays open
IN_A_STEP = (ProposalState.IN_DISCUSSION, ProposalState.DEFERRED, ProposalState.DISCLOSING)


async def finish_step(
    passage_id: UUID,
    *,
    outcome: PassageOutcome,
    reason: str = "",
    to: StepKey | None = None,
    vote_begun: bool = False,
    by: Actor,
    at: datetime,
) -> Position:
    """Give a step its outcome and return where the proposal stands after it.

    Carried begins the next step, in a disclosure step it means published; a sitting without a quorum or with a void
    count decides nothing, so the step stays open. The calling act writes the record entry.
    """
    must_be_in_transaction()
    proposal = await own_proposal(await _proposal_of(passage_id), by=by)
    passage = await current_passage(proposal.id)
    if passage is None or passage.id != passage_id:
        raise Refused(_("This step has ended already."))
    position = position_of(proposal)
    if passage.step in DISCUSSIONS or outcome is not PassageOutcome.CARRIED:
        move = steps.advance(position, outcome=outcome, to=to, reason=reason, vote_begun=vote_begun)
    else:
        move = steps.publish(position)
    if outcome not in STAYS and not isinstance(move, Impossible):
        await end_passage(passage_id, outcome=outcome, reason=reason, at=at)
    return await move_on(proposal, move, at=at)


async def carry_out(proposal_id: UUID, *, by: Actor, at: datetime) -> Position:
    """Take a proposal whose resolution has been carried out to the disclosure of its results."""
    return await move(proposal_id, steps.carry_out, by=by, at=at)


async def move(proposal_id: UUID, rule: Callable[[Position], Move], *, by: Actor, at: datetime) -> Position:
    """Lock a proposal of the actor's village and take it where `rule` says."""
    proposal = await own_proposal(proposal_id, by=by)
    return await move_on(proposal, rule(position_of(proposal)), at=at)


async def move_on(proposal: Proposal, move: Move, *, at: datetime) -> Position:
    """Put a locked proposal where `move` says, or refuse; a step that has no open passage there gets one."""
    must_be_in_transaction()
    if isinstance(move, Impossible):
        raise Refused(move.reason)
    await execute(
        "UPDATE proposal SET step = $2, state = $3 WHERE id = $1", proposal.id, move.step.number, move.state.value
    )
    proposal.step, proposal.state = move.step.number, move.state.value
    if move.state in IN_A_STEP and await current_passage(proposal.id) is None:
        await begin_passage(proposal.id, step=move.step, at=at)
    await index_proposal(proposal.id, at=at)
    return move


async def begin_passage(proposal_id: UUID, *, step: StepKey, at: datetime) -> UUID:
    """Begin a new round of a step and return its passage."""
    must_be_in_transaction()
    last: int | None = await fetch_value(
        "SELECT max(round) FROM passage WHERE proposal = $1 AND step = $2", proposal_id, step.number
    )
    passage = Passage(id=uuid4(), proposal=proposal_id, step=step.number, round=(last or 0) + 1, began_at=at)
    await Passage.insert(passage)
    return passage.id


async def end_passage(passage_id: UUID, *, outcome: PassageOutcome, reason: str = "", at: datetime) -> None:
    """Write how a passage ended; nothing of it changes afterwards."""
    must_be_in_transaction()
    await execute(
        "UPDATE passage SET outcome = $2, reason = $3, ended_at = $4 WHERE id = $1 AND ended_at IS NULL",
        passage_id, outcome.value, reason, at,
    )  # fmt: skip


async def own_proposal(proposal_id: UUID, *, by: Actor) -> Proposal:
    """Return the proposal, locked; Missing where it is not of the actor's village."""
    proposal = await locked(Proposal, proposal_id)
    if proposal.village != by.village:
        raise Missing()
    return proposal


def position_of(proposal: Proposal) -> Position:
    """Return where a proposal stands, as the rules of the steps see it."""
    return Position(step=StepKey.numbered(proposal.step), state=ProposalState(proposal.state))


async def _proposal_of(passage_id: UUID) -> UUID:
    found: UUID | None = await fetch_value("SELECT proposal FROM passage WHERE id = $1", passage_id)
    if found is None:
        raise Missing()
    return found
