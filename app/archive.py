"""A backup archive: one tar file with the database, the files, and a manifest that says what each part must hash to."""

import fcntl
import hashlib
import io
import json
import os
import shutil
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from app.machine import MachineError
from app.store import is_stored, to_disk

FORMAT = 1
MANIFEST, DATABASE, FILES = "manifest.json", "database.dump", "files/"
BLOCK = 1024 * 1024  # octets
WORKSHOP = ".yishi-backup-"  # the folder beside the archive in which it is made


@dataclass(slots=True, kw_only=True)
class Archive:
    """An archive being written; the manifest, which needs every hash, comes last."""

    tar: tarfile.TarFile
    parts: dict[str, str] = field(default_factory=dict)

    def add(self, name: str, source: IO[bytes], *, size: int) -> None:
        """Add one part of `size` octets and note its hash."""
        info = tarfile.TarInfo(name)
        info.size, info.mode = size, 0o600
        listening = _Hashing(source)
        self.tar.addfile(info, listening)
        self.parts[name] = listening.digest.hexdigest()

    def add_file(self, name: str, place: Path) -> None:
        """Add a file of the disk as a part."""
        with place.open("rb") as source:
            self.add(name, source, size=place.stat().st_size)

    def finish(self, facts: dict[str, object]) -> None:
        """Add the manifest: `facts` and the hash of every part."""
        whole = {"format": FORMAT, **facts, "parts": self.parts}
        text = json.dumps(whole, ensure_ascii=False, indent=1).encode()
        self.add(MANIFEST, io.BytesIO(text), size=len(text))


@contextmanager
def writing(place: Path) -> Iterator[tuple[Archive, Path]]:
    """Write an archive in a workshop, for our eyes only, and move it into place once it is whole and on the disk.

    The workshop is lent as well, for what becomes a part; it is gone afterwards, and the next backup sweeps away what
    a killed one left.
    """
    if place.exists():
        raise MachineError(f"{place} exists already; a backup never replaces another file.")
    if not place.parent.is_dir():
        raise MachineError(f"There is no folder {place.parent}.")
    with _workshop(place.parent) as folder:
        draft = folder / "backup.tar"
        with os.fdopen(os.open(draft, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            with tarfile.open(fileobj=file, mode="w", format=tarfile.PAX_FORMAT) as tar:
                yield Archive(tar=tar), folder
            file.flush()
            os.fsync(file.fileno())
        draft.rename(place)
        to_disk(place.parent)


@contextmanager
def _workshop(beside: Path) -> Iterator[Path]:
    """Make a folder that is ours while we hold its lock; one whose lock is free belongs to somebody who was killed."""
    for left in beside.glob(f"{WORKSHOP}*"):
        if (handle := _lock(left)) is not None:
            shutil.rmtree(left, ignore_errors=True)
            os.close(handle)
    folder = Path(tempfile.mkdtemp(prefix=WORKSHOP, dir=beside))
    handle = _lock(folder)
    if handle is None or not folder.exists():  # in this very moment another backup took it for a left one
        raise MachineError("Another backup is being written here; try again in a moment.")
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        os.close(handle)


def _lock(folder: Path) -> int | None:
    """Take a folder's lock and return its handle, or None where somebody holds it or it is not ours to open."""
    try:
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    except OSError:
        return None
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(handle)
        return None
    return handle


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """An archive whose every part was compared with its hash; `spoiled` are files that are not to be believed."""

    tar: tarfile.TarFile
    manifest: dict[str, object]
    spoiled: tuple[str, ...]

    def files(self) -> list[str]:
        """Return the names of the whole files among its parts."""
        return [name for name in self.tar.getnames() if name.startswith(FILES) and name not in self.spoiled]


@contextmanager
def reading(place: Path, *, as_far_as_whole: bool = False) -> Iterator[Checked]:
    """Open an archive and check its every part.

    A part that is not what the manifest says spoils the archive, unless it is a file and whoever asks takes what is
    whole. A file that was put in damaged, as its own name tells, never does: the rest must come back.
    """
    with ExitStack() as stack:
        try:
            tar = stack.enter_context(tarfile.open(place, mode="r:"))
            checked = _checked(tar, place=place, as_far_as_whole=as_far_as_whole)
        except (OSError, tarfile.TarError, ValueError, KeyError, TypeError) as reason:
            raise MachineError(f"{place} cannot be read as a backup of Yishi: {reason}.") from None
        yield checked


def part(tar: tarfile.TarFile, name: str) -> IO[bytes]:
    """Return a part of an open archive, to be read once."""
    found = tar.extractfile(name)
    if found is None:
        raise MachineError(f"The part {name} of the archive is not a file.")
    return found


def _checked(tar: tarfile.TarFile, *, place: Path, as_far_as_whole: bool) -> Checked:
    manifest: dict[str, object] = json.load(part(tar, MANIFEST))
    if manifest["format"] != FORMAT:
        raise MachineError(f"{place} was written by another version of Yishi (format {manifest['format']}).")
    found = {name: _hash(part(tar, name)) for name in tar.getnames() if name != MANIFEST}
    wanted = manifest["parts"]
    if not isinstance(wanted, dict) or DATABASE not in wanted:
        raise MachineError(f"{place} has no list of its parts.")
    strange = sorted(name for name in found if name != DATABASE and not is_stored(name.removeprefix(FILES)))
    if strange:
        raise MachineError(f"{place} holds what no backup holds: {', '.join(strange[:5])}")
    wrong = sorted(name for name in wanted.keys() | found.keys() if wanted.get(name) != found.get(name))
    if wrong and (not as_far_as_whole or DATABASE in wrong):
        advice = "" if DATABASE in wrong else " To read back all that is whole, add --as-far-as-whole."
        raise MachineError(f"{place} is damaged: {', '.join(wrong[:5])}{' …' if wrong[5:] else ''}.{advice}")
    misnamed = [name for name in found if name != DATABASE and not name.endswith(found[name])]
    return Checked(tar=tar, manifest=manifest, spoiled=tuple(sorted({*wrong, *misnamed})))


def _hash(source: IO[bytes]) -> str:
    digest = hashlib.sha256()
    while block := source.read(BLOCK):
        digest.update(block)
    return digest.hexdigest()


class _Hashing(io.RawIOBase):
    """Hashes what passes through."""

    def __init__(self, source: IO[bytes]) -> None:
        super().__init__()
        self.source, self.digest = source, hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        block = self.source.read(size)
        self.digest.update(block)
        return block
