"""The rail of six steps as a reader sees it: what is done, what is on, what is ahead, what failed."""

from enum import StrEnum

from app.deliberation.rules.matter_words import STATES
from app.deliberation.rules.states import ProposalState
from app.deliberation.rules.step_keys import StepKey
from app.deliberation.rules.steps import Position
from app.words import Message, _

ENDED = (ProposalState.REJECTED, ProposalState.WITHDRAWN)


class RailState(StrEnum):
    """How a step looks on the rail."""

    DONE = "done"
    NOW = "now"
    AHEAD = "ahead"
    FAILED = "failed"


def rail_state(step: StepKey, *, position: Position) -> RailState:
    """Return how `step` looks while the matter stands at `position`."""
    at = position.step.number + (position.state is ProposalState.EXECUTING)  # step 5 is done, step 6 waits for the work
    if position.state is ProposalState.CLOSED or step.number < at:
        return RailState.DONE
    if step.number > at:
        return RailState.AHEAD
    return RailState.FAILED if position.state in ENDED else RailState.NOW


def rail_word(step: StepKey, *, position: Position) -> Message:
    """Return the word under a step: a matter that ended says so, a step that never comes says that too."""
    state = rail_state(step, position=position)
    if state is RailState.DONE:
        return _("carried") if step.number <= StepKey.RESOLVE.number else _("disclosed")
    if state is RailState.AHEAD:
        return _("no longer") if position.state in ENDED else _("not yet")
    if position.state in (*ENDED, ProposalState.DEFERRED, ProposalState.EXECUTING, ProposalState.RESULTS_HANG):
        return STATES[position.state]
    return _("in progress")
