"""What the database refuses besides: moving or removing the head of a record, and emptying tables of ballots and notices."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from app.database import execute

ID = "2026-11-25T12:40:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "Let the head of a record only go forward"
NEVER_EMPTIED = ("record_head", "ballot", "notice")

REFUSE_STEP_BACK = """
CREATE FUNCTION refuse_step_back() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' OR NEW.village <> OLD.village OR NEW.code <> OLD.code OR NEW.seq <> OLD.seq + 1 THEN
    RAISE EXCEPTION 'the head of a record only goes forward' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$
"""


async def set_up() -> None:
    """Create the function and hang it on the heads."""
    await execute(REFUSE_STEP_BACK)
    await execute(
        "CREATE TRIGGER record_head_goes_forward BEFORE UPDATE OR DELETE ON record_head"
        " FOR EACH ROW EXECUTE FUNCTION refuse_step_back()"
    )
    for table in NEVER_EMPTIED:
        await execute(
            f"CREATE TRIGGER {table}_is_not_emptied BEFORE TRUNCATE ON {table}"
            " FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
        )


async def forwards() -> MigrationManager:
    """Return the step that Piccolo runs once."""
    manager = MigrationManager(migration_id=ID, app_name="yishi", description=DESCRIPTION)
    manager.add_raw(set_up)
    return manager
