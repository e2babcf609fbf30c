"""Holds what tables keep against what the record says of it; each domain brings its own checks.

A check is two questions to the database. `said` asks the entries, `kept` asks the tables; both answer with one row for
each thing, under the same `key` and with the same columns. What only one of them knows, or what differs, is told.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

import asyncpg

from app.database import connection, fetch_row, fetch_value

SHOWN = 40  # characters; of longer words only the name of the column is told


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One kind of thing that entries tell of and a table keeps.

    `said` selects `seq`, `key` and columns `FROM entry`: the entries of `kinds` of the village, `facts` as jsonb. A
    column is NULL where an older entry does not hold it yet. `kept` selects `key`, `called` (how people call it) and
    the same columns from the tables of village $1. Columns that end in `_at` are moments ('' for never) and may lie a
    minute apart: an entry is never older than the one before it, what it tells of may be.
    """

    what: str
    kinds: tuple[str, ...]
    said: str
    kept: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """The first place where record and tables do not agree, in words; `many` places in all."""

    seq: int | None
    says: str
    many: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What one check found: a difference, and how many older entries don't hold something yet."""

    difference: Difference | None = None
    note: str = ""


COMPARE = """
WITH entry AS MATERIALIZED (
  SELECT seq, at, kind, subject, actor, actor_name, facts::jsonb AS facts
  FROM record_entry WHERE village = $1 AND kind = ANY($2)
),
said AS ({said}),
kept AS ({kept}),
pair AS (
  SELECT said.seq, coalesce(said.key, kept.key) AS key, kept.called, said.key IS NULL AS unsaid,
    kept.key IS NULL AS unkept, to_jsonb(said) - '{{seq,key}}'::text[] AS says,
    to_jsonb(kept) - '{{called,key}}'::text[] AS keeps
  FROM said FULL JOIN kept ON kept.key = said.key
),
judged AS (
  SELECT *, unsaid OR unkept OR EXISTS (
    SELECT 1 FROM jsonb_each(says) one WHERE one.value <> 'null' AND CASE WHEN one.key LIKE '%\\_at' THEN
      says ->> one.key IS DISTINCT FROM keeps ->> one.key AND ('' IN (says ->> one.key, keeps ->> one.key)
        OR (keeps ->> one.key)::timestamptz NOT BETWEEN (says ->> one.key)::timestamptz - interval '1 minute'
          AND (says ->> one.key)::timestamptz)
      ELSE one.value IS DISTINCT FROM keeps -> one.key END
  ) AS differs FROM pair
)
SELECT first.*, older.*, (SELECT count(*) FROM judged WHERE differs) AS many
FROM (
  SELECT count(DISTINCT key) AS silent, string_agg(DISTINCT one, ', ' ORDER BY one) AS about
  FROM pair, LATERAL (SELECT e.key AS one FROM jsonb_each(says) e WHERE e.value = 'null') lacks WHERE NOT unsaid
) older
LEFT JOIN (SELECT * FROM judged WHERE differs ORDER BY seq NULLS LAST, key LIMIT 1) first ON true
"""


async def compare(check: Check, *, village: UUID) -> Found:
    """Return the first difference between record and tables; a database that cannot even answer is one."""
    try:
        async with connection() as lent, lent.transaction():  # a savepoint: one question that fails leaves the others
            row = await lent.fetchrow(COMPARE.format(said=check.said, kept=check.kept), village, list(check.kinds))
    except asyncpg.DataError as fault:
        return Found(difference=Difference(seq=None, says=f"{check.what} cannot be compared: {fault}"))
    note = f"{row['silent']} older entries do not hold of {check.what}: {row['about']}" if row["silent"] else ""
    if not row["many"]:
        return Found(note=note)
    named = f"{check.what} of {row['called'] or row['key']}"
    if row["unsaid"]:
        says = f"{named}: no entry tells of it"
    elif row["unkept"]:
        says = f"{named}: it is not there any more"
    else:
        says = f"{named} no longer matches: {_differing(json.loads(row['says']), json.loads(row['keeps']))}"
    if row["seq"] is not None:
        kind = await fetch_value("SELECT kind FROM record_entry WHERE village = $1 AND seq = $2", village, row["seq"])
        says = f"entry {row['seq']} {kind}: {says}"
    return Found(difference=Difference(seq=row["seq"], says=says, many=row["many"]), note=note)


def _differing(says: dict[str, object], keeps: dict[str, object]) -> str:
    """Name the columns that differ, with both values where they are short."""
    told = []
    for name, said in says.items():
        kept = keeps.get(name)
        if said is None or said == kept:
            continue
        short = max(len(str(said)), len(str(kept))) <= SHOWN and not name.endswith("_at")
        told.append(f"{name} ({kept}, by the record {said})" if short else name)
    return ", ".join(told)


async def kinds_unknown(checks: Iterable[Check], *, also: Iterable[str], village: UUID) -> str:
    """Say which kinds of entries nobody recounts: a newer version wrote them, or somebody by hand."""
    known = {kind for check in checks for kind in check.kinds} | set(also)
    row = await fetch_row(
        "SELECT count(*) AS many, string_agg(DISTINCT kind, ', ') AS kinds FROM record_entry"
        " WHERE village = $1 AND kind <> ALL($2)",
        village, list(known),
    )  # fmt: skip
    return "" if row is None or not row["many"] else f"{row['many']} entries are of kinds not compared: {row['kinds']}"
