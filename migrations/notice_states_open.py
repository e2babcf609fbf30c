"""Lets go of the states that a notice was bound to; Piccolo adds before it drops, so the new ones come in a step of their own."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

ID = "2026-11-26T15:20:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "Let go of the known states of a notice"


async def forwards() -> MigrationManager:
    """Return the step that Piccolo runs once."""
    manager = MigrationManager(migration_id=ID, app_name="yishi", description=DESCRIPTION)
    manager.drop_constraint(
        table_class_name="Notice", tablename="notice", constraint_name="notice_state_known", schema=None
    )
    return manager
