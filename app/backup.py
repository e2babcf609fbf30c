"""Backup and restore: database and files of one moment in one archive, and back into an empty place."""

import asyncio
import io
import shutil
import tempfile
import tomllib
from collections.abc import AsyncIterator
from datetime import datetime
from pathlib import Path

import obstore

from app import record
from app.archive import DATABASE, FILES, Archive, is_stored, part, reading, writing
from app.database import fetch_value, see_one_moment, transaction
from app.dumping import dump, load
from app.files import store
from app.machine import MachineError
from app.settings import ROOT, settings

SOMETHING_THERE = """
SELECT count(*) FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace
WHERE nspname NOT LIKE 'pg\\_%' AND nspname <> 'information_schema'
"""
Heads = dict[str, list[object]]


async def backup(place: Path, *, at: datetime) -> str:
    """Write the archive while others go on working, and return what it holds, in words.

    The dump and the heads of the records are of one snapshot. Files are listed after it: they are kept before the
    act that names them commits, so every file that the dump names is among them, and later ones do no harm.
    """
    if await fetch_value("SELECT to_regclass('record_head')") is None or not await record.heads():
        raise MachineError(
            "There is no village in this database, so there is nothing to back up."
            " Does DATABASE_URL name the one that serves (or YISHI_DATA its folder)?"
        )
    with writing(place) as archive, tempfile.TemporaryDirectory(dir=place.parent) as folder:
        heads, server = await _add_database(archive, aside=Path(folder) / DATABASE)
        count = 0
        async for name in _kept():
            content = bytes(await (await obstore.get_async(store(), name)).bytes_async())
            archive.add(FILES + name, io.BytesIO(content), size=len(content))
            count += 1
        archive.finish({"yishi": _version(), "made": at.isoformat(), "postgresql": server, "heads": heads})
    return f"{place}: {_many(len(heads), 'village')} and {_many(count, 'file')}."


async def restore(place: Path) -> str:
    """Read a checked archive into an empty database and store, and return what came back, in words.

    Files come first and the database in one transaction last, so a restore that was cut off can simply be repeated.
    """
    with reading(place) as (tar, manifest), tempfile.TemporaryDirectory() as folder:
        names = [name for name in tar.getnames() if name.startswith(FILES)]
        await _see_empty(expected={name.removeprefix(FILES) for name in names})
        for name in names:
            await obstore.put_async(store(), name.removeprefix(FILES), part(tar, name).read())
        dumped = Path(folder) / DATABASE
        with dumped.open("wb") as file:
            shutil.copyfileobj(part(tar, DATABASE), file)
        await asyncio.to_thread(load, _dsn(), source=dumped, server=await _server())
        if await _heads() != manifest["heads"]:
            raise MachineError("The records read back do not end as the archive says they must.")
    found = f"{_many(len(await _heads()), 'village')} and {_many(len(names), 'file')}"
    return f"{place}: back are {found}, as of {manifest['made']}."


async def _add_database(archive: Archive, *, aside: Path) -> tuple[Heads, int]:
    async with transaction():
        await see_one_moment()
        snapshot = await fetch_value("SELECT pg_export_snapshot()")
        heads, server = await _heads(), await _server()
        await asyncio.to_thread(dump, _dsn(), snapshot=snapshot, server=server, to=aside)
    archive.add_file(DATABASE, aside)
    return heads, server


async def _see_empty(*, expected: set[str]) -> None:
    if await fetch_value(SOMETHING_THERE):
        raise MachineError(
            "The database is not empty; a backup is only read into an empty one. Make a new database"
            " (createdb), or name a new folder with YISHI_DATA."
        )
    async for name in _kept():
        if name not in expected:
            raise MachineError(f"The store of files is not empty ({settings().files}).")


async def _kept() -> AsyncIterator[str]:
    async for found in obstore.list(store()):
        for item in found:
            if is_stored(item["path"]):
                yield item["path"]


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
