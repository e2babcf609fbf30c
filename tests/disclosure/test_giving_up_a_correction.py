"""Giving up a correction: what hangs stays, the record tells it, and what is owed is never given up."""

from datetime import timedelta

import pytest

from app.database import fetch_value
from app.deliberation.rules.step_keys import StepKey
from app.deliberation.services.courses import order_again
from app.disclosure.queries.notices import notice_by_code
from app.disclosure.queries.reviews import draft_for, drafts_of, review_of
from app.disclosure.services.correcting import correct, redraft
from app.disclosure.services.drafting import draft_resolution
from app.disclosure.services.giving_up import give_up
from app.disclosure.services.reviewing import publish, return_notice
from app.refusals import Forbidden, Missing, Refused
from tests.client import Doors
from tests.disclosure.conftest import NEXT_DAY, WEEKS_LATER, Story
from tests.story import AGREED, SLIP, hold, note, pay, published_results

pytestmark = pytest.mark.anyio
LATER = NEXT_DAY + timedelta(days=2)


async def a_correction(story: Story) -> str:
    """Draft a correction of the resolution that hangs."""
    notice = await story.hanging()
    return str(await correct(notice.id, reason="更正错字", **SLIP, by=story.village.clerk, at=LATER))


async def test_what_hangs_stays_and_the_record_keeps_why(published: Story, published_doors: Doors) -> None:
    clerk = await published_doors.as_(published.village.clerk)
    draft = await a_correction(published)
    linked = f"/v/mgb/review/{draft}/give-up" in (await clerk.get(f"/v/mgb/review/{draft}")).text

    answer = await clerk.post(f"/v/mgb/review/{draft}/give-up", data={"reason": "原文没有错"})

    facts = await fetch_value("SELECT facts FROM record_entry WHERE kind = 'notice.given_up'")
    assert linked
    assert (answer.status_code, answer.headers["location"]) == (303, "/v/mgb/notices/resolution-2026-1")
    assert "原文没有错" in facts
    assert not (await published.hanging()).replaced
    assert await drafts_of(published.village.place.id) == []
    assert (await clerk.get(f"/v/mgb/review/{draft}")).status_code == 404


@pytest.mark.parametrize("returned", [False, True])
async def test_what_was_given_up_can_be_corrected_once_more(published: Story, returned: bool) -> None:
    village, notice = published.village, await published.hanging()
    draft = await correct(notice.id, reason="更正错字", **SLIP, by=village.clerk, at=LATER)
    if returned:
        await return_notice(draft, "数字不符", by=village.supervisor, at=LATER)
    await give_up(draft, reason="看错了", by=village.secretary, at=LATER)

    again = await correct(notice.id, reason="更正日期", **SLIP, by=village.clerk, at=LATER)

    found = await draft_for(again, village=village.place.id)
    assert (again, found.version, found.facts.heading.reason) == (draft, 2, "更正日期")
    await publish(again, AGREED, by=village.supervisor, at=LATER)
    old = await notice_by_code(notice.code)
    assert old is not None
    assert old.replaced


async def test_a_draft_that_was_given_up_is_neither_published_nor_drafted_anew(published: Story) -> None:
    village, notice = published.village, await published.hanging()
    draft = await correct(notice.id, reason="更正错字", **SLIP, by=village.clerk, at=LATER)
    await give_up(draft, reason="看错了", by=village.clerk, at=LATER)

    for act in (
        publish(draft, AGREED, by=village.supervisor, at=LATER),
        return_notice(draft, "数字不符", by=village.supervisor, at=LATER),
        redraft(draft, by=village.clerk, at=LATER),
    ):
        with pytest.raises(Refused, match="was given up"):
            await act
    with pytest.raises(Missing):
        await give_up(draft, reason="再一次", by=village.clerk, at=LATER)


async def test_a_first_notice_is_owed(resolved: Story) -> None:
    village = resolved.village
    draft = await draft_resolution(resolved.matter.id, by=village.clerk, at=NEXT_DAY)

    with pytest.raises(Refused, match="waits for this notice"):
        await give_up(draft, reason="不想公开", by=village.clerk, at=NEXT_DAY)
    assert not (await review_of(draft, village=village.place.id)).draft.spare


async def test_the_notice_of_what_was_decided_again_is_owed(published: Story) -> None:
    village, matter = published.village, published.matter.id
    await order_again(matter, to=StepKey.RESOLVE, reason="名册有误", by=village.supervisor, at=LATER)
    await hold(matter, village, starts=LATER + timedelta(days=5))
    draft = await draft_resolution(matter, by=village.clerk, at=LATER + timedelta(days=6))

    with pytest.raises(Refused, match="waits for this notice"):
        await give_up(draft, reason="不想公开", by=village.clerk, at=LATER + timedelta(days=6))


@pytest.mark.parametrize("paid", [False, True])
async def test_results_are_corrected_once_the_ledger_went_on(published: Story, paid: bool) -> None:
    village, matter = published.village, published.matter.id
    await pay(matter, village, yuan=380_000, at=LATER)
    await note(matter, village, at=LATER, what="合格")
    await published_results(matter, village, explanation="节余退回", at=WEEKS_LATER)
    notice, after = await published.hanging(), WEEKS_LATER + timedelta(days=1)
    draft = await correct(notice.id, reason="补记付款", by=village.clerk, at=after)
    if paid:
        await pay(matter, village, yuan=1_000, at=after)
        with pytest.raises(Refused, match="ledger says more"):
            await give_up(draft, reason="算了", by=village.clerk, at=after)
    else:
        await give_up(draft, reason="算了", by=village.clerk, at=after)
        with pytest.raises(Refused, match="Entries are made"):
            await pay(matter, village, yuan=1_000, at=after)


async def test_only_who_drafts_gives_up_and_says_why(published: Story) -> None:
    village, notice = published.village, await published.hanging()
    draft = await correct(notice.id, reason="更正错字", **SLIP, by=village.clerk, at=LATER)

    with pytest.raises(Forbidden):
        await give_up(draft, reason="看错了", by=village.committee, at=LATER)
    with pytest.raises(Missing):
        await give_up(draft, reason="看错了", by=village.stranger, at=LATER)
    with pytest.raises(Refused, match="Say why"):
        await give_up(draft, reason="  ", by=village.clerk, at=LATER)
