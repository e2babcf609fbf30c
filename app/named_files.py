"""Which stored files the database names, and which of them are not there or no longer what they were."""

import hashlib
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from app import store
from app.database import fetch, fetch_value
from app.migrating import is_of_this_version

OLD = timedelta(days=7)  # long after any act that kept a file has named it or failed
MOST_AT_ONCE = 1_000

# What hangs, was handed in, or was paid and photographed: each must be there.
NAMED = """
SELECT sha256, what, code FROM (
SELECT a.sha256, 'paper “' || a.name || '”' AS what, v.code, v.id FROM attachment a
  JOIN proposal p ON p.id = a.proposal JOIN village v ON v.id = p.village
UNION ALL SELECT n.pdf_sha256, 'notice ' || n.code, v.code, v.id FROM notice n JOIN village v ON v.id = n.village
  WHERE n.pdf_sha256 IS NOT NULL
UNION ALL SELECT e.photo_sha256, 'photo of “' || e.what || '”', v.code, v.id FROM execution_entry e
  JOIN proposal p ON p.id = e.proposal JOIN village v ON v.id = p.village WHERE e.photo_sha256 IS NOT NULL
) every WHERE $1::uuid IS NULL OR id = $1 ORDER BY 3, 2
"""
KNOWN = frozenset(
    {("attachment", "sha256"), ("notice", "pdf_sha256"), ("execution_entry", "photo_sha256"), ("file_hidden", "sha256")}
)
HASHES = """
SELECT table_name, column_name FROM information_schema.columns
JOIN information_schema.tables USING (table_name, table_schema)
WHERE table_schema = 'public' AND table_type = 'BASE TABLE' AND column_name ~ '(^|_)sha256$' ORDER BY 1, 2
"""
IN_THE_RECORD = "SELECT DISTINCT (regexp_matches(facts, '[0-9a-f]{64}', 'g'))[1] AS sha256 FROM record_entry"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """A file that is named and is not whole: under which hash, what it is, and what is wrong with it."""

    sha256: str
    what: str
    fault: str

    def __str__(self) -> str:
        return f"{self.what}: its file {self.sha256} is {self.fault}"


async def named(*, village: UUID | None = None) -> Mapping[str, str]:
    """Return the files that the database says are there, of all villages or of one, by hash, each with what it is."""
    if await fetch_value("SELECT to_regclass('attachment')") is None:  # a record without a village's tables
        return {}
    return {row["sha256"]: f"{row['code']}, {row['what']}" for row in await fetch(NAMED, village)}


async def mentioned() -> set[str]:
    """Return every hash that any table or the record holds, also one that tells of no file."""
    found = {row["sha256"] for row in await fetch(IN_THE_RECORD)}
    for column in await fetch(HASHES):
        table, name = column["table_name"], column["column_name"]
        rows = await fetch(f'SELECT DISTINCT "{name}" AS sha256 FROM "{table}" WHERE "{name}" IS NOT NULL')  # noqa: S608
        found |= {row["sha256"] for row in rows}
    return found


async def read_whole(files: Mapping[str, str], *, faults: list[Fault]) -> AsyncIterator[tuple[str, bytes]]:
    """Yield the hash and the bytes of each file that is what its name says; note the others among `faults`."""
    for sha256, what in files.items():
        content = await store.get(store.place_of(sha256))
        if content is None:
            faults.append(Fault(sha256=sha256, what=what, fault="missing"))
        elif hashlib.sha256(content).hexdigest() != sha256:
            faults.append(Fault(sha256=sha256, what=what, fault="damaged"))
        else:
            yield sha256, content


async def sweep(*, at: datetime) -> int:
    """Take away files that no act ever named, as an upload that was cut off leaves them; return how many.

    Only what has lain for a week, only what neither a table nor the record mentions, only where program and database
    are of one version, and not more than a thousand at once.
    """
    if not await is_of_this_version():
        return 0
    before, gone = at - OLD, 0
    old = [name async for name, put_at in store.listed() if put_at < before]
    kept = await mentioned()
    aside = [name for name in old if not store.is_stored(name)]  # lists laid aside for a day
    orphans = [name for name in old if store.is_stored(name) and name.rpartition("/")[2] not in kept]
    for name in [*store.staged(begun_before=before), *aside, *orphans][:MOST_AT_ONCE]:
        gone += await store.take_away(name, put_before=before)
    return gone
