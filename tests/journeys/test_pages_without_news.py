"""A page that lives on news connects however slowly its script comes; where none can come it says so and asks."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from uuid import UUID

import pytest
from playwright.async_api import Browser, Route

from app.deliberation.queries.attendance import members_due
from app.deliberation.services.attendance import tick
from tests.cast import EIGHT, Cast
from tests.deliberation.sittings import an_open_meeting
from tests.journeys.house import served
from tests.journeys.phone import Phone, a_phone, in_chinese

pytestmark = pytest.mark.anyio

STANDS_STILL = "#standstill:visible"
CONNECTED = "/live"


@asynccontextmanager
async def a_page(database: str, village: Cast, browser: Browser, folder: Path) -> AsyncIterator[tuple[Phone, str]]:
    """Lend a stranger's phone and the address of the numbers of an open meeting."""
    meeting = await an_open_meeting(village)
    with served(database=database, folder=folder) as house:
        async with a_phone(browser, f"{house.address}/v/mgb") as phone:
            yield phone, f"/meetings/{meeting}"


async def somebody_comes(address: str, village: Cast) -> None:
    meeting = UUID(address.rpartition("/")[2])
    absent = [one for one in await members_due(meeting) if not one.present]
    await tick(meeting, absent[0].person, by=village.clerk, at=EIGHT)


async def present(phone: Phone) -> str:
    return await phone.page.locator("#attendance-panel").inner_text()


async def until_it_changes(phone: Phone, before: str, *, seconds: float) -> None:
    async with asyncio.timeout(seconds):
        while await present(phone) == before:  # noqa: ASYNC110  # the page tells nobody
            await asyncio.sleep(0.2)


async def test_a_script_that_comes_late_is_connected_all_the_same(
    database: str, village: Cast, browser: Browser, tmp_path: Path
) -> None:
    async with a_page(database, village, browser, tmp_path) as (phone, address):

        async def late(route: Route) -> None:
            await asyncio.sleep(0.4)
            await route.continue_()

        await phone.page.route("**/static/**.js", late)
        async with phone.page.expect_response(lambda answer: answer.url.endswith(CONNECTED)):
            await phone.open(f"{address}/attendance")
        before = await present(phone)

        await somebody_comes(address, village)
        await until_it_changes(phone, before, seconds=15)

        assert await phone.page.locator(STANDS_STILL).count() == 0
        assert phone.complaints == []


@pytest.mark.parametrize("fault", ["cut", "held back"])
async def test_where_no_news_come_the_page_says_so_and_asks(
    database: str, village: Cast, browser: Browser, tmp_path: Path, fault: str
) -> None:
    async with a_page(database, village, browser, tmp_path) as (phone, address):
        stay = asyncio.Event()

        async def hinder(route: Route) -> None:
            if fault == "cut":
                await route.abort()
            else:
                await stay.wait()  # a proxy that waits for the end of an answer before it passes it on

        await phone.page.route(f"**{CONNECTED}", hinder)
        await phone.open(f"{address}/attendance")
        await phone.page.locator(STANDS_STILL).wait_for(timeout=15_000)
        before = await present(phone)
        await somebody_comes(address, village)
        await until_it_changes(phone, before, seconds=20)

        await phone.must_say("Load it again")
        await phone.look()
        stay.set()
        assert not [one for one in phone.complaints if "ERR_FAILED" not in one and "htmx:error" not in one]


async def test_a_page_whose_news_come_again_takes_the_line_away(
    database: str, village: Cast, browser: Browser, tmp_path: Path
) -> None:
    async with a_page(database, village, browser, tmp_path) as (phone, address):

        async def late(route: Route) -> None:
            await asyncio.sleep(8)
            await route.continue_()

        await phone.page.route(f"**{CONNECTED}", late)
        await phone.open(f"{address}/attendance")
        await phone.page.locator(STANDS_STILL).wait_for(timeout=15_000)

        await phone.page.locator(STANDS_STILL).wait_for(state="detached", timeout=20_000)

        assert in_chinese("Load it again") not in await phone.text()
