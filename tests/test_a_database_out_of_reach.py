"""What happens while the database is away: guests are told politely, and live news comes back by itself."""

import asyncio
from collections.abc import AsyncIterator
from typing import NoReturn
from urllib.parse import urlsplit

import asyncpg
import pytest

from app.database import configure, execute, see_usable
from app.embedded import EmbeddedPostgres
from app.live import hub
from app.machine import MachineError
from app.record import version_of
from tests.cast import Cast
from tests.client import Doors
from tests.conftest import in_database
from tests.test_the_record import write_some

pytestmark = pytest.mark.anyio


@pytest.fixture
async def master(postgres: EmbeddedPostgres) -> AsyncIterator[asyncpg.Connection]:
    """Another connection, not to the village's database, that can shut that one."""
    connection = await asyncpg.connect(dsn=postgres.dsn)
    yield connection
    await connection.close()


async def shut(dsn: str, *, by: asyncpg.Connection) -> None:
    name = urlsplit(dsn).path.strip("/")
    await by.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS false")
    await by.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1", name)


async def open_again(dsn: str, *, by: asyncpg.Connection) -> None:
    await by.execute(f"ALTER DATABASE {urlsplit(dsn).path.strip('/')} ALLOW_CONNECTIONS true")


async def until(listening: bool) -> None:
    async with asyncio.timeout(10):
        while hub.listening is not listening:  # noqa: ASYNC110  # the hub tells nobody of itself
            await asyncio.sleep(0.05)


async def test_a_guest_is_told_on_a_page_with_every_header(
    database: str, doors: Doors, master: asyncpg.Connection
) -> None:
    client = await doors.as_(None)
    await client.get("/v/mgb")

    await shut(database, by=master)
    answer = await client.get("/v/mgb/proposals")
    await open_again(database, by=master)

    assert answer.status_code == 503
    assert "暂停服务" in answer.text
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["retry-after"] == "30"
    assert "content-security-policy" in answer.headers
    assert (await client.get("/v/mgb/proposals")).status_code == 200


@pytest.mark.parametrize("lost", [ConnectionResetError, asyncpg.InternalClientError, asyncpg.AdminShutdownError])
async def test_a_connection_lost_at_the_door_or_behind_it_is_told_as_such(
    doors: Doors, monkeypatch: pytest.MonkeyPatch, lost: type[Exception]
) -> None:
    def lose() -> NoReturn:
        raise lost

    client = await doors.as_(None)
    with monkeypatch.context() as broken:
        broken.setattr("app.database.connection", lose)
        at_the_door = await client.get("/v/mgb/proposals")
    for _ in range(2):
        await client.get("/v/mgb")  # from then on the reception knows the village and need not ask
    with monkeypatch.context() as broken:
        broken.setattr("app.database.connection", lose)
        behind_it = await client.get("/v/mgb/proposals")

    assert [at_the_door.status_code, behind_it.status_code] == [503, 503]
    assert "暂停服务" in behind_it.text


async def test_the_news_come_back_with_the_database(
    database: str, village: Cast, doors: Doors, master: asyncpg.Connection
) -> None:
    await until(True)

    await shut(database, by=master)
    await until(False)
    await asyncio.sleep(1.2)  # one attempt is refused meanwhile, by PostgreSQL and not by the socket
    await open_again(database, by=master)
    await until(True)
    await write_some(village, count=1)
    await asyncio.sleep(0.2)

    assert hub.version("mgb") == await version_of("mgb")


async def test_a_database_that_is_not_there_is_said_in_one_sentence(empty_database: str) -> None:
    for dsn in ("postgresql://127.0.0.1:1/yishi", empty_database.replace("/t", "/nothing-like-")):
        configure(dsn)

        with pytest.raises(MachineError, match="The database cannot be reached"):
            await see_usable()
    configure("postgresql://yishi:secret/word@127.0.0.1/yishi")

    with pytest.raises(MachineError) as refusal:
        await see_usable()

    configure(empty_database)
    assert "secret" not in str(refusal.value)


async def test_a_database_that_cannot_hold_chinese_is_refused(postgres: EmbeddedPostgres, empty_database: str) -> None:
    await execute("CREATE DATABASE in_ascii TEMPLATE template0 ENCODING 'SQL_ASCII' LOCALE_PROVIDER libc LOCALE 'C'")
    configure(in_database(postgres, "in_ascii"))

    with pytest.raises(MachineError, match="SQL_ASCII; Yishi needs UTF8"):
        await see_usable()

    configure(empty_database)
    await execute("DROP DATABASE in_ascii")
    await see_usable()
