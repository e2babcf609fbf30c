"""Where files lie: a folder of this machine, or S3. What was put there is on the disk before an act names it."""

import fcntl
import os
import re
import secrets
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from urllib.parse import unquote, urlsplit

import anyio.to_thread
import obstore
from obstore.exceptions import BaseError, NotFoundError
from obstore.store import LocalStore, ObjectStore, from_url

from app.settings import settings

STORED = re.compile(r"([0-9a-f]{2})/\1[0-9a-f]{62}")
STAGED = "#"  # what follows it in a name tells files being written from files that are there


class Unkept(Exception):
    """The store did not take a file, or did not give one: it is full, cannot be written, or is out of reach."""


def store() -> ObjectStore:
    """Return the store the settings name."""
    root = folder()
    return from_url(settings().files) if root is None else LocalStore(root, mkdir=True)


def folder() -> Path | None:
    """Return the folder of the store, or None where it is on another machine."""
    where = settings().files
    if where.startswith("file://"):
        return Path(unquote(urlsplit(where).path))
    return None if "://" in where else Path(where)


def is_stored(name: str) -> bool:
    """Tell whether a name is one that the file store gives: the hash of the content, below its first two letters."""
    return STORED.fullmatch(name) is not None


def place_of(sha256: str) -> str:
    """Return the name under which a content of this hash is stored."""
    return f"{sha256[:2]}/{sha256}"


async def put(name: str, content: bytes) -> None:
    """Put a file in its place, and return once it would be there after a power cut."""
    root = folder()
    try:
        if root is None:
            await obstore.put_async(store(), name, content)
        else:
            await anyio.to_thread.run_sync(_write, root, name, content)
    except (OSError, BaseError) as reason:
        raise Unkept(str(reason)) from reason


async def get(name: str) -> bytes | None:
    """Return the bytes of a file, or None where there is none."""
    try:
        answer = await obstore.get_async(store(), name)
        return bytes(await answer.bytes_async())
    except (FileNotFoundError, NotFoundError):
        return None
    except (OSError, BaseError) as reason:
        raise Unkept(str(reason)) from reason


async def listed(prefix: str | None = None) -> AsyncIterator[tuple[str, datetime]]:
    """Yield the name of every file with the moment it was last put there."""
    async for found in obstore.list(store(), prefix=prefix):
        for item in found:
            yield item["path"], item["last_modified"]


async def take_away(name: str, *, put_before: datetime) -> bool:
    """Remove a file unless it was put there anew since; tell whether it is gone.

    In a folder nobody can put it there between the look and the removal; S3 has no such lock, and a look just before
    is all there is.
    """
    root = folder()
    if root is not None:
        return await anyio.to_thread.run_sync(_remove, root, name, put_before)
    if (await obstore.head_async(store(), name))["last_modified"] >= put_before:
        return False
    await obstore.delete_async(store(), name)
    return True


def staged(*, begun_before: datetime) -> Iterator[str]:
    """Yield the names of files that somebody began to write and never finished; S3 shows none."""
    root = folder()
    for place in root.rglob(f"*{STAGED}*") if root is not None else ():
        if place.is_file() and place.stat().st_mtime < begun_before.timestamp():
            yield place.relative_to(root or place).as_posix()


def _write(root: Path, name: str, content: bytes) -> None:
    """Write aside, to the disk, and move it into its place; the folders that name it go to the disk as well."""
    place = root / name
    new = [above for above in (place.parent, *place.parent.parents) if not above.exists()]
    place.parent.mkdir(parents=True, exist_ok=True)
    aside = place.with_name(f"{place.name}{STAGED}{secrets.randbelow(10**12)}")
    try:
        with os.fdopen(os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        with _held(root, fcntl.LOCK_SH):
            aside.replace(place)
    finally:
        aside.unlink(missing_ok=True)
    for above in {place.parent, root, *(made.parent for made in new)}:
        to_disk(above)


def _remove(root: Path, name: str, put_before: datetime) -> bool:
    place = root / name
    with _held(root, fcntl.LOCK_EX):
        if not place.exists() or place.stat().st_mtime >= put_before.timestamp():
            return False
        place.unlink()
    return True


def to_disk(place: Path) -> None:
    """Make sure that the names in a folder are on the disk."""
    handle = os.open(place, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def _held(root: Path, how: int) -> Iterator[None]:
    handle = os.open(root, os.O_RDONLY)
    try:
        fcntl.flock(handle, how)
        yield
    finally:
        os.close(handle)
