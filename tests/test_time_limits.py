"""One lock never makes a village wait; a full, frozen or absent machine is told of in a sentence."""

import asyncio
import os
import signal
import time
from collections.abc import AsyncIterator
from typing import NoReturn

import asyncpg
import pytest
from anyio import Path as AsyncPath

from app import connections
from app.connections import Busy, OutOfReach, RoomToAct
from app.database import DB, LOST, close_pool, configure, fetch_value, open_pool, transaction
from app.outages import Outage, outage_of
from app.settings import settings
from app.store import Unkept
from tests.cast import Cast
from tests.client import Doors, open_doors
from tests.test_files import photo_with_a_place
from tests.votes.hall import Hall, sit

pytestmark = pytest.mark.anyio

READERS_WAIT = 1.5  # seconds, at most, on a busy machine


@pytest.fixture
async def guarded(village: Cast) -> AsyncIterator[Doors]:
    """The house on the pool with which it serves, and its limits."""
    await close_pool()
    await open_pool(limited=True)
    async with open_doors() as opened:
        yield opened


@pytest.fixture
async def outsider(database: str) -> AsyncIterator[asyncpg.Connection]:
    """Somebody's console, beside the house."""
    connection = await asyncpg.connect(dsn=database)
    yield connection
    await connection.close()


async def a_vote(village: Cast) -> tuple[Hall, str]:
    assert village.representative.person is not None
    hall = await sit(village, present=15, first=(village.representative.person,))
    return hall, str(await hall.open())


async def test_while_ten_ballots_wait_for_a_lock_every_other_page_opens(
    guarded: Doors, village: Cast, outsider: asyncpg.Connection
) -> None:
    _hall, vote = await a_vote(village)
    voter, reader = await guarded.as_(village.representative), await guarded.as_(village.resident)
    held = outsider.transaction()
    await held.start()
    await outsider.execute("SELECT id FROM vote WHERE id = $1 FOR UPDATE", vote)

    ballots = [asyncio.create_task(voter.post(f"/v/mgb/votes/{vote}", data={"choice": "for"})) for _number in range(10)]
    await asyncio.sleep(0.5)
    waits = list[float]()
    for page in ("/", "/v/xp/login", "/v/mgb/desk", "/v/mgb/proposals") * 2:
        began = time.monotonic()
        assert (await reader.get(page)).status_code == 200
        waits.append(time.monotonic() - began)
    refused = await asyncio.gather(*ballots)
    await held.rollback()
    taken = await voter.post(f"/v/mgb/votes/{vote}", data={"choice": "for"})

    print(f"slowest page while ten ballots wait: {max(waits):.2f} s")
    assert max(waits) < READERS_WAIT
    assert {answer.status_code for answer in refused} == {503}
    assert {answer.headers["retry-after"] for answer in refused} == {"5"}
    assert "没有存上" in refused[0].text
    assert "填写的内容不会丢失" in refused[0].text
    assert taken.status_code == 303


async def test_who_finds_every_connection_in_use_is_told_so_in_time(
    guarded: Doors, village: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connections, "ACQUIRE_SECONDS", 0.2)
    reader = await guarded.as_(None)
    assert DB.pool is not None
    lent = [await DB.pool.acquire() for _number in range(8)]

    answer = await reader.get("/v/mgb/proposals")
    for connection in lent:
        await DB.pool.release(connection)

    assert answer.status_code == 503
    assert (await reader.get("/v/mgb/proposals")).status_code == 200


async def test_a_database_that_froze_is_given_up_and_used_again_when_it_goes_on(
    database: str, village: Cast, outsider: asyncpg.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connections, "COMMAND_SECONDS", 0.7)
    monkeypatch.setattr(connections, "ACQUIRE_SECONDS", 1.0)
    await close_pool()
    await open_pool(limited=True)
    async with open_doors() as doors:
        reader = await doors.as_(village.secretary)
        await asyncio.gather(*(reader.get("/v/mgb/desk") for _number in range(8)))
        mine = await outsider.fetchval("SELECT pg_backend_pid()")
        frozen = [
            row["pid"]
            for row in await outsider.fetch(
                "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND pid <> $1"
                " AND query NOT LIKE 'LISTEN%'",
                mine,
            )
        ]
        for pid in frozen:
            os.kill(pid, signal.SIGSTOP)
        began = time.monotonic()
        try:
            answers = await asyncio.gather(*(reader.get("/v/mgb/desk") for _number in range(3)))
            took = time.monotonic() - began
            anew = await reader.get("/v/mgb/desk")
        finally:
            for pid in frozen:
                os.kill(pid, signal.SIGCONT)
        afterwards = [(await reader.get("/v/mgb/desk")).status_code for _number in range(10)]

    assert {answer.status_code for answer in answers} <= {503}
    assert took < 5
    assert anew.status_code in (200, 503)
    assert set(afterwards) == {200}


