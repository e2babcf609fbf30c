"""The record of a village: what the walk finds when somebody has been at the database by hand."""

import asyncio

import pytest

from app.chain import Break
from app.database import execute, fetch_value, transaction
from app.record import head_of, verify, write_entry
from tests.cast import EIGHT, Cast

pytestmark = pytest.mark.anyio


async def write_some(village: Cast, *, count: int) -> None:
    for number in range(count):
        async with transaction():
            await write_entry("test.said", subject=village.place.id, by=village.clerk, at=EIGHT, facts={"n": number})


async def by_hand(statement: str) -> None:
    """Do what only a thief with the keys of the database can do."""
    await execute("ALTER TABLE record_entry DISABLE TRIGGER ALL")
    await execute(statement)
    await execute("ALTER TABLE record_entry ENABLE TRIGGER ALL")


async def test_an_untouched_record_holds(village: Cast) -> None:
    await write_some(village, count=5)

    assert await verify(village.place.id) is None


@pytest.mark.parametrize(
    "change",
    [
        """facts = '{"n":99}'""",
        "actor_name = '别人'",
        "at = at + interval '1 second'",
        "kind = 'vote.closed'",
        "subject = gen_random_uuid()",
    ],
)
async def test_an_altered_entry_is_named(village: Cast, change: str) -> None:
    await write_some(village, count=5)

    await by_hand(f"UPDATE record_entry SET {change} WHERE village = '{village.place.id}' AND seq = 4")

    assert await verify(village.place.id) == Break(seq=4, fault="altered")


async def test_a_removed_entry_is_named(village: Cast) -> None:
    await write_some(village, count=5)

    await by_hand(f"DELETE FROM record_entry WHERE village = '{village.place.id}' AND seq = 4")

    assert await verify(village.place.id) == Break(seq=4, fault="removed")


async def test_a_removed_last_entry_is_named(village: Cast) -> None:
    await write_some(village, count=2)
    last, _hash = await head_of(village.place.id)

    await by_hand(f"DELETE FROM record_entry WHERE village = '{village.place.id}' AND seq = {last}")

    assert await verify(village.place.id) == Break(seq=last, fault="removed")


async def test_two_entries_that_changed_places_are_named(village: Cast) -> None:
    await write_some(village, count=5)

    for old, new in ((4, 400), (5, 4), (400, 5)):
        await by_hand(f"UPDATE record_entry SET seq = {new} WHERE village = '{village.place.id}' AND seq = {old}")

    assert await verify(village.place.id) == Break(seq=4, fault="reordered")


async def test_acts_at_the_same_moment_stand_one_after_the_other(village: Cast) -> None:
    before, _hash = await head_of(village.place.id)

    await asyncio.gather(*(write_some(village, count=5) for _ in range(6)))

    after, _hash = await head_of(village.place.id)
    assert after - before == 30
    assert await verify(village.place.id) is None


async def test_an_act_that_fails_leaves_no_entry(village: Cast) -> None:
    before = await head_of(village.place.id)

    with pytest.raises(ZeroDivisionError):
        async with transaction():
            await write_entry("test.said", subject=village.place.id, by=village.clerk, at=EIGHT, facts={})
            _never = 1 // int(await fetch_value("SELECT 0"))

    assert await head_of(village.place.id) == before
