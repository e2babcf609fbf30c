"""When a matter has a ledger: one definition for its page, its links and the ledger itself."""

from app.deliberation.rules.states import ProposalState
from app.deliberation.rules.step_keys import StepKey
from app.deliberation.rules.steps import Position

RESULTS_OUT = (ProposalState.RESULTS_HANG, ProposalState.CLOSED)


def has_ledger(position: Position) -> bool:
    """Return whether the resolution of a matter is published, so that there is a ledger."""
    results = position.state is ProposalState.DISCLOSING and position.step is StepKey.DISCLOSE_RESULTS
    return results or position.state in (ProposalState.EXECUTING, *RESULTS_OUT)
