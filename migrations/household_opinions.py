"""Room for what represented households say about a matter, as their representatives note it."""

from typing import Any

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.columns.base import OnDelete, OnUpdate
from piccolo.columns.column_types import UUID, ForeignKey, Timestamptz, Varchar
from piccolo.columns.defaults.uuid import UUID4
from piccolo.columns.indexes import IndexMethod
from piccolo.constraints import Check, Constraint, Unique
from piccolo.table import Table

ID = "2026-11-26T14:50:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "Let representatives note what their households say"
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


class Household(Table, tablename="household", schema=None):
    """As much of the table as a reference needs."""

    id = UUID(default=UUID4(), primary_key=True)


class Person(Table, tablename="person", schema=None):
    """As much of the table as a reference needs."""

    id = UUID(default=UUID4(), primary_key=True)


COLUMNS = (
    ("id", UUID, KEY),
    ("proposal", ForeignKey, LINK | {"references": Proposal}),
    ("household", ForeignKey, LINK | {"references": Household}),
    ("representative", ForeignKey, LINK | {"references": Person}),
    ("stance", Varchar, PLAIN | {"length": 12, "default": None}),
    ("words", Varchar, PLAIN | {"length": 300, "default": ""}),
    ("noted_at", Timestamptz, PLAIN | {"default": None}),
)
ONCE = {"columns": ["proposal", "household", "representative"], "nulls_distinct": True}
KNOWN = {"condition": "\"stance\" IN ('for', 'conditional', 'against', 'undecided')"}
CONSTRAINTS: tuple[tuple[str, type[Constraint], dict[str, Any]], ...] = (
    ("household_opinion_once", Unique, ONCE),
    ("household_opinion_stance_known", Check, KNOWN),
)


async def forwards() -> MigrationManager:
    """Return the step that Piccolo runs once."""
    manager = MigrationManager(migration_id=ID, app_name="yishi", description=DESCRIPTION)
    manager.add_table(class_name="HouseholdOpinion", tablename="household_opinion", schema=None, columns=None)
    for name, kind, params in COLUMNS:
        manager.add_column(
            table_class_name="HouseholdOpinion",
            tablename="household_opinion",
            column_name=name,
            db_column_name=name,
            column_class_name=kind.__name__,
            column_class=kind,
            params=params,
            schema=None,
        )
    for name, constraint, params in CONSTRAINTS:
        manager.add_constraint(
            table_class_name="HouseholdOpinion",
            tablename="household_opinion",
            constraint_name=name,
            constraint_class=constraint,
            params=params,
            schema=None,
        )
    return manager
