"""The six steps of a matter in one line, for lists."""

from dataclasses import dataclass

from app.deliberation.rules.matter_words import SHORT_STEPS, STEPS
from app.deliberation.rules.rail import RailState, rail_state
from app.deliberation.rules.step_keys import StepKey
from app.deliberation.rules.steps import Position
from app.words import Message


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """One step as the macro `steps` of `components/state.html` draws it."""

    state: RailState
    title: Message
    short: Message


def small_rail(position: Position) -> tuple[Mark, ...]:
    """Return the six steps of a matter that stands at `position`."""
    return tuple(
        Mark(state=rail_state(step, position=position), title=STEPS[step], short=SHORT_STEPS[step]) for step in StepKey
    )
