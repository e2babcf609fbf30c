"""Withdrawing, deferring, taking up again, sending back and ordering a step again."""

import asyncio

import pytest

from app.database import fetch_value
from app.deliberation.queries.meetings import meeting_view
from app.deliberation.queries.passages import current_passage
from app.deliberation.rules.states import PassageOutcome, ProposalState
from app.deliberation.rules.step_keys import StepKey
from app.deliberation.services.courses import (
    defer_proposal,
    order_again,
    resume_proposal,
    return_proposal,
    withdraw_proposal,
)
from app.deliberation.services.proposals import put_forward
from app.refusals import Forbidden, Missing, Refused
from tests.cast import EIGHT, Cast
from tests.deliberation.matters import a_matter, draft, end_step
from tests.deliberation.sittings import a_called_meeting, kinds_of

pytestmark = pytest.mark.anyio


async def state_of(matter: object) -> ProposalState:
    return ProposalState(await fetch_value("SELECT state FROM proposal WHERE id = $1", matter))


async def test_the_sponsor_withdraws_before_the_vote_of_step_4(village: Cast) -> None:
    matter = await put_forward(draft(sponsor=village.committee.person), by=village.secretary, at=EIGHT)

    await withdraw_proposal(matter.id, reason="资金未落实", by=village.committee, at=EIGHT)

    assert await state_of(matter.id) is ProposalState.WITHDRAWN
    assert await current_passage(matter.id) is None
    assert (await kinds_of(matter.id))[-1] == "proposal.withdrawn"


async def test_nobody_else_withdraws(village: Cast) -> None:
    matter = await a_matter(village)

    for actor in (village.resident, village.supervisor, village.committee):
        with pytest.raises(Forbidden):
            await withdraw_proposal(matter.id, reason="不同意", by=actor, at=EIGHT)
    with pytest.raises(Missing):
        await withdraw_proposal(matter.id, reason="不同意", by=village.stranger, at=EIGHT)


async def test_after_the_resolution_nothing_is_withdrawn(village: Cast) -> None:
    matter = await a_matter(village, at_step=StepKey.DISCLOSE_RESOLUTION)

    with pytest.raises(Refused):
        await withdraw_proposal(matter.id, reason="资金未落实", by=village.secretary, at=EIGHT)

    assert await state_of(matter.id) is ProposalState.DISCLOSING


async def test_withdrawing_twice_at_once_withdraws_once(village: Cast) -> None:
    matter = await a_matter(village)

    answers = await asyncio.gather(
        *(withdraw_proposal(matter.id, reason="资金未落实", by=village.secretary, at=EIGHT) for _ in range(2)),
        return_exceptions=True,
    )

    assert {type(answer) for answer in answers} == {type(None), Refused}


async def test_a_deferred_matter_waits_in_its_step_and_is_taken_up_there(village: Cast) -> None:
    matter = await a_matter(village, at_step=StepKey.CONFER)
    before = await current_passage(matter.id)

    await defer_proposal(matter.id, reason="等规划批复", by=village.secretary, at=EIGHT)
    waiting = await state_of(matter.id)
    await resume_proposal(matter.id, by=village.secretary, at=EIGHT)

    assert waiting is ProposalState.DEFERRED
    assert await state_of(matter.id) is ProposalState.IN_DISCUSSION
    assert await current_passage(matter.id) == before
    assert (await kinds_of(matter.id))[-2:] == ["proposal.deferred", "proposal.resumed"]


async def test_a_matter_is_withdrawn_and_deferred_for_a_reason_only(village: Cast) -> None:
    matter = await a_matter(village)

    for act in (withdraw_proposal, defer_proposal):
        with pytest.raises(Refused, match="Say why"):
            await act(matter.id, reason=" ", by=village.secretary, at=EIGHT)


async def test_only_the_secretary_defers_takes_up_and_sends_back(village: Cast) -> None:
    matter = await a_matter(village, at_step=StepKey.CONFER)

    for act in (
        defer_proposal(matter.id, reason="等规划批复", by=village.committee, at=EIGHT),
        resume_proposal(matter.id, by=village.committee, at=EIGHT),
        return_proposal(matter.id, to=StepKey.PROPOSE, reason="造价要重新核算", by=village.committee, at=EIGHT),
    ):
        with pytest.raises(Forbidden):
            await act


async def test_a_matter_that_is_put_off_leaves_the_agenda_it_stood_on(village: Cast) -> None:
    meeting = await a_called_meeting(village)
    (item,) = (await meeting_view(meeting, village=village.place.id)).items

    await defer_proposal(item.proposal, reason="等规划批复", by=village.secretary, at=EIGHT)

    (left,) = (await meeting_view(meeting, village=village.place.id)).items
    assert (left.outcome, left.ended_at) == (PassageOutcome.DEFERRED, EIGHT)


async def test_only_a_deferred_matter_is_taken_up_again(village: Cast) -> None:
    matter = await a_matter(village)

    with pytest.raises(Refused):
        await resume_proposal(matter.id, by=village.secretary, at=EIGHT)


async def test_a_matter_is_sent_back_with_a_reason(village: Cast) -> None:
    matter = await a_matter(village, at_step=StepKey.RESOLVE)

    await return_proposal(matter.id, to=StepKey.CONFER, reason="造价要重新核算", by=village.secretary, at=EIGHT)

    passage = await current_passage(matter.id)
    assert passage is not None
    assert (passage.step, passage.round) == (StepKey.CONFER, 2)
    assert (await kinds_of(matter.id))[-1] == "proposal.returned"


@pytest.mark.parametrize(("to", "reason"), [(StepKey.REVIEW, "往前送"), (StepKey.PROPOSE, " ")])
async def test_a_matter_is_not_sent_forward_and_not_without_a_reason(village: Cast, to: StepKey, reason: str) -> None:
    matter = await a_matter(village, at_step=StepKey.CONFER)

    with pytest.raises(Refused):
        await return_proposal(matter.id, to=to, reason=reason, by=village.secretary, at=EIGHT)

    assert await fetch_value("SELECT step FROM proposal WHERE id = $1", matter.id) == 2


async def test_the_supervision_committee_orders_a_step_again(village: Cast) -> None:
    matter = await a_matter(village, at_step=StepKey.DISCLOSE_RESOLUTION)

    await order_again(matter.id, to=StepKey.REVIEW, reason="党员大会未达法定人数", by=village.supervisor, at=EIGHT)

    passage = await current_passage(matter.id)
    assert passage is not None
    assert (passage.step, passage.round) == (StepKey.REVIEW, 2)
    assert await state_of(matter.id) is ProposalState.IN_DISCUSSION


async def test_nobody_else_orders_a_step_again(village: Cast) -> None:
    matter = await a_matter(village, at_step=StepKey.RESOLVE)

    for actor in (village.secretary, village.township, village.administrator, village.resident):
        with pytest.raises(Forbidden):
            await order_again(matter.id, to=StepKey.REVIEW, reason="理由", by=actor, at=EIGHT)


async def test_an_ended_matter_is_not_ordered_again(village: Cast) -> None:
    matter = await a_matter(village)
    await end_step(matter.id, PassageOutcome.REJECTED, by=village.secretary)

    with pytest.raises(Refused):
        await order_again(matter.id, to=StepKey.PROPOSE, reason="理由", by=village.supervisor, at=EIGHT)
