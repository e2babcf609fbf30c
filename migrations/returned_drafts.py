"""What a draft said when it was returned."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.columns.column_types import Text

ID = "2026-11-27T16:02:11:000407"
VERSION = "1.38.0"
DESCRIPTION = "Keep a draft as it was returned"
PLAIN = {
    "default": "",
    "null": False,
    "primary_key": False,
    "unique": False,
    "index": False,
    "choices": None,
    "db_column_name": None,
    "secret": False,
}


async def forwards() -> MigrationManager:
    """Return the step that Piccolo runs once."""
    manager = MigrationManager(migration_id=ID, app_name="yishi", description=DESCRIPTION)
    manager.add_column(
        table_class_name="Review",
        tablename="review",
        column_name="draft",
        db_column_name="draft",
        column_class_name="Text",
        column_class=Text,
        params=PLAIN,
        schema=None,
    )
    return manager
