"""The migrations and the tables describe the same database."""

import asyncio
from pathlib import Path
from typing import Any

import asyncpg
import pytest
from piccolo.apps.migrations.commands.new import AutoMigrationManager
from piccolo.table import create_db_tables

from app.database import execute, fetch
from app.embedded import EmbeddedPostgres
from app.migrating import migrate
from migrations.piccolo_app import APP_CONFIG
from tests.cast import Cast
from tests.conftest import in_database, played

pytestmark = pytest.mark.anyio

MIGRATIONS = Path(__file__).parent.parent / "migrations"
NEVER_CHANGED = (
    "overspending_resolved",
    "file_hidden",
    *("record_entry", "pack", "revision", "money_line", "attachment", "post", "post_hidden"),
    *("attendance", "departure", "roll_entry", "hand_count", "paper_count", "teller", "verdict"),
    *("review", "execution_entry", "objection", "objection_answer", "objection_hidden"),
)
NEVER_EMPTIED = ("record_head", "ballot", "notice")

BESIDES = {  # what no table can say of itself
    "ballot: ballot_voter_on_roll": "FOREIGN KEY (vote, voter) REFERENCES roll_entry(vote, person)",
    "search_document: search_document_words": (
        "CREATE INDEX search_document_words ON public.search_document"
        " USING gin (to_tsvector('simple'::regconfig, words))"
    ),
}

SHAPE = """
SELECT c.oid::regclass || '.' || a.attname, format_type(a.atttypid, a.atttypmod) || ' ' || a.attnotnull
FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND a.attnum > 0 AND NOT a.attisdropped
UNION SELECT conrelid::regclass || ': ' || conname, pg_get_constraintdef(oid)
FROM pg_constraint WHERE connamespace = 'public'::regnamespace
UNION SELECT tablename || ': ' || indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'
"""


async def test_nothing_is_left_to_migrate() -> None:
    statements: list[Any] = await AutoMigrationManager().get_alter_statements(app_config=APP_CONFIG)

    assert [line for group in statements for line in group.statements] == []


@pytest.fixture(scope="session")
def declared_template(postgres: EmbeddedPostgres) -> str:
    """A database made straight from the tables, past every migration."""

    async def declare() -> None:
        await create_db_tables(*APP_CONFIG.table_classes)

    played(postgres, "template_declared", after="template1", play=declare)
    return "template_declared"


async def shape(dsn: str) -> set[tuple[str, str]]:
    """Return what PostgreSQL itself knows of a database: each column, constraint and index by its definition."""
    connection = await asyncpg.connect(dsn=dsn)
    try:
        return {(name, text) for name, text in await connection.fetch(SHAPE) if not name.startswith("migration")}
    finally:
        await connection.close()


async def test_the_migrated_database_holds_what_the_tables_promise(
    postgres: EmbeddedPostgres, empty_template: str, declared_template: str
) -> None:
    migrated = await shape(in_database(postgres, empty_template))
    declared = await shape(in_database(postgres, declared_template))

    assert declared - migrated == set()
    assert dict(migrated - declared) == BESIDES


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
        "UPDATE record_head SET seq = seq + 2",
        "UPDATE record_head SET seq = seq + 1, code = 'x'",
        "UPDATE record_head SET seq = seq + 1, village = gen_random_uuid()",
    ):
        with pytest.raises(Exception, match="only goes forward"):
            await execute(change)


@pytest.mark.parametrize("table", NEVER_EMPTIED)
async def test_what_was_decided_is_never_emptied(village: Cast, table: str) -> None:
    with pytest.raises(Exception, match="never changed or removed"):
        await execute(f"TRUNCATE {table} CASCADE")


async def test_the_triggers_are_these_and_no_others(village: Cast) -> None:
    rows = await fetch(
        "SELECT tgrelid::regclass || ': ' || substring(pg_get_triggerdef(oid), 'BEFORE (.*) ON ') || ', '"
        " || tgfoid::regproc FROM pg_trigger WHERE NOT tgisinternal AND tgenabled = 'O'"
    )

    assert {row[0] for row in rows} == {
        *(f"{table}: DELETE OR UPDATE, refuse_change" for table in NEVER_CHANGED),
        *(f"{table}: TRUNCATE, refuse_change" for table in (*NEVER_CHANGED, *NEVER_EMPTIED)),
        "ballot: INSERT OR DELETE OR UPDATE, refuse_late_ballot",
        "notice: DELETE OR UPDATE, refuse_published_change",
        "record_head: DELETE OR UPDATE, refuse_step_back",
    }
