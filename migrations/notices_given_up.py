"""The state of a correction that was given up."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.constraints import Check

ID = "2026-11-26T15:21:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "Let the draft of a correction be given up"


async def forwards() -> MigrationManager:
    """Return the step that Piccolo runs once."""
    manager = MigrationManager(migration_id=ID, app_name="yishi", description=DESCRIPTION)
    manager.add_constraint(
        table_class_name="Notice",
        tablename="notice",
        constraint_name="notice_state_known",
        constraint_class=Check,
        params={"condition": "\"state\" IN ('in_review', 'returned', 'published', 'given_up')"},
        schema=None,
    )
    return manager
