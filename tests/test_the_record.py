"""The record of a village: what the walk finds when somebody has been at the database by hand."""

import asyncio
from dataclasses import replace
from datetime import UTC

import pytest

from app.chain import Break, Fault, Link
from app.database import execute, fetch_row, fetch_value, transaction
from app.record import head_of, verify, write_entry
from app.verifying import walk
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


async def link_of(village: Cast, *, seq: int) -> Link:
    row = await fetch_row("SELECT * FROM record_entry WHERE village = $1 AND seq = $2", village.place.id, seq)
    assert row is not None
    texts = {name: str(row[name] or "") for name in ("village", "kind", "subject", "actor", "actor_name")}
    at = row["at"].astimezone(UTC).isoformat()
    return Link(**texts, seq=seq, at=at, facts=row["facts"], previous=row["previous"])


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

    assert await verify(village.place.id) == Break(seq=4, fault=Fault("altered"))


async def test_a_removed_entry_is_named(village: Cast) -> None:
    await write_some(village, count=5)

    await by_hand(f"DELETE FROM record_entry WHERE village = '{village.place.id}' AND seq = 4")

    assert await verify(village.place.id) == Break(seq=4, fault=Fault("removed"))


async def test_a_removed_last_entry_is_named(village: Cast) -> None:
    await write_some(village, count=2)
    last, _hash = await head_of(village.place.id)

    await by_hand(f"DELETE FROM record_entry WHERE village = '{village.place.id}' AND seq = {last}")

    assert await verify(village.place.id) == Break(seq=last, fault=Fault("removed"))


async def test_two_entries_that_changed_places_are_named(village: Cast) -> None:
    await write_some(village, count=5)

    for old, new in ((4, 400), (5, 4), (400, 5)):
        await by_hand(f"UPDATE record_entry SET seq = {new} WHERE village = '{village.place.id}' AND seq = {old}")

    assert await verify(village.place.id) == Break(seq=4, fault=Fault("reordered"))


async def test_an_entry_that_was_altered_and_hashed_anew_is_named_and_not_the_one_after_it(village: Cast) -> None:
    await write_some(village, count=5)
    fourth = await link_of(village, seq=4)
    forged = replace(fourth, facts='{"n":99}')

    await by_hand(
        f"UPDATE record_entry SET facts = '{forged.facts}', hash = '{forged.hash()}'"
        f" WHERE village = '{village.place.id}' AND seq = 4"
    )

    assert await verify(village.place.id) == Break(seq=4, fault=Fault.ALTERED)


async def test_a_first_entry_that_follows_nothing_known_is_named(village: Cast) -> None:
    forged = replace(await link_of(village, seq=1), previous="f" * 64)

    await by_hand(
        f"UPDATE record_entry SET previous = '{forged.previous}', hash = '{forged.hash()}'"
        f" WHERE village = '{village.place.id}' AND seq = 1"
    )

    assert await verify(village.place.id) == Break(seq=1, fault=Fault.ALTERED)


async def test_an_entry_slipped_in_before_the_first_is_named(village: Cast) -> None:
    await by_hand(
        "INSERT INTO record_entry (village, seq, at, kind, subject, actor, actor_name, facts, previous, hash)"
        " SELECT village, 0, at, kind, subject, actor, actor_name, facts, previous, hash"
        f" FROM record_entry WHERE village = '{village.place.id}' AND seq = 1"
    )

    assert await verify(village.place.id) == Break(seq=0, fault=Fault.ADDED)


async def test_a_removed_entry_is_named_though_the_others_moved_up(village: Cast) -> None:
    await write_some(village, count=5)

    await by_hand(f"DELETE FROM record_entry WHERE village = '{village.place.id}' AND seq = 4")
    last, _hash = await head_of(village.place.id)
    for seq in range(5, last + 1):
        await by_hand(f"UPDATE record_entry SET seq = {seq - 1} WHERE village = '{village.place.id}' AND seq = {seq}")

    assert await verify(village.place.id) == Break(seq=4, fault=Fault.REMOVED)


async def test_a_forged_entry_at_the_end_is_named(village: Cast) -> None:
    await write_some(village, count=2)
    last, previous = await head_of(village.place.id)
    forged = replace(await link_of(village, seq=last), seq=last + 1, previous=previous)

    await by_hand(
        "INSERT INTO record_entry (village, seq, at, kind, subject, actor, actor_name, facts, previous, hash)"
        f" SELECT village, {last + 1}, at, kind, subject, actor, actor_name, facts, '{previous}', '{forged.hash()}'"
        f" FROM record_entry WHERE village = '{village.place.id}' AND seq = {last}"
    )

    assert await verify(village.place.id) == Break(seq=last + 1, fault=Fault.ADDED)


async def test_a_record_that_is_gone_with_its_head_is_missed(village: Cast) -> None:
    await by_hand("DELETE FROM record_entry")
    empty = await walk()
    await execute("ALTER TABLE record_head DISABLE TRIGGER ALL")
    await execute(f"DELETE FROM record_head WHERE village = '{village.place.id}'")

    headless = await walk()

    assert empty == (False, ["mgb: entry 1 was removed", "xp: entry 1 was removed"])
    assert headless == (False, ["mgb: the head of the record was removed", "xp: entry 1 was removed"])


async def test_one_village_that_holds_does_not_make_up_for_another(village: Cast) -> None:
    await by_hand(f"UPDATE record_entry SET kind = 'x' WHERE village = '{village.place.id}' AND seq = 1")

    hold, (here, there) = await walk()

    assert not hold
    assert here.startswith("mgb: entry 1 was altered")
    assert "entries hold" in there


async def test_the_last_entry_moved_up_over_one_that_was_removed_is_told_as_removed(village: Cast) -> None:
    await write_some(village, count=3)
    last, _hash = await head_of(village.place.id)

    await by_hand(f"DELETE FROM record_entry WHERE village = '{village.place.id}' AND seq = {last - 1}")
    await by_hand(f"UPDATE record_entry SET seq = {last - 1} WHERE village = '{village.place.id}' AND seq = {last}")

    assert await verify(village.place.id) == Break(seq=last - 1, fault=Fault.REMOVED)


async def test_what_is_written_during_the_walk_is_no_break(village: Cast) -> None:
    writing = asyncio.create_task(write_some(village, count=60))

    walks = [await walk() for _ in range(12)]

    await writing
    assert all(hold for hold, _lines in walks)


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
