"""A backup archive: one tar file with the database, the files, and a manifest that says what each part must hash to."""

import hashlib
import io
import json
import os
import re
import tarfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from app.machine import MachineError

FORMAT = 1
MANIFEST, DATABASE, FILES = "manifest.json", "database.dump", "files/"
STORED = re.compile(r"([0-9a-f]{2})/\1[0-9a-f]{62}")
BLOCK = 1024 * 1024  # octets


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


def is_stored(name: str) -> bool:
    """Tell whether a name is one that the file store gives: the hash of the content, below its first two letters."""
    return STORED.fullmatch(name) is not None


@contextmanager
def writing(place: Path) -> Iterator[Archive]:
    """Write an archive aside, for our eyes only, and move it into place once it is whole and on the disk."""
    if place.exists():
        raise MachineError(f"{place} exists already; a backup never replaces another file.")
    if not place.parent.is_dir():
        raise MachineError(f"There is no folder {place.parent}.")
    draft = place.with_name(f".{place.name}.{os.getpid()}")
    try:
        with os.fdopen(os.open(draft, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            with tarfile.open(fileobj=file, mode="w", format=tarfile.PAX_FORMAT) as tar:
                yield Archive(tar=tar)
            file.flush()
            os.fsync(file.fileno())
        draft.rename(place)
    finally:
        draft.unlink(missing_ok=True)


@contextmanager
def reading(place: Path) -> Iterator[tuple[tarfile.TarFile, dict[str, object]]]:
    """Open an archive whose every part has been checked against its hash, and its manifest."""
    with ExitStack() as stack:
        try:
            tar = stack.enter_context(tarfile.open(place, mode="r:"))
            manifest = _checked(tar, place=place)
        except (OSError, tarfile.TarError, ValueError, KeyError, TypeError) as reason:
            raise MachineError(f"{place} cannot be read as a backup of Yishi: {reason}.") from None
        yield tar, manifest


def part(tar: tarfile.TarFile, name: str) -> IO[bytes]:
    """Return a part of an open archive, to be read once."""
    found = tar.extractfile(name)
    if found is None:
        raise MachineError(f"The part {name} of the archive is not a file.")
    return found


def _checked(tar: tarfile.TarFile, *, place: Path) -> dict[str, object]:
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
    wrong = sorted(
        name
        for name in wanted.keys() | found.keys()
        if wanted.get(name) != found.get(name) or (name != DATABASE and not name.endswith(found[name]))
    )
    if wrong:
        raise MachineError(f"{place} is damaged: {', '.join(wrong[:5])} {'…' if wrong[5:] else ''}".rstrip())
    return manifest


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
