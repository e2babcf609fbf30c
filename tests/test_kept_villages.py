"""What pages print about a village is asked for once, and again as soon as the village's record grows."""

import pytest

from app.kept_villages import KeptVillages
from app.live import Hub
from app.place import Place
from tests.cast import Cast

pytestmark = pytest.mark.anyio


@pytest.fixture
def hub() -> Hub:
    """A hub that listens and knows where the village's record stands."""
    hub = Hub()
    hub.listening = True
    hub.learn("mgb", 7)
    return hub


async def test_a_village_is_asked_for_once_until_its_record_grows(village: Cast, hub: Hub) -> None:
    asked: list[str] = []

    async def ask(code: str) -> Place:
        asked.append(code)
        return village.place

    find = KeptVillages(hub=hub, ask=ask)
    await find("mgb")
    await find("mgb")
    hub.learn("mgb", 8)
    found = await find("mgb")

    assert found == village.place
    assert asked == ["mgb", "mgb"]


async def test_while_nothing_is_heard_every_page_asks(village: Cast, hub: Hub) -> None:
    asked: list[str] = []

    async def ask(code: str) -> Place:
        asked.append(code)
        return village.place

    find = KeptVillages(hub=hub, ask=ask)
    hub.listening = False
    await find("mgb")
    await find("mgb")

    assert asked == ["mgb", "mgb"]


async def test_a_code_that_names_no_village_is_never_remembered(hub: Hub) -> None:
    async def ask(_code: str) -> None:
        return None

    find = KeptVillages(hub=hub, ask=ask)

    assert await find("nowhere") is None
    assert find.kept == {}
