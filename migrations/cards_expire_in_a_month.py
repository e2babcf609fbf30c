"""Cards that lie about unused get a month from now."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from app.database import execute

ID = "2026-11-27T14:20:01:000101"
VERSION = "1.38.0"
DESCRIPTION = "Give the cards of today a last day"


async def give_last_day() -> None:
    """Give each card that was not used yet a month."""
    await execute("UPDATE account SET card_until = CURRENT_DATE + 30 WHERE card_hash IS NOT NULL")


async def forwards() -> MigrationManager:
    """Return the step that Piccolo runs once."""
    manager = MigrationManager(migration_id=ID, app_name="yishi", description=DESCRIPTION)
    manager.add_raw(give_last_day)
    return manager
