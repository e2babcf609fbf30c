"""Brings the database to the tables of this version: whole or not at all, also when it is killed in the middle."""

import contextlib
import io
from typing import Any

from app.database import apart, execute, fetch_value
from app.machine import MachineError

MIGRATION_LOCK = 0x9_15_41  # any number that nothing else in this database locks
RESTORE_LOCK = 0x9_15_42
UNDER_WAY = "public.restore_under_way"  # there until a restore has been compared with its archive
APP = "yishi"

CONSTRAINT = "SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conname = 'notice_state_known'"
# Up to 2026-11-27 a step was marked as done in a transaction of its own: a program killed in between left the step
# done and not marked. Each was whole, so one thing that it makes tells of all of it. Later steps need no such sign.
DONE_WHEN = {
    "2026-11-21T18:53:50:839567": "SELECT to_regclass('pack') IS NOT NULL",
    "2026-11-21T20:00:00:000000": "SELECT to_regprocedure('refuse_change()') IS NOT NULL",
    "2026-11-25T12:40:00:000000": "SELECT to_regprocedure('refuse_step_back()') IS NOT NULL",
    "2026-11-25T13:05:00:000000": "SELECT false",  # the same width given twice does no harm
    "2026-11-25T13:10:00:000000": "SELECT to_regclass('objection_hidden') IS NOT NULL",
    "2026-11-25T13:11:00:000000": "SELECT EXISTS (SELECT FROM pg_trigger WHERE tgname = 'objection_hidden_stays')",
    "2026-11-26T14:50:00:000000": "SELECT to_regclass('household_opinion') IS NOT NULL",
    "2026-11-26T15:20:00:000000": f"SELECT NOT EXISTS ({CONSTRAINT})",
    "2026-11-26T15:21:00:000000": f"SELECT COALESCE(({CONSTRAINT}) LIKE '%given_up%', false)",
    "2026-11-26T15:25:00:000000": "SELECT to_regclass('ended_session') IS NOT NULL",
}


async def migrate() -> None:
    """Bring the database to the tables of this version; of two processes at once, one waits.

    All steps and their marks are one transaction on one connection: who kills us leaves the database as it was.
    """
    async with apart():
        await execute("SELECT pg_advisory_xact_lock($1)", MIGRATION_LOCK)
        if await fetch_value(f"SELECT to_regclass('{UNDER_WAY}')") is not None:
            raise MachineError(
                "A restore was cut off in this database. Repeat it: ./yishi restore with the same archive."
            )
        steps, done = await _steps_and_done()
        if newer := sorted(done - steps.keys()):
            raise MachineError(
                f"The database was brought to a newer version of Yishi than this one (step {newer[-1]})."
                " Nothing was changed. Start the newer version; this one can only read a backup that it made itself."
            )
        for step in sorted(steps.keys() - done):
            await _take(step, steps[step])


async def is_of_this_version() -> bool:
    """Tell whether program and database know the same steps."""
    from piccolo.apps.migrations.tables import Migration

    if await fetch_value("SELECT to_regclass('migration')") is None:
        return False
    return set(await Migration.get_migrations_which_ran(app_name=APP)) == _modules().keys()


async def _steps_and_done() -> tuple[dict[str, Any], set[str]]:
    """Return the steps of this version by their number, and the numbers of those that the database has taken."""
    from piccolo.apps.migrations.commands.base import BaseMigrationManager
    from piccolo.apps.migrations.tables import Migration

    await BaseMigrationManager().create_migration_table()
    return _modules(), set(await Migration.get_migrations_which_ran(app_name=APP))


def _modules() -> dict[str, Any]:
    from piccolo.apps.migrations.commands.base import BaseMigrationManager  # slow to load, and only needed here

    manager = BaseMigrationManager()
    return dict(manager.get_migration_modules(manager.get_app_config(APP).resolved_migrations_folder_path))


async def _take(number: str, step: Any) -> None:
    """Take one step, unless it was taken by a program that was killed before it could say so, and mark it."""
    from piccolo.apps.migrations.tables import Migration

    if number not in DONE_WHEN or not await fetch_value(DONE_WHEN[number]):
        with contextlib.redirect_stdout(io.StringIO()):
            await (await step.forwards()).run()
    await Migration.insert(Migration(name=number, app_name=APP))
