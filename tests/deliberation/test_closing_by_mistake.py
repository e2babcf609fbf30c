"""A meeting that would leave items undecided is not closed by a slip, and one that was is opened again that day."""

import asyncio

import pytest

from app.deliberation.queries.meetings import meeting_view
from app.deliberation.queries.reopenings import reopenings_of
from app.deliberation.rules.states import MeetingState
from app.deliberation.services.meetings import call_meeting, close_meeting, reopen_meeting
from app.deliberation.services.sittings import ItemsLeft
from app.refusals import Forbidden, Missing, Refused
from tests.cast import EIGHT, Cast
from tests.client import Doors, said
from tests.deliberation.sittings import a_draft, an_open_meeting, kinds_of, later

pytestmark = pytest.mark.anyio


async def test_a_slip_does_not_close_a_meeting_with_an_open_item(village: Cast) -> None:
    meeting = await an_open_meeting(village, present=4)

    with pytest.raises(ItemsLeft, match="曼坝寨至新寨道路硬化工程"):
        await close_meeting(meeting, sure=False, by=village.clerk, at=EIGHT)

    assert (await meeting_view(meeting, village=village.place.id)).state is MeetingState.OPEN


async def test_the_page_asks_names_what_is_left_and_closes_when_sure(village: Cast, doors: Doors) -> None:
    meeting = await an_open_meeting(village, present=4)
    clerk = await doors.as_(village.clerk)
    address = f"/v/mgb/meetings/{meeting}"

    asked = await clerk.post(f"{address}/close")
    sure = await clerk.post(f"{address}/close", data={"sure": "yes"})

    assert asked.status_code == 409
    assert "还有1项议程没有结果" in said(asked)
    assert "曼坝寨至新寨道路硬化工程" in asked.text
    assert f"{address}/console" in asked.text
    assert (sure.status_code, sure.headers["location"]) == (303, address)


async def test_a_meeting_closed_by_mistake_is_opened_again_the_same_day(village: Cast, doors: Doors) -> None:
    meeting = await an_open_meeting(village, present=4)
    await close_meeting(meeting, by=village.clerk, at=later(minutes=30))

    await reopen_meeting(meeting, reason="点错了", by=village.clerk, at=later(minutes=33))

    found = await meeting_view(meeting, village=village.place.id)
    (reopening,) = await reopenings_of(meeting)
    page = said(await (await doors.as_(None)).get(f"/v/mgb/meetings/{meeting}"))
    assert (found.state, found.closed_at, found.current is not None) == (MeetingState.OPEN, None, True)
    assert (reopening.closed_at, reopening.opened_at) == (later(minutes=30), later(minutes=33))
    assert (await kinds_of(meeting))[-1] == "meeting.reopened"
    assert "恢复开会。理由：点错了" in page


async def test_on_the_next_day_it_stays_closed(village: Cast) -> None:
    meeting = await an_open_meeting(village, present=4)
    await close_meeting(meeting, by=village.clerk, at=later(minutes=30))

    with pytest.raises(Refused, match="only on the day"):
        await reopen_meeting(meeting, reason="点错了", by=village.clerk, at=later(hours=5))  # past midnight


async def test_what_another_meeting_has_taken_up_keeps_it_closed(village: Cast) -> None:
    meeting = await an_open_meeting(village, present=4)
    await close_meeting(meeting, by=village.clerk, at=EIGHT)
    left = (await meeting_view(meeting, village=village.place.id)).items[0].proposal
    await call_meeting(a_draft(village, left, starts_at=later(days=7)), by=village.clerk, at=EIGHT)

    with pytest.raises(Refused, match="another meeting already"):
        await reopen_meeting(meeting, reason="点错了", by=village.clerk, at=later(minutes=5))


@pytest.mark.parametrize("who", ["representative", "supervisor", "resident", "township"])
async def test_only_who_ran_it_opens_it_again_and_says_why(village: Cast, who: str) -> None:
    meeting = await an_open_meeting(village, present=4)
    await close_meeting(meeting, by=village.clerk, at=EIGHT)

    with pytest.raises(Forbidden):
        await reopen_meeting(meeting, reason="点错了", by=getattr(village, who), at=EIGHT)
    with pytest.raises(Missing):
        await reopen_meeting(meeting, reason="点错了", by=village.stranger, at=EIGHT)
    with pytest.raises(Refused, match="State the reason"):
        await reopen_meeting(meeting, reason=" ", by=village.clerk, at=EIGHT)


async def test_two_who_open_it_again_at_once_do_it_once(village: Cast) -> None:
    meeting = await an_open_meeting(village, present=4)
    await close_meeting(meeting, by=village.clerk, at=EIGHT)

    answers = await asyncio.gather(
        reopen_meeting(meeting, reason="点错了", by=village.clerk, at=EIGHT),
        reopen_meeting(meeting, reason="点错了", by=village.secretary, at=EIGHT),
        return_exceptions=True,
    )

    assert sorted(type(answer).__name__ for answer in answers) == ["NoneType", "Refused"]


async def test_the_page_shows_when_it_really_sat_and_what_comes_next(village: Cast, doors: Doors) -> None:
    meeting = await an_open_meeting(village, present=4)
    await close_meeting(meeting, by=village.clerk, at=later(minutes=42))
    matter = (await meeting_view(meeting, village=village.place.id)).items[0].proposal
    address = f"/v/mgb/meetings/{meeting}"

    clerk, anybody = await (await doors.as_(village.clerk)).get(address), await (await doors.as_(None)).get(address)

    assert "20:00至20:42" in said(anybody)
    assert f"/meetings/new?proposal={matter}" in clerk.text
    assert f"/meetings/new?proposal={matter}" not in anybody.text
