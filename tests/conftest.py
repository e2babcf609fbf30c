"""A real PostgreSQL for the tests, a fresh village for each of them, and a browser-like client without a browser."""

import os
import shutil
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

import anyio
import asyncpg
import pytest
from hypothesis import HealthCheck, settings

SCRATCH = Path(tempfile.mkdtemp(prefix="yishi-t-"))
os.environ["YISHI_DATA"] = str(SCRATCH / "data")
os.environ["LC_ALL"] = "C.UTF-8"  # the commands speak English here, whatever the machine speaks
os.environ["YISHI_PUBLIC_URL"] = "http://yishi.test"
os.environ.pop("DATABASE_URL", None)

from app.database import close_pool, configure, open_pool  # noqa: E402  # after the environment is set
from app.embedded import EmbeddedPostgres, start  # noqa: E402
from app.live import hub  # noqa: E402
from app.migrating import migrate  # noqa: E402
from app.reader import reading  # noqa: E402
from tests.cast import Cast, found_cast  # noqa: E402
from tests.client import Doors, open_doors  # noqa: E402
from tests.everywhere import Everywhere, something_everywhere  # noqa: E402

Played = TypeVar("Played")

# a busy machine is slow, not wrong
settings.register_profile("house", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("house")


def pytest_unconfigure() -> None:
    """Leave nothing of this process behind: each worker of a run on several cores has a folder of its own."""
    shutil.rmtree(SCRATCH, ignore_errors=True)


HASTY = ("fsync", "synchronous_commit", "full_page_writes")  # a test's database needs not survive a power cut


@pytest.fixture(scope="session")
def anyio_backend() -> str:
    """Run async tests on asyncio, as the house does."""
    return "asyncio"


@pytest.fixture(scope="session")
def postgres() -> Iterator[EmbeddedPostgres]:
    """One server for all tests of this run."""
    server = start(SCRATCH / "pg")

    async def hurry() -> None:
        connection = await asyncpg.connect(dsn=server.dsn)
        for name in HASTY:
            await connection.execute(f"ALTER SYSTEM SET {name} = off")
        await connection.execute("SELECT pg_reload_conf()")
        await connection.close()

    anyio.run(hurry)
    yield server
    server.stop()


def in_database(server: EmbeddedPostgres, name: str) -> str:
    """Return the address of one database of the server."""
    return server.dsn.replace("/postgres?", f"/{name}?")


async def _run(dsn: str, statement: str) -> None:
    connection = await asyncpg.connect(dsn=dsn)
    try:
        await connection.execute(statement)
    finally:
        await connection.close()


@pytest.fixture(scope="session")
def empty_template(postgres: EmbeddedPostgres) -> str:
    """A migrated database without a village, to be copied."""

    async def make() -> None:
        await _run(postgres.dsn, "CREATE DATABASE template_empty")
        configure(in_database(postgres, "template_empty"))
        await migrate()

    anyio.run(make)
    return "template_empty"


def played(postgres: EmbeddedPostgres, name: str, *, after: str, play: Callable[[], Awaitable[Played]]) -> Played:
    """Make the template `name`: a copy of `after` in which a story has been played once; return what it tells."""

    async def make() -> Played:
        await _run(postgres.dsn, f"CREATE DATABASE {name} TEMPLATE {after}")
        configure(in_database(postgres, name))
        await open_pool(size=2)
        try:
            return await play()
        finally:
            await close_pool()

    return anyio.run(make)


@pytest.fixture(scope="session")
def village_template(postgres: EmbeddedPostgres, empty_template: str) -> tuple[str, Cast]:
    """A database with the village of `cases/village.csv` and its neighbour, to be copied."""
    return "template_village", played(postgres, "template_village", after=empty_template, play=found_cast)


@pytest.fixture(scope="session")
def everywhere_template(postgres: EmbeddedPostgres, village_template: tuple[str, Cast]) -> Everywhere:
    """The database with something behind every address, to be copied."""
    template, village = village_template
    return played(postgres, "template_everywhere", after=template, play=lambda: something_everywhere(village))


async def copied(postgres: EmbeddedPostgres, template: str) -> AsyncIterator[str]:
    """Lend a copy of a template, with this process's connections in it, and drop it afterwards."""
    name = f"t{os.urandom(6).hex()}"
    await _run(postgres.dsn, f"CREATE DATABASE {name} TEMPLATE {template}")
    configure(in_database(postgres, name))
    await open_pool()
    try:
        yield in_database(postgres, name)
    finally:
        await hub.settle()
        await close_pool()
        await _run(postgres.dsn, f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
async def empty_database(postgres: EmbeddedPostgres, empty_template: str) -> AsyncIterator[str]:
    """A fresh migrated database without a village; its address."""
    async for dsn in copied(postgres, empty_template):
        yield dsn


@pytest.fixture
async def database(postgres: EmbeddedPostgres, village_template: tuple[str, Cast]) -> AsyncIterator[str]:
    """A fresh database with the village in it; its address."""
    async for dsn in copied(postgres, village_template[0]):
        yield dsn


@pytest.fixture
def village(database: str, village_template: tuple[str, Cast]) -> Cast:
    """The village of the tests with its fixed cast, in a fresh database."""
    return village_template[1]


@pytest.fixture
async def everywhere(postgres: EmbeddedPostgres, everywhere_template: Everywhere) -> AsyncIterator[Everywhere]:
    """A village with something behind every address, in a fresh database."""
    async for dsn in copied(postgres, "template_everywhere"):
        yield replace(everywhere_template, database=dsn)


@pytest.fixture
async def every_door(everywhere: Everywhere) -> AsyncIterator[Doors]:
    """The house opened on it."""
    async with open_doors() as opened:
        yield opened


@pytest.fixture
async def doors(village: Cast) -> AsyncIterator[Doors]:
    """The house opened for clients: `doors.as_(village.secretary)` comes logged in, `doors.stranger` does not."""
    async with open_doors() as opened:
        yield opened


@pytest.fixture
def in_english() -> Iterator[None]:
    """Read everything in English."""
    with reading(language="en"):
        yield