@pytest.mark.usefixtures("guarded")
async def test_an_act_that_waits_too_long_for_room_is_not_begun(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connections, "ACQUIRE_SECONDS", 0.2)
    stay, inside = asyncio.Event(), list[int]()

    async def act(number: int) -> None:
        async with transaction():
            inside.append(number)
            await stay.wait()

    acts = [asyncio.create_task(act(number)) for number in range(8)]
    await asyncio.sleep(0.6)
    read = await fetch_value("SELECT 1")
    stay.set()
    ended = await asyncio.gather(*acts, return_exceptions=True)

    assert (len(inside), read) == (6, 1)
    assert [type(fault) for fault in ended if fault is not None] == [Busy, Busy]


@pytest.mark.parametrize(("connections_of_all", "for_acts"), [(1, 1), (2, 2), (3, 2), (8, 6), (30, 20)])
async def test_a_third_of_the_connections_is_for_readers(connections_of_all: int, for_acts: int) -> None:
    room = RoomToAct(connections_of_all)

    assert room._room._value == for_acts


@pytest.mark.parametrize(
    ("fault", "outage", "says"),
    [
        (asyncpg.LockNotAvailableError(), Outage.BUSY, "没有存上"),
        (asyncpg.DeadlockDetectedError(), Outage.BUSY, "没有存上"),
        (asyncpg.QueryCanceledError(), Outage.BUSY, "没有存上"),
        (asyncpg.TooManyConnectionsError(), Outage.BUSY, "没有存上"),
        (Busy(), Outage.BUSY, "没有存上"),
        (asyncpg.DiskFullError(), Outage.FULL, "没有存上。 服务器已满"),
        (asyncpg.ReadOnlySQLTransactionError(), Outage.FULL, "没有存上。 服务器已满"),
        (Unkept(), Outage.FULL, "没有存上。 服务器已满"),
        (asyncpg.AdminShutdownError(), Outage.AWAY, "不知道是否存上"),
        (TimeoutError(), Outage.AWAY, "不知道是否存上"),
        (OutOfReach(), Outage.AWAY, "不知道是否存上"),
    ],
    ids=lambda given: type(given).__name__ if isinstance(given, Exception) else None,
)
async def test_each_outage_has_its_sentence_at_the_door_and_behind_it(
    doors: Doors, village: Cast, monkeypatch: pytest.MonkeyPatch, fault: Exception, outage: Outage, says: str
) -> None:
    def fail() -> NoReturn:
        raise fault

    stranger = await doors.as_(None)
    guest = await doors.as_(village.resident)
    for _number in range(2):
        await stranger.get("/v/mgb")  # from then on the reception knows the village and need not ask
    with monkeypatch.context() as broken:
        broken.setattr("app.database.connection", fail)
        looked = await stranger.get("/v/mgb/proposals")
        acted = await guest.post("/v/mgb/suggestions/new", data={"text": "装路灯"})
        asked = await stranger.get("/api/v1/villages/mgb/disclosures")

    assert outage_of(fault) is outage
    assert [looked.status_code, acted.status_code, asked.status_code] == [503, 503, 503]
    assert ("存上" in looked.text, says in " ".join(acted.text.split())) == (False, True)


def test_whatever_is_told_as_an_outage_behind_the_door_is_one_at_the_door() -> None:
    for kind in LOST:
        assert outage_of(kind("gone")) is not None, kind


async def test_a_file_store_that_cannot_be_written_saves_nothing_and_says_so(
    doors: Doors, village: Cast, tmp_path: AsyncPath, monkeypatch: pytest.MonkeyPatch
) -> None:
    blocked = AsyncPath(tmp_path) / "no-folder"
    await blocked.write_text("a file where the store should be")
    monkeypatch.setenv("YISHI_FILES", str(blocked / "files"))
    settings.cache_clear()
    hall = await sit(village, present=15)
    slug = await fetch_value("SELECT year || '-' || number FROM proposal WHERE id = $1", hall.proposal)

    answer = await (await doors.as_(village.secretary)).post(
        f"/v/mgb/proposals/{slug}/attach", files={"paper": ("a.jpg", photo_with_a_place(), "image/jpeg")}
    )
    settings.cache_clear()

    assert answer.status_code == 503
    assert "没有存上" in answer.text
    assert await fetch_value("SELECT count(*) FROM attachment WHERE proposal = $1", hall.proposal) == 0


async def test_a_database_that_is_not_there_is_out_of_reach_by_whatever_way_it_fails(database: str) -> None:
    for dsn in ("postgresql:///yishi?host=/nowhere", "postgresql://127.0.0.1:1/yishi"):
        configure(dsn)
        with pytest.raises(OutOfReach):
            await DB.get_new_connection()
    configure(database)
