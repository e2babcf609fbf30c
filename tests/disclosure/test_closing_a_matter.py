"""A matter is finished when its results have hung to their last day and everybody who asked has an answer."""

from datetime import timedelta

import pytest

from app.database import fetch_value
from app.disclosure.queries.reopened import reopened_of
from app.disclosure.services.closing import close_what_has_hung
from app.disclosure.services.objections import answer, object_to
from app.disclosure.services.reopening import reopen_ledger
from tests.client import Doors, said
from tests.disclosure.conftest import WEEKS_LATER, Story
from tests.story import note, pay, published_results

pytestmark = pytest.mark.anyio
LAST_DAY = WEEKS_LATER + timedelta(days=15)


async def with_results(story: Story) -> None:
    matter, village = story.matter.id, story.village
    await pay(matter, village, yuan=400_000, at=WEEKS_LATER)
    await note(matter, village, at=WEEKS_LATER, who="监督委员会", what="合格")
    await published_results(matter, village, explanation="排水沟由村民捐工", at=WEEKS_LATER)


async def state_of(story: Story) -> str:
    return str(await fetch_value("SELECT state FROM proposal WHERE id = $1", story.matter.id))


async def test_it_is_not_finished_before_its_results_have_hung(published: Story) -> None:
    await with_results(published)

    assert await close_what_has_hung(at=LAST_DAY) == 0
    assert await state_of(published) == "results_hang"

    assert await close_what_has_hung(at=LAST_DAY + timedelta(days=1)) == 1
    assert await state_of(published) == "closed"
    assert await fetch_value("SELECT count(*) FROM record_entry WHERE kind = 'proposal.closed'") == 1
    assert await close_what_has_hung(at=LAST_DAY + timedelta(days=2)) == 0


async def test_an_objection_keeps_it_open_until_it_is_answered(published: Story) -> None:
    await with_results(published)
    made = await object_to(await published.hanging(), "只装了十盏。", address="10.0.0.1", at=LAST_DAY)
    after = LAST_DAY + timedelta(days=3)

    assert await close_what_has_hung(at=after) == 0
    await answer(made, "其余两盏明日安装。", by=published.village.secretary, at=after)

    assert await close_what_has_hung(at=after) == 1


async def test_pages_say_that_the_results_hang_and_not_that_it_is_finished(
    published: Story, published_doors: Doors
) -> None:
    await with_results(published)
    published_doors.clock.now = WEEKS_LATER
    anyone = await published_doors.as_(None)
    at = f"/v/mgb/proposals/{published.matter.slug}"

    for page in ("/v/mgb", at, "/v/mgb/proposals"):
        assert "结果公示中" in said(await anyone.get(page)), page
    assert "本议题办结" not in said(await anyone.get(at))
    assert '"results_hang"' in (await anyone.get(f"/api/v1/villages/mgb/proposals/{published.matter.slug}")).text


async def test_results_that_hang_are_opened_again_too(published: Story) -> None:
    await with_results(published)

    await reopen_ledger(published.matter.id, reason="漏记一笔", by=published.village.clerk, at=WEEKS_LATER)

    assert await state_of(published) == "executing"
    assert await reopened_of(published.matter.id) is not None


async def test_a_matter_whose_resolution_is_in_review_leads_to_no_ledger(
    resolved: Story, resolved_doors: Doors
) -> None:
    anyone = await resolved_doors.as_(None)
    at = f"/v/mgb/proposals/{resolved.matter.slug}"

    assert f"{at}/execution" not in (await anyone.get(at)).text
    assert (await anyone.get(f"{at}/execution")).status_code == 404
