"""Which changes of course are open to whom, as the page offers them; the acts themselves decide again."""

from enum import StrEnum

from app.deliberation.rules.states import ProposalState
from app.deliberation.rules.step_keys import StepKey
from app.deliberation.rules.steps import OPEN, OVER, Position


class Course(StrEnum):
    """A change of course; its value stands in the address."""

    WITHDRAW = "withdraw"
    DEFER = "defer"
    RESUME = "resume"
    RETURN = "return"
    ORDER_AGAIN = "order-again"


def offered_to(position: Position, *, secretary: bool, sponsor: bool, supervision: bool) -> set[Course]:
    """Return what a person may do about a matter at `position`."""
    offered: set[Course] = set()
    in_discussion = position.state is ProposalState.IN_DISCUSSION
    if (secretary or sponsor) and position.state in OPEN:
        offered.add(Course.WITHDRAW)
    if secretary and in_discussion:
        offered.add(Course.DEFER)
    if secretary and in_discussion and position.step is not StepKey.PROPOSE:
        offered.add(Course.RETURN)
    if secretary and position.state is ProposalState.DEFERRED:
        offered.add(Course.RESUME)
    if supervision and position.state not in OVER:
        offered.add(Course.ORDER_AGAIN)
    return offered
