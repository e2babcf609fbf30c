"""What the database refuses of hidden objections; triggers need their table, so they come in a step of their own."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from app.database import execute

ID = "2026-11-25T13:11:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "Keep it for ever that an objection was hidden"


async def keep_for_ever() -> None:
    """Refuse change and removal, as of everything that was decided."""
    for name, when, each in (("stays", "UPDATE OR DELETE", "ROW"), ("is_not_emptied", "TRUNCATE", "STATEMENT")):
        await execute(
            f"CREATE TRIGGER objection_hidden_{name} BEFORE {when} ON objection_hidden"
            f" FOR EACH {each} EXECUTE FUNCTION refuse_change()"
        )


async def forwards() -> MigrationManager:
    """Return the step that Piccolo runs once."""
    manager = MigrationManager(migration_id=ID, app_name="yishi", description=DESCRIPTION)
    manager.add_raw(keep_for_ever)
    return manager
