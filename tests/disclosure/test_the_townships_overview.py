"""The township sees every village of its name: what is late, objected to and held again, and can change nothing."""

from datetime import timedelta

import pytest

from app.deliberation.rules.step_keys import StepKey
from app.deliberation.services.courses import order_again
from app.disclosure.queries.ledger import ledger_of
from app.disclosure.queries.township import villages_seen
from app.disclosure.services.execution import take_back
from app.disclosure.services.objections import object_to
from tests.cast import Cast
from tests.client import Doors
from tests.disclosure.conftest import NEXT_DAY, Story
from tests.story import UNANIMOUS, a_resolved_matter, pay

pytestmark = pytest.mark.anyio


async def test_an_objection_stands_open_and_then_late(published: Story, published_doors: Doors) -> None:
    by = published.village
    await object_to(await published.hanging(), "钱呢", address="10.0.0.1", at=NEXT_DAY)
    later = (NEXT_DAY + timedelta(days=30)).date()

    soon = await villages_seen(by.place, today=NEXT_DAY.date())
    late = await villages_seen(by.place, today=later)

    here = next(one for one in soon if one.home == "/v/mgb")
    assert [len(here.of(concern)) for concern in ("late", "objected", "held_again")] == [0, 1, 0]
    assert [line.late for line in here.of("objected")] == [False]
    assert [line.late for line in late[0].of("objected")] == [True]
    assert {one.home for one in soon} == {"/v/mgb", "/v/xp"}, "both carry the name of the town"


async def test_what_was_paid_beyond_the_vote_is_seen_until_it_is_put_right(
    published: Story, published_doors: Doors
) -> None:
    by, matter = published.village, published.matter
    await pay(matter.id, by, yuan=1, at=NEXT_DAY)
    assert not (await villages_seen(by.place, today=NEXT_DAY.date()))[0].of("overspent")
    await pay(matter.id, by, line=2, yuan=90_000, at=NEXT_DAY)

    (line,) = (await villages_seen(by.place, today=NEXT_DAY.date()))[0].of("overspent")
    page = await (await published_doors.as_(by.township)).get("/v/mgb/township")

    assert (line.path, line.late) == (f"/proposals/{matter.slug}/execution", False)
    assert "有项目付款超过决议" in page.text

    entry = next(one for one in (await ledger_of(matter.id)).entries if one.fen == 9_000_000)
    await take_back(entry.id, reason="多写一位", by=by.clerk, at=NEXT_DAY)
    assert not (await villages_seen(by.place, today=NEXT_DAY.date()))[0].of("overspent")


async def test_a_step_ordered_held_again_is_seen(village: Cast) -> None:
    matter = await a_resolved_matter(village, last=NEXT_DAY, hands=(UNANIMOUS, UNANIMOUS))
    await order_again(matter.id, to=StepKey.CONFER, reason="未达人数", by=village.supervisor, at=NEXT_DAY)

    (line,) = (await villages_seen(village.place, today=NEXT_DAY.date()))[0].of("held_again")

    assert line.path == f"/proposals/{matter.year}-{matter.number}"


async def test_the_page_leads_to_what_everybody_may_read(published: Story, published_doors: Doors) -> None:
    by = published.village
    await object_to(await published.hanging(), "钱呢", address="10.0.0.1", at=NEXT_DAY)
    officer = await published_doors.as_(by.township)

    page = await officer.get("/v/mgb/township")
    desk = await officer.get("/v/mgb/desk")
    stranger = await (await published_doors.as_(by.secretary)).get("/v/mgb/township")

    assert "勐澜镇各村" in page.text
    assert "新平村" in page.text
    assert 'href="/v/mgb/notices/resolution-2026-1"' in page.text
    assert 'href="/v/mgb/township"' in desk.text
    assert stranger.status_code == 403
