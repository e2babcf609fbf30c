"""A backup is of one moment, is checked before it is believed, and only ever goes into an empty place."""

import hashlib
import io
import json
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.archive import part
from app.settings import ROOT

A_VILLAGE = """
import asyncio
from datetime import UTC, datetime
from uuid import UUID
from app import database, files, record
from app.running import in_database
from app.village.services.founding import console, found_village

FOUNDED = datetime(2026, 5, 1, 8, 0, tzinfo=UTC)

async def work():
    kept = await files.keep("村道路灯照片".encode(), media_type="image/jpeg")
    clerk = console(await found_village("曼岗坝村", code="mgb", at=FOUNDED), code="mgb")
    async with database.transaction():
        for number in range(2):
            await record.write_entry("matter.noted", subject=UUID(int=2), by=clerk,
                at=FOUNDED, facts={"number": number, "photo_sha256": kept.sha256})
    print(kept.sha256)

in_database(work)
"""


class Office:
    """A place with its own data, on which commands are run as an administrator would."""

    def __init__(self, data: Path) -> None:
        self.data = data

    def run(self, *words: str) -> subprocess.CompletedProcess[str]:
        ours = {name: value for name, value in os.environ.items() if not name.startswith(("YISHI_", "DATABASE_"))}
        environment = ours | {"YISHI_DATA": str(self.data)}
        return subprocess.run([sys.executable, *words], cwd=ROOT, env=environment, capture_output=True, text=True)

    def yishi(self, *words: str) -> subprocess.CompletedProcess[str]:
        return self.run("-m", "app.cli", *words)


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="yb") as place:
        yield Path(place)


@pytest.fixture(scope="module")
def office(folder: Path) -> Office:
    office = Office(folder / "office")
    made = office.run("-c", A_VILLAGE)
    assert made.returncode == 0, made.stderr
    return office


@pytest.fixture(scope="module")
def archive(folder: Path, office: Office) -> Path:
    place = folder / "backup.tar"
    done = office.yishi("backup", str(place))
    assert done.returncode == 0, done.stderr
    assert done.stdout == f"{place}: 1 village and 1 file.\n"
    return place


def spoiled(archive: Path, to: Path, *, member: str) -> Path:
    """Copy an archive with one octet of one part turned."""
    shutil.copy(archive, to)
    with tarfile.open(to) as tar:
        place = next(info.offset_data for info in tar if info.name.startswith(member))
    with to.open("r+b") as file:
        file.seek(place + 10)
        octet = file.read(1)
        file.seek(place + 10)
        file.write(bytes([octet[0] ^ 1]))
    return to


def test_what_comes_back_is_what_was_there(folder: Path, office: Office, archive: Path) -> None:
    other = Office(folder / "other")

    done = other.yishi("restore", str(archive))

    assert done.returncode == 0, done.stderr
    before, after = office.yishi("verify"), other.yishi("verify")
    assert before.stdout == after.stdout
    assert before.stdout.startswith("mgb: 3 entries hold, ")
    [kept] = [path for path in (other.data / "files").rglob("*") if path.is_file()]
    assert kept.read_text() == "村道路灯照片"


def test_the_archive_is_for_our_eyes_and_says_what_it_holds(archive: Path) -> None:
    assert archive.stat().st_mode & 0o777 == 0o600
    with tarfile.open(archive) as tar:
        manifest = json.loads(part(tar, "manifest.json").read())
        assert manifest["heads"]["mgb"][0] == 3
        assert set(manifest["parts"]) == set(tar.getnames()) - {"manifest.json"}


def test_a_place_with_something_in_it_is_refused(office: Office, archive: Path) -> None:
    done = office.yishi("restore", str(archive))

    assert done.returncode == 2
    assert done.stderr.startswith("The database is not empty; a backup is only read into an empty one.")


@pytest.mark.parametrize("member", ["database.dump", "files/"])
def test_a_damaged_archive_is_refused_before_anything_is_written(folder: Path, archive: Path, member: str) -> None:
    bad = spoiled(archive, folder / f"bad-{member.strip('/')}.tar", member=member)
    place = Office(folder / f"for-{bad.name}")

    done = place.yishi("restore", str(bad))

    assert done.returncode == 2
    assert f"is damaged: {member}" in done.stderr
    assert not (place.data / "files").exists()


