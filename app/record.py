"""The append-only record of a village: who did what, when; written in the same transaction as the act."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from piccolo.columns import UUID as UUIDColumn
from piccolo.columns import BigInt, Text, Timestamptz, Varchar
from piccolo.constraints import Unique
from piccolo.table import Table

from app.chain import GENESIS, Break, ChainWalk, Link, canonical
from app.database import (
    execute,
    fetch,
    fetch_row,
    fetch_value,
    in_transaction,
    must_be_in_transaction,
    see_one_moment,
    stream,
    transaction,
)
from app.doors import Actor


class RecordHead(
    Table, tablename="record_head", help_text="Where the chain of a village stands; its row is the chain's lock."
):
    village = UUIDColumn(primary_key=True, default=None)
    code = Varchar(length=12, unique=True, default=None)
    seq = BigInt(default=0)
    hash = Varchar(length=64, default=GENESIS)


class RecordEntry(
    Table, tablename="record_entry", help_text="One line of the record; the database refuses to change or remove it."
):
    village = UUIDColumn(default=None, index=True)
    seq = BigInt(default=None)
    at = Timestamptz(default=None)
    kind = Varchar(length=60, default=None)
    subject = UUIDColumn(default=None, index=True)
    actor = UUIDColumn(null=True, default=None)
    actor_name = Varchar(length=120, default=None)
    facts = Text(default=None)
    previous = Varchar(length=64, default=None)
    hash = Varchar(length=64, default=None)

    record_entry_in_order = Unique([village, seq])


async def begin_record(village: UUID, *, code: str) -> None:
    """Begin the chain of a new village."""
    must_be_in_transaction()
    await execute("INSERT INTO record_head (village, code, seq, hash) VALUES ($1, $2, 0, $3)", village, code, GENESIS)


async def write_entry(
    kind: str, *, subject: UUID, by: Actor, at: datetime, facts: Mapping[str, object], topic: UUID | None = None
) -> int:
    """Add one entry to the village's chain and tell who listens; return its number.

    The head row is locked until the act commits, so entries stand in the order of the acts. `facts` is
    plain JSON: whole numbers, words, lists; never a phone, a password or a ballot of a secret vote. `topic` is the
    meeting whose open pages should hear of it, where that is not the subject itself.
    """
    must_be_in_transaction()
    head = await fetch_row("SELECT code, seq, hash FROM record_head WHERE village = $1 FOR UPDATE", by.village)
    if head is None:
        raise RuntimeError(f"village {by.village} has no record")
    link = Link(
        village=str(by.village),
        seq=head["seq"] + 1,
        at=at.astimezone(UTC).isoformat(),
        kind=kind,
        subject=str(subject),
        actor=str(by.person or ""),
        actor_name=by.name,
        facts=canonical(facts),
        previous=head["hash"],
    )
    await execute(
        "INSERT INTO record_entry (village, seq, at, kind, subject, actor, actor_name, facts, previous, hash)"
        " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        by.village, link.seq, at, kind, subject, by.person, by.name, link.facts, link.previous, link.hash(),
    )  # fmt: skip
    await execute("UPDATE record_head SET seq = $2, hash = $3 WHERE village = $1", by.village, link.seq, link.hash())
    await execute("SELECT pg_notify('record', $1)", f"{head['code']} {link.seq} {kind} {topic or subject}")
    return link.seq


async def head_of(village: UUID) -> tuple[int, str]:
    """Return (number, hash) of the last entry."""
    row = await fetch_row("SELECT seq, hash FROM record_head WHERE village = $1", village)
    return (0, GENESIS) if row is None else (row["seq"], row["hash"])


async def heads() -> dict[str, tuple[int, str]]:
    """Return (number, hash) of the last entry of every village, by its code."""
    return {row["code"]: (row["seq"], row["hash"]) for row in await fetch("SELECT * FROM record_head ORDER BY code")}


async def verify(village: UUID, *, watch: Callable[[Link, str], None] | None = None) -> Break | None:
    """Walk a village's record and return the first entry that does not hold, or None; `watch` sees each on the way.

    It sees one moment, whatever others write meanwhile, and holds a few entries at a time, however long the record.
    """
    if not in_transaction():
        async with transaction():
            await see_one_moment()
            return await verify(village, watch=watch)
    seq, last = await head_of(village)
    count = await fetch_value("SELECT count(*) FROM record_entry WHERE village = $1", village)
    chain, found = ChainWalk(count=count, head_seq=seq, head_hash=last), None
    async for row in stream("SELECT * FROM record_entry WHERE village = $1 ORDER BY seq", village):
        link = link_of(row)
        found = found or chain.step(link, row["hash"])
        if watch is not None:
            watch(link, row["hash"])
        elif found is not None:
            return found
    return found or chain.end()


def link_of(row: Mapping[str, Any]) -> Link:
    """Return a stored entry as it is hashed."""
    return Link(
        village=str(row["village"]),
        seq=row["seq"],
        at=row["at"].astimezone(UTC).isoformat(),
        kind=row["kind"],
        subject=str(row["subject"]),
        actor=str(row["actor"] or ""),
        actor_name=row["actor_name"],
        facts=row["facts"],
        previous=row["previous"],
    )


async def version_of(code: str) -> int | None:
    """Return how many entries the record of a village has, by its code; None where there is no such village."""
    row = await fetch_row("SELECT seq FROM record_head WHERE code = $1", code)
    return None if row is None else int(row["seq"])
