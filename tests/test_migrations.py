"""The migrations and the tables describe the same database."""

import asyncio
from pathlib import Path
from typing import Any

import pytest
from piccolo.apps.migrations.commands.new import AutoMigrationManager

from app.database import execute, fetch, migrate
from migrations.append_only import APPEND_ONLY
from migrations.piccolo_app import APP_CONFIG
from migrations.record_heads import NEVER_EMPTIED
from tests.cast import Cast

pytestmark = pytest.mark.anyio

MIGRATIONS = Path(__file__).parent.parent / "migrations"


async def test_nothing_is_left_to_migrate() -> None:
    statements: list[Any] = await AutoMigrationManager().get_alter_statements(app_config=APP_CONFIG)

    assert [line for group in statements for line in group.statements] == []


async def test_no_two_migrations_have_one_name(empty_database: str) -> None:
    files = [path.stem for path in MIGRATIONS.glob("*.py") if path.stem not in ("__init__", "piccolo_app")]

    assert len(await fetch("SELECT name FROM migration")) == len(files)


async def test_migrating_again_changes_nothing(empty_database: str) -> None:
    before = await fetch("SELECT name FROM migration ORDER BY name")

    await asyncio.gather(migrate(), migrate())

    assert await fetch("SELECT name FROM migration ORDER BY name") == before


async def test_the_database_refuses_to_change_the_record(village: Cast) -> None:
    for statement in ("UPDATE record_entry SET kind = 'x'", "DELETE FROM record_entry", "TRUNCATE record_entry"):
        with pytest.raises(Exception, match="never changed or removed"):
            await execute(statement)


async def test_the_head_of_a_record_only_goes_forward(village: Cast) -> None:
    for change in (
        "DELETE FROM record_head",
        "UPDATE record_head SET seq = seq - 1",
        "UPDATE record_head SET hash = ''",
    ):
        with pytest.raises(Exception, match="only goes forward"):
            await execute(change)


@pytest.mark.parametrize("table", NEVER_EMPTIED)
async def test_what_was_decided_is_never_emptied(village: Cast, table: str) -> None:
    with pytest.raises(Exception, match="never changed or removed"):
        await execute(f"TRUNCATE {table} CASCADE")


async def test_every_table_that_stays_has_its_triggers(village: Cast) -> None:
    rows = await fetch("SELECT tgrelid::regclass::text AS name FROM pg_trigger WHERE tgname LIKE '%_stays'")

    assert {row["name"] for row in rows} >= set(APPEND_ONLY)
