"""Backup and restore: database and files of one moment in one archive, and back into an empty place."""

import asyncio
import hashlib
import io
import json
import shutil
import tempfile
import tomllib
from datetime import datetime
from pathlib import Path
from typing import Any

from app import record, store
from app.archive import DATABASE, FILES, Archive, part, reading, writing
from app.database import execute, fetch_value, see_one_moment, transaction
from app.dumping import dump, load
from app.machine import MachineError
from app.migrating import RESTORE_LOCK, UNDER_WAY
from app.named_files import Fault, mentioned, named, read_whole, sweep
from app.settings import ROOT, settings

SOMETHING_THERE = """
SELECT count(*) FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace
WHERE nspname NOT LIKE 'pg\\_%' AND nspname <> 'information_schema'
"""
Heads = dict[str, list[object]]


async def backup(place: Path, *, at: datetime) -> tuple[bool, str]:
    """Write the archive while others go on working; return whether it is whole and what it holds, in words.

    The dump, the heads of the records and the names of the files are of one snapshot. Each file was on the disk before
    the act that names it, so all of them must be there; one that is missing or damaged is told of, and the archive is
    written and marked all the same. Files that nothing names stay out, and old ones are swept away.
    """
    if await fetch_value("SELECT to_regclass('record_head')") is None or not await record.heads():
        raise MachineError(
            "There is no village in this database, so there is nothing to back up."
            " Does DATABASE_URL name the one that serves (or YISHI_DATA its folder)?"
        )
    faults: list[Fault] = []
    with writing(place) as (archive, folder):
        facts, files = await _add_database(archive, aside=folder / DATABASE)
        count = 0
        async for sha256, content in read_whole(files, faults=faults):
            archive.add(FILES + store.place_of(sha256), io.BytesIO(content), size=len(content))
            count += 1
        listed = [{"sha256": one.sha256, "what": one.what, "fault": one.fault} for one in faults]
        archive.finish({"yishi": _version(), "made": at.isoformat(), **facts, "not_whole": listed})
    await sweep(at=at)
    return not faults, _told(f"{place}: {_many(len(facts['heads']), 'village')} and {_many(count, 'file')}.", faults)


async def restore(place: Path, *, as_far_as_whole: bool = False) -> tuple[bool, str]:
    """Read a checked archive into an empty database and store; return whether all is whole, and what came back.

    Files come first. The database comes in one transaction with the mark of a restore under way, which is taken off
    when all is compared: a restore that was cut off is simply repeated, and nothing is served before it is.
    """
    with reading(place, as_far_as_whole=as_far_as_whole) as archive, tempfile.TemporaryDirectory() as folder:
        names = archive.files()
        mark = _mark(archive.manifest)
        loaded = await _see_empty(
            archive.manifest, mark=mark, expected={name.removeprefix(FILES) for name in archive.tar.getnames()}
        )
        for name in names:
            await store.put(name.removeprefix(FILES), part(archive.tar, name).read())
        if not loaded:
            dumped = Path(folder) / DATABASE
            with dumped.open("wb") as file:
                shutil.copyfileobj(part(archive.tar, DATABASE), file)
            await asyncio.to_thread(load, _dsn(), source=dumped, server=await _server(), before=_begin(mark))
        if await _heads() != archive.manifest["heads"]:
            raise MachineError("The records read back do not end as the archive says they must.")
        await execute(f"DROP TABLE {UNDER_WAY}")
    faults: list[Fault] = []
    async for _sha256, _content in read_whole(must := await named(), faults=faults):
        pass
    for left_out in (name.rpartition("/")[2] for name in archive.spoiled):
        if left_out not in must:
            faults.append(Fault(sha256=left_out, what="a part of the archive", fault="damaged"))
    found = f"{_many(len(await _heads()), 'village')} and {_many(len(names), 'file')}"
    return not faults, _told(f"{place}: back are {found}, as of {archive.manifest['made']}.", faults)


def _told(summary: str, faults: list[Fault]) -> str:
    """Return the summary and a line for each file that is not whole."""
    if not faults:
        return summary
    are = "1 file is not whole" if len(faults) == 1 else f"{len(faults)} files are not whole"
    return "\n".join([summary, f"{are}, and the backup does not hold what the database names:", *map(str, faults)])


async def _add_database(archive: Archive, *, aside: Path) -> tuple[dict[str, Any], dict[str, str]]:
    """Add the dump; return where its records end and the files it names: those it must have, and others it mentions."""
    async with transaction():
        await see_one_moment()
        snapshot = await fetch_value("SELECT pg_export_snapshot()")
        heads, server = await _heads(), await _server()
        must = dict(await named())
        others = await mentioned() - must.keys()
        await asyncio.to_thread(dump, _dsn(), snapshot=snapshot, server=server, to=aside)
    archive.add_file(DATABASE, aside)
    there = {name.rpartition("/")[2] async for name, _ in store.listed() if store.is_stored(name)}
    also = {sha256: f"mentioned as {sha256[:12]}" for sha256 in sorted(others & there)}
    return {"postgresql": server, "heads": heads}, must | also


async def _see_empty(manifest: dict[str, object], *, mark: str, expected: set[str]) -> bool:
    """Refuse a place with something in it; return whether this very archive's database is there from a cut-off try."""
    async with transaction():
        await execute("SELECT pg_advisory_xact_lock($1)", RESTORE_LOCK)  # a program of the cut-off try may still write
    loaded = bool(await fetch_value(f"SELECT to_regclass('{UNDER_WAY}') IS NOT NULL"))
    if loaded and await fetch_value(f"SELECT mark FROM {UNDER_WAY}") != mark:  # noqa: S608 - our own name
        raise MachineError("The restore of another archive was cut off here: repeat that one, or take a new database.")
    if not loaded and await fetch_value(SOMETHING_THERE):
        raise MachineError(
            "The database is not empty; a backup is only read into an empty one. Make a new database"
            " (createdb), or name a new folder with YISHI_DATA."
            + (" It ends exactly as this archive does: the restore may be done." if await _ends_as(manifest) else "")
        )
    async for name, _put_at in store.listed():
        if store.is_stored(name) and name not in expected:
            raise MachineError(f"The store of files is not empty ({settings().files}).")
    return loaded


def _mark(manifest: dict[str, object]) -> str:
    return hashlib.sha256(json.dumps(manifest, sort_keys=True).encode()).hexdigest()


def _begin(mark: str) -> tuple[str, ...]:
    """Return what is said to the database first, in the transaction that reads it back."""
    return (
        f"SELECT pg_advisory_xact_lock({RESTORE_LOCK})",
        f"CREATE TABLE {UNDER_WAY} AS SELECT '{mark}'::text AS mark",
    )


async def _ends_as(manifest: dict[str, object]) -> bool:
    there = await fetch_value("SELECT to_regclass('record_head')") is not None
    return there and await _heads() == manifest["heads"]


async def _heads() -> Heads:
    return {code: list(head) for code, head in (await record.heads()).items()}


async def _server() -> int:
    return int(await fetch_value("SELECT current_setting('server_version_num')::int / 10000"))


def _many(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"


def _dsn() -> str:
    return settings().database_url or ""


def _version() -> str:
    return str(tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"])
