"""Room for what the supervision committee hid among the objections, each with its reason; nothing is deleted."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.columns.base import OnDelete, OnUpdate
from piccolo.columns.column_types import UUID, ForeignKey, Timestamptz, Varchar
from piccolo.columns.defaults.uuid import UUID4
from piccolo.columns.indexes import IndexMethod
from piccolo.table import Table

ID = "2026-11-25T13:10:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "Let an objection be hidden for a stated reason"
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


class Objection(Table, tablename="objection", schema=None):
    """As much of the table as a reference needs."""

    id = UUID(default=UUID4(), primary_key=True)


class Person(Table, tablename="person", schema=None):
    """As much of the table as a reference needs."""

    id = UUID(default=UUID4(), primary_key=True)


COLUMNS = (
    ("id", UUID, KEY),
    ("objection", ForeignKey, LINK | {"references": Objection, "unique": True}),
    ("reason", Varchar, PLAIN | {"length": 300, "default": None}),
    ("hidden_by", ForeignKey, LINK | {"references": Person}),
    ("hidden_at", Timestamptz, PLAIN | {"default": None}),
)


async def forwards() -> MigrationManager:
    """Return the step that Piccolo runs once."""
    manager = MigrationManager(migration_id=ID, app_name="yishi", description=DESCRIPTION)
    manager.add_table(class_name="ObjectionHidden", tablename="objection_hidden", schema=None, columns=None)
    for name, kind, params in COLUMNS:
        manager.add_column(
            table_class_name="ObjectionHidden",
            tablename="objection_hidden",
            column_name=name,
            db_column_name=name,
            column_class_name=kind.__name__,
            column_class=kind,
            params=params,
            schema=None,
        )
    return manager
