"""Whoever kills a migration leaves a database that the next start brings to this version: nobody mends it by hand.

Each round kills a real `./yishi migrate` at a random moment. YISHI_KILLS says how many rounds there are (3).
"""

import asyncio
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import AsyncIterator
from pathlib import Path

import asyncpg
import pytest
from piccolo.apps.migrations.commands.forwards import run_forwards

from app.database import configure
from app.embedded import EmbeddedPostgres
from app.machine import MachineError
from app.migrating import APP, DONE_WHEN, migrate
from tests.conftest import in_database
from tests.test_migrations import shape

pytestmark = pytest.mark.anyio

ROOT = Path(__file__).parent.parent
ROUNDS = int(os.environ.get("YISHI_KILLS", "3"))
OF_21_NOVEMBER = "2026-11-21T20:00:00:000000"
PEOPLE = 2_000
AN_OLD_VILLAGE = f"""
INSERT INTO village (id, code, name, pack, founded_at)
  VALUES (gen_random_uuid(), 'mgb', '曼岗坝村', 'four-discussions', now());
INSERT INTO person (id, village, no, name, sex)
  SELECT gen_random_uuid(), village.id, 'P' || n, '村民' || n, 'female' FROM village, generate_series(1, {PEOPLE}) n
"""


async def told(dsn: str, statement: str) -> str:
    connection = await asyncpg.connect(dsn=dsn)
    try:
        return str(await connection.execute(statement))
    finally:
        await connection.close()


async def asked(dsn: str, question: str) -> object:
    connection = await asyncpg.connect(dsn=dsn)
    try:
        return await connection.fetchval(question)
    finally:
        await connection.close()


@pytest.fixture
async def fresh(postgres: EmbeddedPostgres) -> AsyncIterator[str]:
    """A database in which nothing is; afterwards it is gone."""
    name = f"k{os.urandom(6).hex()}"
    await told(postgres.dsn, f"CREATE DATABASE {name} TEMPLATE template0")
    yield in_database(postgres, name)
    await told(postgres.dsn, f"DROP DATABASE {name} WITH (FORCE)")


async def of_21_november(dsn: str) -> None:
    """Bring an empty database to the tables of that day, with people in them."""
    configure(dsn)
    assert (await run_forwards(APP, migration_id=OF_21_NOVEMBER)).success
    await told(dsn, AN_OLD_VILLAGE)


async def seconds_of_a_migration(dsn: str, process: subprocess.Popen[bytes]) -> float:
    """Return how long the program is seen at work in the database."""
    await seen(dsn)
    began = time.monotonic()
    process.wait(timeout=120)
    return time.monotonic() - began


async def seen(dsn: str) -> None:
    """Wait until the program has come to the database."""
    connection = await asyncpg.connect(dsn=dsn)
    others = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
    async with asyncio.timeout(60):
        while not await connection.fetchval(others):  # noqa: ASYNC110  # another program's doing
            await asyncio.sleep(0.002)
    await connection.close()


def migrating(dsn: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "app.cli", "migrate"]
    return subprocess.Popen(command, cwd=ROOT, env=os.environ | {"DATABASE_URL": dsn}, stdout=subprocess.DEVNULL)


@pytest.mark.parametrize("populated", [False, True], ids=["fresh", "populated"])
async def test_a_killed_migration_is_made_good_by_the_next(
    postgres: EmbeddedPostgres, empty_template: str, populated: bool
) -> None:
    whole = await shape(in_database(postgres, empty_template))
    name, before = f"k{os.urandom(6).hex()}", f"k{os.urandom(6).hex()}"
    dsn = in_database(postgres, name)
    await told(postgres.dsn, f"CREATE DATABASE {before} TEMPLATE template0")
    if populated:
        await of_21_november(in_database(postgres, before))
    await told(postgres.dsn, f"CREATE DATABASE {name} TEMPLATE {before}")
    lasts = await seconds_of_a_migration(dsn, migrating(dsn))
    killed_at_work, stuck = 0, list[str]()

    for _round in range(ROUNDS):
        await told(postgres.dsn, f"DROP DATABASE {name} WITH (FORCE)")
        await told(postgres.dsn, f"CREATE DATABASE {name} TEMPLATE {before}")
        victim = migrating(dsn)
        await seen(dsn)
        await asyncio.sleep(random.uniform(0, lasts))
        victim.send_signal(signal.SIGKILL)
        killed_at_work += victim.wait() == -signal.SIGKILL
        configure(dsn)
        try:
            await migrate()
        except Exception as fault:
            stuck.append(repr(fault))
            continue
        if await shape(dsn) != whole:
            stuck.append("the tables differ")
        if populated and await asked(dsn, "SELECT count(*) FROM person") != PEOPLE:
            stuck.append("people are missing")

    print(f"{ROUNDS} rounds, {killed_at_work} killed at work within {lasts:.2f} s, {len(stuck)} stuck")
    for database in (name, before):
        await told(postgres.dsn, f"DROP DATABASE {database} WITH (FORCE)")
    assert stuck == []


@pytest.mark.parametrize("step", DONE_WHEN)
async def test_a_step_that_was_taken_and_not_marked_by_an_earlier_version_is_recognised(
    postgres: EmbeddedPostgres, empty_template: str, fresh: str, step: str
) -> None:
    configure(fresh)
    assert (await run_forwards(APP, migration_id=step)).success
    await told(fresh, f"DELETE FROM migration WHERE name = '{step}'")

    await migrate()

    assert await shape(fresh) == await shape(in_database(postgres, empty_template))


async def test_a_step_that_fails_takes_none_of_those_before_it(fresh: str) -> None:
    await told(fresh, "CREATE TABLE ended_session (something_else int)")  # the last one's sign, and not the thing
    await told(fresh, "CREATE TABLE household_opinion_stance_known (x int)")
    await told(fresh, "CREATE FUNCTION refuse_late_ballot() RETURNS int LANGUAGE sql AS 'SELECT 1'")
    configure(fresh)

    with pytest.raises(Exception, match="refuse_late_ballot"):
        await migrate()

    assert await asked(fresh, "SELECT to_regclass('pack') IS NULL AND to_regclass('migration') IS NULL")


async def test_an_older_program_leaves_a_newer_database_alone_and_says_so(empty_database: str) -> None:
    await told(empty_database, f"INSERT INTO migration (name, app_name) VALUES ('2036-01-01T00:00:00:000000', '{APP}')")

    with pytest.raises(MachineError, match="newer version of Yishi than this one"):
        await migrate()


async def test_a_migration_works_on_one_connection(fresh: str) -> None:
    configure(fresh)
    numbers = "SELECT sessions FROM pg_stat_database WHERE datname = current_database()"
    before = await asked(fresh, numbers)

    await migrate()

    await asyncio.sleep(0.2)  # the statistics come a moment later
    after = await asked(fresh, numbers)
    assert int(str(after)) - int(str(before)) <= 3, "our two questions and the migration"
