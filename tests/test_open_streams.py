"""Open streams are counted: whoever opens very many is refused, everybody else is not; and all end when told."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from app.live import Hub
from app.streams import FOR_PAGES, MOST, Streams, most_of_this_machine, streams
from tests.cast import Cast
from tests.client import Doors
from tests.deliberation.sittings import an_open_meeting

pytestmark = pytest.mark.anyio


async def silence() -> AsyncIterator[str]:
    yield "event: listening\n\n"
    await asyncio.Event().wait()


async def opened(house: Streams, address: str) -> AsyncIterator[str]:
    stream = house.counted(address, silence())
    await anext(stream)
    return stream


async def test_one_address_fills_its_own_room_and_no_others() -> None:
    house = Streams(most=5, most_of_one=2)

    first = [await opened(house, "192.0.2.7") for _number in range(2)]

    assert [house.has_room(address) for address in ("192.0.2.7", "192.0.2.8")] == [False, True]
    await first[0].aclose()  # type: ignore[attr-defined]  # a generator
    assert house.has_room("192.0.2.7")


async def test_a_house_is_full_for_everybody_and_has_room_as_soon_as_somebody_leaves() -> None:
    house = Streams(most=3, most_of_one=2)
    guests = [await opened(house, f"192.0.2.{number}") for number in range(3)]

    full = house.has_room("192.0.2.99")
    await guests[0].aclose()  # type: ignore[attr-defined]  # a generator

    assert (full, house.has_room("192.0.2.99")) == (False, True)


async def test_the_addresses_of_one_customer_are_one() -> None:
    house = Streams(most=5, most_of_one=1)

    await opened(house, "2001:db8:1:2::1")

    assert [house.has_room(one) for one in ("2001:db8:1:2::2", "2001:db8:1:3::1")] == [False, True]


def test_streams_never_take_the_open_files_that_pages_need() -> None:
    assert 50 <= most_of_this_machine() <= MOST
    assert FOR_PAGES < 1024, "the limit of many systems"


async def test_who_finds_no_room_is_told_when_to_come_again(
    doors: Doors, village: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    meeting = await an_open_meeting(village)
    monkeypatch.setattr(streams, "most", 0)

    answer = await (await doors.as_(None)).get(f"/v/mgb/meetings/{meeting}/live")

    assert (answer.status_code, answer.headers["retry-after"]) == (503, "30")


async def test_a_reader_who_does_not_keep_up_keeps_no_other_stream_open() -> None:
    hub = Hub()
    slow, quick = hub.stream("a"), hub.stream("a")
    waiting = [asyncio.ensure_future(anext(slow)), asyncio.ensure_future(anext(quick))]
    await asyncio.sleep(0)
    for number in range(101):
        hub._publish("a", f"news {number}")
    await asyncio.gather(*waiting)
    for _number in range(100):
        hub._publish("a", "more")
        await anext(quick)

    hub.close_streams()

    async with asyncio.timeout(5):
        rest = [event async for event in quick]
        late = [event async for event in slow]
    assert len(rest) <= 100
    assert len(late) <= 100
