"""The notice board: what everybody sees of a village, the same for each, and nothing that is not public."""

from datetime import timedelta

import pytest

from app.deliberation.services.threads import PostDraft, hide_post, say
from app.disclosure.queries.board import board_of
from app.disclosure.queries.notices import published_notices
from app.disclosure.services.drafting import draft_resolution
from app.disclosure.services.objections import object_to
from tests.cast import EIGHT, Cast
from tests.client import Doors, said
from tests.deliberation.sittings import a_called_meeting, an_emptied_meeting
from tests.disclosure.public.asking import questions
from tests.story import UNANIMOUS, Hands, a_published_resolution, a_resolved_matter

pytestmark = pytest.mark.anyio

LATER = EIGHT + timedelta(hours=3)


async def test_the_board_shows_what_hangs_what_is_discussed_and_how_matters_ended(village: Cast, doors: Doors) -> None:
    road = await a_resolved_matter(village, last=EIGHT)
    await a_published_resolution(road.id, village, at=LATER)
    lost = (UNANIMOUS, UNANIMOUS, Hands(absent=3), Hands(absent=4, against=12))
    await a_resolved_matter(village, title="提高误工补贴标准", last=EIGHT, hands=lost)
    await a_resolved_matter(village, title="村庄规划", last=EIGHT, hands=(UNANIMOUS,))

    answer = await (await doors.as_(None)).get("/v/mgb")
    page = answer.text

    assert "曼村决〔2026〕1号" in page
    assert "公示期4月20日至5月5日，共15日，张贴当日不计入" in said(answer)
    assert "赞成3，反对12，弃权0" in said(answer)
    assert "未通过" in page
    assert "实施中" in page
    assert "村庄规划" in page
    assert "第2步" in page
    assert "0000-8216045" in page
    assert "/v/mgb/suggestions" in page


async def test_the_board_counts_today_among_the_days_that_are_left(village: Cast) -> None:
    road = await a_resolved_matter(village, last=EIGHT)
    await a_published_resolution(road.id, village, at=EIGHT)

    first = await board_of(village.place, today=EIGHT.date())
    last = await board_of(village.place, today=EIGHT.date() + timedelta(days=15))
    over = await board_of(village.place, today=EIGHT.date() + timedelta(days=16))

    assert [card.days_left for card in first.notices] == [15]
    assert [card.days_left for card in last.notices] == [1]
    assert over.notices == ()


async def test_the_board_shows_no_draft_no_hidden_post_and_no_name_of_who_objects(village: Cast, doors: Doors) -> None:
    road = await a_resolved_matter(village, last=EIGHT)
    await a_published_resolution(road.id, village, at=EIGHT)
    notice = (await published_notices(village.place.id))[0]
    await object_to(notice, "钱从哪里来？", name="刀有意见", contact="10000099999", address="10.0.0.1", at=EIGHT)
    drafted = await a_resolved_matter(village, title="尚未公布的事", last=EIGHT)
    await draft_resolution(drafted.id, by=village.clerk, at=EIGHT)
    post = await say(road.id, PostDraft(text="骂人的话"), by=village.resident, at=EIGHT)
    await hide_post(post, reason="骂人", by=village.supervisor, at=EIGHT)
    reader = await doors.as_(None)

    pages = [(await reader.get(f"/v/mgb{path}")).text for path in ("", "/proposals/2026-1", "/proposals/2026-2")]

    assert "已收到异议1件" in pages[0]
    for page in pages:
        assert "刀有意见" not in page
        assert "10000099999" not in page
        assert "骂人的话" not in page
        assert "关于尚未公布的事的决议公告" not in page


async def test_everybody_gets_the_same_bytes_until_the_next_act(village: Cast, doors: Doors) -> None:
    road = await a_resolved_matter(village, last=EIGHT, hands=(UNANIMOUS,))
    reader = await doors.as_(None)
    first = await reader.get("/v/mgb/proposals/2026-1")
    doors.clock.now = EIGHT + timedelta(minutes=5)

    with questions() as asked:
        again = await reader.get("/v/mgb/proposals/2026-1")
    known = await reader.get("/v/mgb/proposals/2026-1", headers={"if-none-match": first.headers["etag"]})
    await say(road.id, PostDraft(text="水沟太短"), by=village.resident, at=EIGHT)
    changed = await reader.get("/v/mgb/proposals/2026-1")

    assert again.content == first.content
    assert asked.times == 0
    assert known.status_code == 304
    assert known.content == b""
    assert "水沟太短" in changed.text


async def test_the_board_asks_four_questions_however_much_there_is(village: Cast) -> None:
    for number in range(3):
        await a_resolved_matter(village, title=f"事项{number}", last=EIGHT, hands=(UNANIMOUS,))
    road = await a_resolved_matter(village, last=EIGHT)
    await a_published_resolution(road.id, village, at=EIGHT)
    await board_of(village.place, today=EIGHT.date())  # the rule pack is read once

    with questions() as asked:
        board = await board_of(village.place, today=EIGHT.date())

    assert asked.times == 4
    assert len(board.talked) == 3


async def test_the_board_of_the_next_village_knows_nothing_of_ours(village: Cast, doors: Doors) -> None:
    road = await a_resolved_matter(village, last=EIGHT)
    await a_published_resolution(road.id, village, at=EIGHT)
    reader = await doors.as_(None)

    there = await reader.get("/v/xp")

    assert "曼坝寨" not in there.text
    assert (await reader.get("/v/xp/proposals/2026-1")).status_code == 404
    assert (await reader.get("/v/nowhere")).status_code == 404


async def test_a_meeting_with_nothing_left_is_no_coming_meeting(village: Cast, doors: Doors) -> None:
    called, emptied = await a_called_meeting(village), await an_emptied_meeting(village)
    anyone = await doors.as_(None)

    for page in (
        (await anyone.get("/v/mgb")).text,
        (await anyone.get("/v/mgb/calendar.ics")).text.replace("\r\n ", ""),
    ):
        assert f"/v/mgb/meetings/{called}" in page
        assert str(emptied) not in page
