"""Where the outcome of each step takes a matter."""

import pytest

from app.database import fetch, fetch_value, transaction
from app.deliberation.queries.passages import current_passage
from app.deliberation.rules.states import PassageOutcome, ProposalState
from app.deliberation.rules.step_keys import StepKey
from app.deliberation.services.passages import carry_out, finish_step
from app.refusals import Missing, Refused
from tests.cast import EIGHT, Cast
from tests.deliberation.matters import a_matter, end_step

pytestmark = pytest.mark.anyio


async def state_of(matter: object) -> tuple[int, str]:
    rows = await fetch("SELECT step, state FROM proposal WHERE id = $1", matter)
    return rows[0]["step"], rows[0]["state"]


async def test_a_carried_step_begins_the_next(village: Cast) -> None:
    matter = await a_matter(village)

    await end_step(matter.id, PassageOutcome.CARRIED, by=village.secretary)

    passage = await current_passage(matter.id)
    assert passage is not None
    assert passage.step is StepKey.CONFER
    assert await state_of(matter.id) == (2, ProposalState.IN_DISCUSSION)


async def test_a_rejected_step_ends_the_matter(village: Cast) -> None:
    matter = await a_matter(village)

    await end_step(matter.id, PassageOutcome.REJECTED, by=village.secretary)

    assert await current_passage(matter.id) is None
    assert await state_of(matter.id) == (1, ProposalState.REJECTED)


@pytest.mark.parametrize("outcome", [PassageOutcome.INQUORATE, PassageOutcome.VOID])
async def test_a_sitting_that_decides_nothing_leaves_the_step_open(village: Cast, outcome: PassageOutcome) -> None:
    matter = await a_matter(village)
    before = await current_passage(matter.id)

    await end_step(matter.id, outcome, by=village.secretary)

    assert await current_passage(matter.id) == before


async def test_a_returned_matter_passes_the_earlier_step_again(village: Cast) -> None:
    matter = await a_matter(village, at_step=StepKey.REVIEW)

    await end_step(matter.id, PassageOutcome.RETURNED, to=StepKey.PROPOSE, by=village.secretary)

    passage = await current_passage(matter.id)
    assert passage is not None
    assert (passage.step, passage.round) == (StepKey.PROPOSE, 2)


async def test_a_matter_goes_through_all_six_steps_until_its_results_hang(village: Cast) -> None:
    matter = await a_matter(village, at_step=StepKey.DISCLOSE_RESOLUTION)
    states = [await state_of(matter.id)]

    await end_step(matter.id, PassageOutcome.CARRIED, by=village.supervisor)
    states.append(await state_of(matter.id))
    async with transaction():
        await carry_out(matter.id, by=village.secretary, at=EIGHT)
    states.append(await state_of(matter.id))
    await end_step(matter.id, PassageOutcome.CARRIED, by=village.supervisor)
    states.append(await state_of(matter.id))

    assert states == [(5, "disclosing"), (5, "executing"), (6, "disclosing"), (6, "results_hang")]
    assert await fetch_value("SELECT count(*) FROM passage WHERE proposal = $1 AND outcome = 'carried'", matter.id) == 6


async def test_a_step_that_has_ended_gets_no_second_outcome(village: Cast) -> None:
    matter = await a_matter(village)
    passage = await current_passage(matter.id)
    assert passage is not None
    await end_step(matter.id, PassageOutcome.CARRIED, by=village.secretary)

    with pytest.raises(Refused):
        async with transaction():
            await finish_step(passage.id, outcome=PassageOutcome.REJECTED, by=village.secretary, at=EIGHT)


async def test_a_move_belongs_inside_the_transaction_of_an_act(village: Cast) -> None:
    matter = await a_matter(village)
    passage = await current_passage(matter.id)
    assert passage is not None

    with pytest.raises(RuntimeError):
        await finish_step(passage.id, outcome=PassageOutcome.CARRIED, by=village.secretary, at=EIGHT)


async def test_a_stranger_moves_nothing(village: Cast) -> None:
    matter = await a_matter(village)
    passage = await current_passage(matter.id)
    assert passage is not None

    with pytest.raises(Missing):
        async with transaction():
            await finish_step(passage.id, outcome=PassageOutcome.CARRIED, by=village.stranger, at=EIGHT)
