"""Revising a matter."""

import asyncio

import pytest

from app.database import fetch, fetch_row, fetch_value
from app.deliberation.queries.passages import current_passage
from app.deliberation.rules.states import PassageOutcome
from app.deliberation.rules.step_keys import StepKey
from app.deliberation.services.revisions import Outdated, RevisionDraft, revise
from app.refusals import Forbidden, Missing, Refused
from tests.cast import EIGHT, Cast
from tests.deliberation.matters import ROAD, ROAD_REVISED, a_matter, change, end_step, spending, wording

pytestmark = pytest.mark.anyio


async def test_a_change_is_a_new_revision_and_the_old_one_stays(village: Cast) -> None:
    matter = await a_matter(village)

    number = await revise(matter.id, change(), by=village.secretary, at=EIGHT)

    rows = await fetch("SELECT number, text, reason FROM revision WHERE proposal = $1 ORDER BY number", matter.id)
    assert number == 2
    assert [tuple(row) for row in rows] == [(1, ROAD, ""), (2, ROAD_REVISED, "按党员意见修改")]


async def test_of_two_who_change_the_same_revision_the_second_is_told_so(village: Cast) -> None:
    matter = await a_matter(village)

    answers = await asyncio.gather(
        revise(matter.id, change("甲的文字"), by=village.secretary, at=EIGHT),
        revise(matter.id, change("乙的文字"), by=village.clerk, at=EIGHT),
        return_exceptions=True,
    )

    assert {type(answer) for answer in answers} == {int, Outdated}
    assert await fetch_value("SELECT count(*) FROM revision WHERE proposal = $1", matter.id) == 2


async def test_a_change_of_nothing_is_refused(village: Cast) -> None:
    matter = await a_matter(village)

    with pytest.raises(Refused) as refusal:
        await revise(matter.id, change(ROAD), by=village.secretary, at=EIGHT)

    assert refusal.value.field == "text"


async def test_a_change_without_a_reason_is_refused(village: Cast) -> None:
    matter = await a_matter(village)

    with pytest.raises(Refused) as refusal:
        await revise(matter.id, change(reason=" "), by=village.secretary, at=EIGHT)

    assert refusal.value.field == "reason"


async def test_another_amount_of_money_is_substance_whatever_it_is_called(village: Cast) -> None:
    costs = wording(ROAD, money=(spending(yuan=486_000),))
    begun = await a_matter(village, at_step=StepKey.RESOLVE, words=costs)
    dearer = RevisionDraft(wording=wording(ROAD, money=(spending(yuan=586_000),)), reason="笔误", base=1)

    await revise(begun.id, dearer, by=village.secretary, at=EIGHT)

    passage = await current_passage(begun.id)
    assert passage is not None
    assert passage.step is StepKey.CONFER


async def test_another_name_for_the_same_money_is_no_substance(village: Cast) -> None:
    costs = wording(ROAD, money=(spending("砼路面"),))
    begun = await a_matter(village, at_step=StepKey.RESOLVE, words=costs)
    plainer = RevisionDraft(wording=wording(ROAD, money=(spending("混凝土路面"),)), reason="写清楚", base=1)

    await revise(begun.id, plainer, by=village.secretary, at=EIGHT)

    passage = await current_passage(begun.id)
    assert passage is not None
    assert passage.step is StepKey.RESOLVE


async def test_a_change_of_substance_after_step_3_goes_back_to_step_2(village: Cast) -> None:
    matter = await a_matter(village, at_step=StepKey.RESOLVE)

    await revise(matter.id, change(substantial=True), by=village.secretary, at=EIGHT)

    passage = await current_passage(matter.id)
    assert passage is not None
    assert (passage.step, passage.round) == (StepKey.CONFER, 2)
    left = await fetch_row("SELECT outcome, reason FROM passage WHERE proposal = $1 AND step = 4", matter.id)
    assert left is not None
    assert tuple(left) == (PassageOutcome.RETURNED, "按党员意见修改")


async def test_a_small_change_after_step_3_stays_there(village: Cast) -> None:
    matter = await a_matter(village, at_step=StepKey.RESOLVE)

    await revise(matter.id, change(), by=village.secretary, at=EIGHT)

    passage = await current_passage(matter.id)
    assert passage is not None
    assert (passage.step, passage.round) == (StepKey.RESOLVE, 1)


async def test_a_resolved_text_is_not_revised(village: Cast) -> None:
    matter = await a_matter(village, at_step=StepKey.DISCLOSE_RESOLUTION)

    with pytest.raises(Refused):
        await revise(matter.id, change(), by=village.secretary, at=EIGHT)


async def test_a_rejected_text_is_not_revised(village: Cast) -> None:
    matter = await a_matter(village, at_step=StepKey.REVIEW)
    await end_step(matter.id, PassageOutcome.REJECTED, by=village.secretary)

    with pytest.raises(Refused):
        await revise(matter.id, change(), by=village.secretary, at=EIGHT)


async def test_a_resident_revises_nothing_and_a_stranger_finds_nothing(village: Cast) -> None:
    matter = await a_matter(village)

    with pytest.raises(Forbidden):
        await revise(matter.id, change(), by=village.resident, at=EIGHT)
    with pytest.raises(Missing):
        await revise(matter.id, change(), by=village.stranger, at=EIGHT)
