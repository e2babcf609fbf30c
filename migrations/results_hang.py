"""The state of a matter whose results hang, before it is finished."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.constraints import Check

ID = "2026-11-27T14:58:00:000823"
VERSION = "1.38.0"
DESCRIPTION = "Tell a matter whose results hang from one that is finished"


async def forwards() -> MigrationManager:
    """Return the step that Piccolo runs once."""
    manager = MigrationManager(migration_id=ID, app_name="yishi", description=DESCRIPTION)
    manager.add_constraint(
        table_class_name="Proposal",
        tablename="proposal",
        constraint_name="proposal_state_known",
        constraint_class=Check,
        params={
            "condition": "\"state\" IN ('in_discussion', 'deferred', 'disclosing', 'executing', 'results_hang',"
            " 'closed', 'rejected', 'withdrawn')"
        },
        schema=None,
    )
    return manager
