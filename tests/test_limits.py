"""A bucket of tries: so many at once, so many a minute, and never one more however many come together."""

import asyncio
from datetime import timedelta

import pytest

from app.limits import give_back, keyed, left, network_of, spend, wait_words
from tests.cast import EIGHT, Cast

pytestmark = pytest.mark.anyio


async def try_at(seconds: int = 0, *, key: str = "door") -> int | None:
    return await spend(key, burst=3, per_minute=2, at=EIGHT + timedelta(seconds=seconds))


async def test_three_tries_are_free_and_the_fourth_waits(village: Cast) -> None:
    waits = [await try_at() for _try in range(4)]

    assert waits == [None, None, None, 30]


async def test_a_try_comes_back_every_half_minute(village: Cast) -> None:
    for _try in range(3):
        await try_at()

    waits = [await try_at(29), await try_at(30), await try_at(31), await try_at(61), await try_at(600)]

    assert waits == [2, None, 30, None, None]  # a wait is rounded up, never down


async def test_a_full_bucket_holds_no_more_than_its_size(village: Cast) -> None:
    await try_at()

    waits = [await try_at(86_400) for _try in range(4)]

    assert waits == [None, None, None, 30]


async def test_of_twenty_at_the_same_moment_three_come_in(village: Cast) -> None:
    waits = await asyncio.gather(*(try_at() for _try in range(20)))

    assert waits.count(None) == 3


async def test_a_try_that_was_none_is_given_back(village: Cast) -> None:
    for _try in range(3):
        await try_at()

    await give_back("door", burst=3)

    assert await left("door", burst=3, per_minute=2, at=EIGHT) == 1


async def test_nobody_pays_for_another(village: Cast) -> None:
    for _try in range(3):
        await try_at()

    assert await try_at(key="another door") is None


async def test_a_clock_that_goes_back_gives_nothing(village: Cast) -> None:
    for _try in range(3):
        await try_at()

    assert await try_at(-3600) == 30


@pytest.mark.parametrize(
    ("host", "network"),
    [
        ("203.0.113.7", "203.0.113.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"),
        ("2001:db8:1:2:ffff::1", "2001:db8:1:2::"),
        ("::ffff:203.0.113.7", "203.0.113.7"),
        ("testclient", "testclient"),
    ],
)
def test_a_customer_with_a_whole_network_counts_once(host: str, network: str) -> None:
    assert network_of(host) == network


def test_a_bucket_names_no_address() -> None:
    assert "203" not in keyed("203.0.113.7") or len(keyed("203.0.113.7")) == 32
    assert keyed("203.0.113.7") != keyed("203.0.113.8")


@pytest.mark.parametrize(
    ("seconds", "words"), [(1, "1 second"), (59, "59 seconds"), (60, "1 minute"), (61, "2 minutes")]
)
def test_a_wait_is_said_in_words(seconds: int, words: str) -> None:
    assert str(wait_words(seconds)) == words
