"""Where a proposal stands, and where each outcome of a step takes it."""

from dataclasses import dataclass, replace
from typing import TypeAlias

from app.deliberation.rules.states import PassageOutcome as StepOutcome
from app.deliberation.rules.states import ProposalState
from app.deliberation.rules.step_keys import DISCUSSIONS, StepKey
from app.words import Message, _

__all__ = [
    "DISCUSSIONS",
    "Impossible",
    "Move",
    "Position",
    "ProposalState",
    "StepKey",
    "StepOutcome",
    "advance",
    "carry_out",
    "close",
    "hold_again",
    "publish",
    "reopen",
    "resume",
    "revise",
    "undo",
]

OVER = (ProposalState.RESULTS_HANG, ProposalState.CLOSED, ProposalState.REJECTED, ProposalState.WITHDRAWN)
OPEN = (ProposalState.IN_DISCUSSION, ProposalState.DEFERRED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """The step a proposal is at, or ended at, and its state; a new one is before step 1."""

    step: StepKey = StepKey.PROPOSE
    state: ProposalState = ProposalState.IN_DISCUSSION


@dataclass(frozen=True, slots=True)
class Impossible:
    """A move that the procedure doesn't know, with the reason."""

    reason: Message


Move: TypeAlias = Position | Impossible


def advance(
    position: Position,
    *,
    outcome: StepOutcome,
    to: StepKey | None = None,
    reason: str = "",
    vote_begun: bool = False,
) -> Move:
    """Return where the outcome of a discussion step takes the proposal, or why it can't.

    `to` (an earlier step) and `reason` belong to `returned`. `vote_begun` says that the vote of the present
    step is open or counted: a matter is withdrawn before step 4's vote or not at all.
    """
    if outcome is StepOutcome.WITHDRAWN:
        return _withdraw(position, vote_begun=vote_begun)
    if position.state is not ProposalState.IN_DISCUSSION:
        return Impossible(_("The matter is not in discussion."))
    match outcome:
        case StepOutcome.CARRIED:
            return _next(position)
        case StepOutcome.REJECTED | StepOutcome.DEFERRED:
            return replace(position, state=ProposalState(outcome.value))
        case StepOutcome.RETURNED:
            return _return(position, to=to, reason=reason)
        case StepOutcome.INQUORATE | StepOutcome.VOID:
            return position  # nothing is decided: the body meets or counts again


def resume(position: Position) -> Move:
    """Take a deferred matter up again at the step where it was left."""
    if position.state is not ProposalState.DEFERRED:
        return Impossible(_("Only a deferred matter can be taken up again."))
    return replace(position, state=ProposalState.IN_DISCUSSION)


def publish(position: Position) -> Move:
    """Return where publishing a notice takes the proposal: after step 5 to be carried out, after step 6 to hang."""
    if position.state is not ProposalState.DISCLOSING:
        return Impossible(_("There is nothing to be published at this step."))
    if position.step is StepKey.DISCLOSE_RESOLUTION:
        return replace(position, state=ProposalState.EXECUTING)
    return replace(position, state=ProposalState.RESULTS_HANG)


def close(position: Position) -> Move:
    """Return the end of a matter whose results have hung to their last day, with everything answered."""
    if position.state is not ProposalState.RESULTS_HANG:
        return Impossible(_("Only a matter whose results hang is closed."))
    return replace(position, state=ProposalState.CLOSED)


def carry_out(position: Position) -> Move:
    """Return where finished execution takes the proposal: to the disclosure of its results."""
    if position.state is not ProposalState.EXECUTING:
        return Impossible(_("Results can be disclosed only when the resolution has been carried out."))
    return Position(step=StepKey.DISCLOSE_RESULTS, state=ProposalState.DISCLOSING)


def reopen(position: Position) -> Move:
    """Return where a matter goes whose results turned out not to be the end: back to being carried out."""
    if position.state not in (ProposalState.RESULTS_HANG, ProposalState.CLOSED):
        return Impossible(_("Only a matter whose results are published is opened again."))
    return Position(step=StepKey.DISCLOSE_RESOLUTION, state=ProposalState.EXECUTING)


def hold_again(position: Position, *, to: StepKey, reason: str) -> Move:
    """Order a step held again that was skipped or held without a quorum; only supervision may, and never quietly."""
    if position.state in OVER:
        return Impossible(_("This matter has ended; nothing can move it."))
    return _go_back(to, reason=reason, latest=position.step.number)


def undo(position: Position, *, step: StepKey, outcome: StepOutcome) -> Move:
    """Return where the matter stands when what was decided at `step` counts no longer: where it stood before.

    That is possible while it still stands where that outcome took it, and nowhere else.
    """
    before = Position(step=step)
    if position != advance(before, outcome=outcome):
        return Impossible(_("The matter has moved on since this vote; it can't be put back to where it stood before."))
    return before


def revise(position: Position, *, substantial: bool, vote_begun: bool = False) -> Move:
    """Return where a new revision of the text takes the proposal.

    What the Party members reviewed is what is voted on: a revision of substance after step 3 must be
    conferred on and reviewed again, so it goes back to step 2.
    """
    if position.state not in OPEN:
        return Impossible(_("The text can be revised only while the matter is in discussion."))
    if vote_begun:
        return Impossible(_("The vote on this text has begun; it can't be revised now."))
    if substantial and position.step is StepKey.RESOLVE:
        return replace(position, step=StepKey.CONFER)
    return position


def _next(position: Position) -> Position:
    following = StepKey.numbered(position.step.number + 1)
    state = ProposalState.IN_DISCUSSION if following in DISCUSSIONS else ProposalState.DISCLOSING
    return Position(step=following, state=state)


def _withdraw(position: Position, *, vote_begun: bool) -> Move:
    if position.state not in OPEN or (position.step is StepKey.RESOLVE and vote_begun):
        return Impossible(_("A matter can be withdrawn only before the vote of step 4."))
    return replace(position, state=ProposalState.WITHDRAWN)


def _return(position: Position, *, to: StepKey | None, reason: str) -> Move:
    if to is None:
        return Impossible(_("Name the discussion step to go back to."))
    return _go_back(to, reason=reason, latest=position.step.number - 1)


def _go_back(to: StepKey, *, reason: str, latest: int) -> Move:
    if to not in DISCUSSIONS:
        return Impossible(_("Name the discussion step to go back to."))
    if not reason.strip():
        return Impossible(_("Say why the matter goes back."))
    if to.number > latest:
        return Impossible(_("A matter can go back only to an earlier step."))
    return Position(step=to)
