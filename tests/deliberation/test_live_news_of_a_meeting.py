"""What open pages hear of a meeting: the names of events, and nothing else."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from app.deliberation.queries.attendance import members_due
from app.deliberation.services.attendance import tick
from app.deliberation.services.meetings import close_meeting
from app.deliberation.web.attendance import events_of
from tests.cast import EIGHT, Cast
from tests.client import Doors
from tests.deliberation.sittings import an_open_meeting

pytestmark = pytest.mark.anyio


async def heard(stream: AsyncIterator[str]) -> str:
    return await asyncio.wait_for(anext(stream), 10)


@pytest.mark.usefixtures("doors")
async def test_a_sign_in_and_the_end_are_told_by_name_only(village: Cast) -> None:
    meeting = await an_open_meeting(village)
    (member, *_others) = await members_due(meeting)
    stream = events_of(meeting, again=False)
    hello = await heard(stream)
    listening = asyncio.create_task(heard(stream))
    await asyncio.sleep(0.05)

    await tick(meeting, member.person, by=village.clerk, at=EIGHT)
    first = await listening
    await close_meeting(meeting, by=village.clerk, at=EIGHT)
    second = await heard(stream)

    assert hello.startswith("retry:")
    assert first == "event: attendance\nid: 1\ndata: attendance\n\n"
    assert second == "event: meeting\nid: 1\ndata: meeting\n\n"


@pytest.mark.usefixtures("doors")
async def test_other_meetings_are_not_heard(village: Cast) -> None:
    meeting, other = await an_open_meeting(village), await an_open_meeting(village)
    stream = events_of(meeting, again=False)
    await heard(stream)
    listening = asyncio.create_task(heard(stream))
    await asyncio.sleep(0.05)

    await close_meeting(other, by=village.clerk, at=EIGHT)
    await close_meeting(meeting, by=village.clerk, at=EIGHT)

    assert "event: meeting" in await listening
    listening = asyncio.create_task(heard(stream))
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(listening, 0.3)


async def test_who_comes_back_after_a_break_is_told_to_fetch_everything(village: Cast, doors: Doors) -> None:
    meeting = await an_open_meeting(village)
    stream = events_of(meeting, again=True)

    await heard(stream)

    assert await heard(stream) == "event: refresh\nid: 1\ndata: refresh\n\n"
    assert (await (await doors.as_(None)).get(f"/v/xp/meetings/{meeting}/live")).status_code == 404
