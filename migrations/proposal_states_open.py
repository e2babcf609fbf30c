"""Lets go of the states that a matter was bound to; the new ones come in a step of their own."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

ID = "2026-11-27T14:57:30:000821"
VERSION = "1.38.0"
DESCRIPTION = "Let go of the known states of a matter"


async def forwards() -> MigrationManager:
    """Return the step that Piccolo runs once."""
    manager = MigrationManager(migration_id=ID, app_name="yishi", description=DESCRIPTION)
    manager.drop_constraint(
        table_class_name="Proposal", tablename="proposal", constraint_name="proposal_state_known", schema=None
    )
    return manager
