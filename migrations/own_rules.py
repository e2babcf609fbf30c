"""Room for the digest of a village's own rule pack, where only the name of a pack of the house was kept."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.columns.column_types import Varchar

ID = "2026-11-25T13:05:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "Let a village live by a rule pack of its own"


async def forwards() -> MigrationManager:
    """Return the step that Piccolo runs once."""
    manager = MigrationManager(migration_id=ID, app_name="yishi", description=DESCRIPTION)
    manager.alter_column(
        table_class_name="Village",
        tablename="village",
        column_name="pack",
        db_column_name="pack",
        params={"length": 64},
        old_params={"length": 60},
        column_class=Varchar,
        old_column_class=Varchar,
    )
    return manager
