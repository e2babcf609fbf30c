"""What the database itself refuses: changing the record, what was decided, and ballots of a closed vote."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from app.database import execute

ID = "2026-11-21T20:00:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "Refuse update and delete where nothing may change"

APPEND_ONLY = (
    "record_entry",
    "pack",
    "revision",
    "money_line",
    "attachment",
    "post",
    "post_hidden",
    "attendance",
    "departure",
    "roll_entry",
    "hand_count",
    "paper_count",
    "teller",
    "verdict",
    "review",
    "execution_entry",
    "objection",
    "objection_answer",
)

REFUSE_CHANGE = """
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'rows of % are never changed or removed', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$
"""

REFUSE_LATE_BALLOT = """
CREATE FUNCTION refuse_late_ballot() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    RAISE EXCEPTION 'a ballot is never removed' USING ERRCODE = 'restrict_violation';
  END IF;
  IF (SELECT state FROM vote WHERE id = NEW.vote) <> 'open' THEN
    RAISE EXCEPTION 'the vote is closed' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$
"""

REFUSE_PUBLISHED_CHANGE = """
CREATE FUNCTION refuse_published_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' OR OLD.state = 'published' THEN
    RAISE EXCEPTION 'a published notice is never changed or removed' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$
"""


async def set_up() -> None:
    """Create the functions and hang them on the tables."""
    for function in (REFUSE_CHANGE, REFUSE_LATE_BALLOT, REFUSE_PUBLISHED_CHANGE):
        await execute(function)
    for table in APPEND_ONLY:
        await execute(
            f"CREATE TRIGGER {table}_stays BEFORE UPDATE OR DELETE ON {table}"
            " FOR EACH ROW EXECUTE FUNCTION refuse_change()"
        )
        await execute(
            f"CREATE TRIGGER {table}_is_not_emptied BEFORE TRUNCATE ON {table}"
            " FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
        )
    await execute(
        "CREATE TRIGGER ballot_in_time BEFORE INSERT OR UPDATE OR DELETE ON ballot"
        " FOR EACH ROW EXECUTE FUNCTION refuse_late_ballot()"
    )
    await execute(
        "ALTER TABLE ballot ADD CONSTRAINT ballot_voter_on_roll"
        " FOREIGN KEY (vote, voter) REFERENCES roll_entry (vote, person)"
    )
    await execute(
        "CREATE TRIGGER notice_stays BEFORE UPDATE OR DELETE ON notice"
        " FOR EACH ROW EXECUTE FUNCTION refuse_published_change()"
    )
    await execute("CREATE INDEX search_document_words ON search_document USING gin (to_tsvector('simple', words))")


async def forwards() -> MigrationManager:
    """Return the step that Piccolo runs once."""
    manager = MigrationManager(migration_id=ID, app_name="yishi", description=DESCRIPTION)
    manager.add_raw(set_up)
    return manager
