"""What the database refuses of resolved overspending and of hidden files; triggers need their tables first."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from app.database import execute

ID = "2026-11-27T14:52:30:000819"
VERSION = "1.38.0"
DESCRIPTION = "Keep for ever what resolved an overspending, and which files were hidden"


async def keep_for_ever() -> None:
    """Refuse change and removal, as of everything that was decided."""
    for table in ("overspending_resolved", "file_hidden"):
        for name, when, each in (("stays", "UPDATE OR DELETE", "ROW"), ("is_not_emptied", "TRUNCATE", "STATEMENT")):
            await execute(
                f"CREATE TRIGGER {table}_{name} BEFORE {when} ON {table}"
                f" FOR EACH {each} EXECUTE FUNCTION refuse_change()"
            )


async def forwards() -> MigrationManager:
    """Return the step that Piccolo runs once."""
    manager = MigrationManager(migration_id=ID, app_name="yishi", description=DESCRIPTION)
    manager.add_raw(keep_for_ever)
    return manager