def forged(archive: Path, to: Path, *, name: str, content: bytes) -> Path:
    """Write an archive that agrees with its own list, with one more part in it."""
    with tarfile.open(archive) as tar, tarfile.open(to, "w") as made:
        manifest = json.loads(part(tar, "manifest.json").read())
        manifest["parts"][name] = hashlib.sha256(content).hexdigest()
        parts = [(n, part(tar, n).read()) for n in tar.getnames() if n != "manifest.json"]
        for member, octets in [*parts, (name, content), ("manifest.json", json.dumps(manifest).encode())]:
            info = tarfile.TarInfo(member)
            info.size = len(octets)
            made.addfile(info, io.BytesIO(octets))
    return to


def test_a_forged_archive_writes_nothing_outside_the_store_and_nothing_false_into_it(
    folder: Path, archive: Path
) -> None:
    place = Office(folder / "forged")
    outside = forged(archive, folder / "forged.tar", name="files/../../away.txt", content=b"forged")
    refused = place.yishi("restore", str(outside))

    assert (refused.returncode, "what no backup holds" in refused.stderr, "Traceback" in refused.stderr) == (
        2,
        True,
        False,
    )
    assert not (place.data / "files").exists()

    false = forged(archive, folder / "forged.tar", name=f"files/00/{'0' * 64}", content=b"forged")
    done = place.yishi("restore", str(false))

    assert (done.returncode, f"its file {'0' * 64} is damaged" in done.stderr) == (1, True)
    assert not (place.data / "files" / "00").exists()


def claiming(archive: Path, to: Path, claims: dict[str, object]) -> Path:
    """Copy an archive whose manifest says something else."""
    with tarfile.open(archive) as tar, tarfile.open(to, "w") as made:
        for name in tar.getnames():
            octets = part(tar, name).read()
            if name == "manifest.json":
                octets = json.dumps(json.loads(octets) | claims).encode()
            info = tarfile.TarInfo(name)
            info.size = len(octets)
            made.addfile(info, io.BytesIO(octets))
    return to


@pytest.mark.parametrize(
    ("claims", "says"),
    [
        ({"format": 2}, "was written by another version of Yishi (format 2)"),
        ({"parts": {}}, "has no list of its parts"),
        ({"heads": {"mgb": [4, "0" * 64]}}, "do not end as the archive says they must"),
    ],
)
def test_an_archive_that_is_not_what_it_says_is_refused(
    folder: Path, archive: Path, claims: dict[str, object], says: str
) -> None:
    (claim,) = claims
    bad = claiming(archive, folder / f"claims-{claim}.tar", claims)

    done = Office(folder / f"for-{claim}").yishi("restore", str(bad))

    assert (done.returncode, says in done.stderr, "Traceback" in done.stderr) == (2, True, False)


def test_a_store_with_a_file_of_another_village_is_refused(folder: Path, archive: Path) -> None:
    other = Office(folder / "stranger's")
    strange = hashlib.sha256(b"strange").hexdigest()
    kept = other.data / "files" / strange[:2] / strange
    kept.parent.mkdir(parents=True)
    kept.write_bytes(b"strange")

    done = other.yishi("restore", str(archive))

    assert (done.returncode, done.stderr.startswith("The store of files is not empty")) == (2, True)
    assert kept.read_bytes() == b"strange"


def test_what_is_kept_is_for_our_own_account_only(folder: Path, archive: Path) -> None:
    other = Office(folder / "private")

    other.yishi("restore", str(archive))

    kept = list((other.data / "files").rglob("*"))
    assert kept
    assert not any(place.stat().st_mode & 0o077 for place in kept)


def test_a_database_without_a_village_is_not_backed_up(folder: Path) -> None:
    empty = Office(folder / "empty")

    done = empty.yishi("backup", str(folder / "nothing.tar"))

    assert done.returncode == 2
    assert done.stderr.startswith("There is no village in this database")
    assert not (folder / "nothing.tar").exists()


def test_what_is_no_archive_is_refused_in_words(folder: Path, office: Office) -> None:
    (folder / "letter.txt").write_text("Dear village, …")

    for name in ("letter.txt", "nowhere.tar"):
        done = office.yishi("restore", str(folder / name))
        assert done.returncode == 2
        assert "cannot be read as a backup of Yishi" in done.stderr
        assert "Traceback" not in done.stderr


def test_a_backup_replaces_no_file_and_leaves_no_half_one(folder: Path, office: Office) -> None:
    (folder / "kept").mkdir()
    (folder / "kept" / "old.tar").write_text("precious")

    done = office.yishi("backup", str(folder / "kept" / "old.tar"))

    assert done.returncode == 2
    assert "exists already" in done.stderr
    assert [(path.name, path.read_text()) for path in (folder / "kept").iterdir()] == [("old.tar", "precious")]
