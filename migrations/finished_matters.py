"""Room for what a finished matter needs: resolutions on what was overspent, hidden files, reasons for early money."""

from typing import Any

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.columns.base import OnDelete, OnUpdate
from piccolo.columns.column_types import UUID, BigInt, ForeignKey, Timestamptz, Varchar
from piccolo.columns.defaults.uuid import UUID4
from piccolo.columns.indexes import IndexMethod
from piccolo.constraints import Check, Constraint, Unique
from piccolo.table import Table

ID = "2026-11-27T14:52:00:000817"
VERSION = "1.38.0"
DESCRIPTION = "Keep who resolved what was overspent, which files are hidden, and why money was entered early"
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


class Proposal(Table, tablename="proposal", schema=None):
    """As much of the table as a reference needs."""

    id = UUID(default=UUID4(), primary_key=True)


class MoneyLine(Table, tablename="money_line", schema=None):
    """As much of the table as a reference needs."""

    id = UUID(default=UUID4(), primary_key=True)


class Notice(Table, tablename="notice", schema=None):
    """As much of the table as a reference needs."""

    id = UUID(default=UUID4(), primary_key=True)


class Village(Table, tablename="village", schema=None):
    """As much of the table as a reference needs."""

    id = UUID(default=UUID4(), primary_key=True)


class Person(Table, tablename="person", schema=None):
    """As much of the table as a reference needs."""

    id = UUID(default=UUID4(), primary_key=True)


TABLES = {
    ("OverspendingResolved", "overspending_resolved"): (
        ("id", UUID, KEY),
        ("proposal", ForeignKey, LINK | {"references": Proposal}),
        ("line", ForeignKey, LINK | {"references": MoneyLine}),
        ("resolution", ForeignKey, LINK | {"references": Notice}),
        ("fen", BigInt, PLAIN | {"default": None}),
        ("entered_by", ForeignKey, LINK | {"references": Person}),
        ("entered_at", Timestamptz, PLAIN | {"default": None}),
    ),
    ("FileHidden", "file_hidden"): (
        ("id", UUID, KEY),
        ("village", ForeignKey, LINK | {"references": Village}),
        ("sha256", Varchar, PLAIN | {"length": 64, "default": None}),
        ("reason", Varchar, PLAIN | {"length": 300, "default": None}),
        ("hidden_by", ForeignKey, LINK | {"references": Person}),
        ("hidden_at", Timestamptz, PLAIN | {"default": None}),
    ),
}

CONSTRAINTS: tuple[tuple[tuple[str, str], str, type[Constraint], dict[str, Any]], ...] = (
    (
        ("OverspendingResolved", "overspending_resolved"),
        "overspending_resolved_once",
        Unique,
        {"columns": ["line", "resolution"], "nulls_distinct": True},
    ),
    (
        ("OverspendingResolved", "overspending_resolved"),
        "overspending_resolved_positive",
        Check,
        {"condition": '"fen" > 0'},
    ),
    (
        ("FileHidden", "file_hidden"),
        "file_hidden_once",
        Unique,
        {"columns": ["village", "sha256"], "nulls_distinct": True},
    ),
)


async def forwards() -> MigrationManager:
    """Return the step that Piccolo runs once."""
    manager = MigrationManager(migration_id=ID, app_name="yishi", description=DESCRIPTION)
    for (klass, table), columns in TABLES.items():
        manager.add_table(class_name=klass, tablename=table, schema=None, columns=None)
        for name, kind, params in columns:
            _add(manager, klass=klass, table=table, name=name, kind=kind, params=params)
    early = PLAIN | {"length": 300, "default": ""}
    _add(manager, klass="ExecutionEntry", table="execution_entry", name="early_reason", kind=Varchar, params=early)
    for (klass, table), name, constraint, terms in CONSTRAINTS:
        manager.add_constraint(
            table_class_name=klass,
            tablename=table,
            constraint_name=name,
            constraint_class=constraint,
            params=terms,
            schema=None,
        )
    return manager


def _add(
    manager: MigrationManager, *, klass: str, table: str, name: str, kind: type, params: dict[str, object]
) -> None:
    manager.add_column(
        table_class_name=klass,
        tablename=table,
        column_name=name,
        db_column_name=name,
        column_class_name=kind.__name__,
        column_class=kind,
        params=params,
        schema=None,
    )
