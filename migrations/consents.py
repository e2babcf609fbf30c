"""Room for what one office asks for and a second one agrees to."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.columns.base import OnDelete, OnUpdate
from piccolo.columns.column_types import UUID, Boolean, Date, ForeignKey, Timestamptz, Varchar
from piccolo.columns.defaults.uuid import UUID4
from piccolo.columns.indexes import IndexMethod
from piccolo.constraints import Check
from piccolo.table import Table

ID = "2026-11-27T14:40:00:000101"
VERSION = "1.38.0"
DESCRIPTION = "Let a second office agree to cards and seats of those who supervise"
PLAIN = {
    "null": False,
    "primary_key": False,
    "unique": False,
    "index": False,
    "index_method": IndexMethod.btree,
    "choices": None,
    "db_column_name": None,
    "secret": False,
}
KEY = PLAIN | {"default": UUID4(), "primary_key": True}
LINK = PLAIN | {"on_delete": OnDelete.restrict, "on_update": OnUpdate.cascade, "target_column": None}


class Village(Table, tablename="village", schema=None):
    """As much of the table as a reference needs."""

    id = UUID(default=UUID4(), primary_key=True)


class Person(Table, tablename="person", schema=None):
    """As much of the table as a reference needs."""

    id = UUID(default=UUID4(), primary_key=True)


MAYBE = {"null": True, "default": None}
COLUMNS = (
    ("id", UUID, KEY),
    ("village", ForeignKey, LINK | {"references": Village}),
    ("kind", Varchar, PLAIN | {"length": 12, "default": None}),
    ("person", ForeignKey, LINK | {"references": Person}),
    ("body", Varchar, PLAIN | {"length": 24, "default": ""}),
    ("office", Varchar, PLAIN | {"length": 24, "default": ""}),
    ("day", Date, PLAIN | MAYBE),
    ("asked_by", ForeignKey, LINK | {"references": Person}),
    ("asked_at", Timestamptz, PLAIN | {"default": None}),
    ("decided_by", ForeignKey, LINK | {"references": Person} | MAYBE),
    ("decided_at", Timestamptz, PLAIN | MAYBE),
    ("agreed", Boolean, PLAIN | MAYBE),
    ("reason", Varchar, PLAIN | {"length": 300, "default": ""}),
    ("used_at", Timestamptz, PLAIN | MAYBE),
)
KNOWN = {"condition": "\"kind\" IN ('card', 'revoke', 'seat_begins', 'seat_ends')"}


async def forwards() -> MigrationManager:
    """Return the step that Piccolo runs once."""
    manager = MigrationManager(migration_id=ID, app_name="yishi", description=DESCRIPTION)
    manager.add_table(class_name="Consent", tablename="consent", schema=None, columns=None)
    for name, kind, params in COLUMNS:
        manager.add_column(
            table_class_name="Consent",
            tablename="consent",
            column_name=name,
            db_column_name=name,
            column_class_name=kind.__name__,
            column_class=kind,
            params=params,
            schema=None,
        )
    manager.add_constraint(
        table_class_name="Consent",
        tablename="consent",
        constraint_name="consent_kind_known",
        constraint_class=Check,
        params=KNOWN,
        schema=None,
    )
    return manager
