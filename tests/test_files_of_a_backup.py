"""A damaged or missing file is told of and takes nothing else with it; killed backups and restores are repeated."""

import asyncio
import os
import random
import shutil
import signal
import subprocess
import sys
import tarfile
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from app import store
from app.archive import WORKSHOP, part, writing
from app.database import execute, fetch
from app.embedded import EmbeddedPostgres
from app.files import keep
from app.named_files import HASHES, KNOWN, OLD, mentioned, named, sweep
from app.settings import ROOT, settings
from tests.conftest import in_database
from tests.everywhere import Everywhere
from tests.test_backup import spoiled
from tests.test_killed_migrations import asked, told

pytestmark = pytest.mark.anyio

ROUNDS = int(os.environ.get("YISHI_KILLS", "3"))
NOT_FILES = set[tuple[str, str]]()  # columns that hold the hash of something else


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A database and a folder of files on which commands are run as an administrator would."""

    database: str
    files: Path

    def begin(self, *words: object) -> subprocess.Popen[str]:
        ours = {"DATABASE_URL": self.database, "YISHI_FILES": str(self.files)}
        command = [sys.executable, "-m", "app.cli", *map(str, words)]
        pipe = subprocess.PIPE
        return subprocess.Popen(command, cwd=ROOT, env=os.environ | ours, text=True, stdout=pipe, stderr=pipe)

    def run(self, *words: object) -> tuple[int, str, str]:
        process = self.begin(*words)
        said, complained = process.communicate(timeout=120)
        return process.returncode, said, complained

    def file(self, sha256: str) -> Path:
        return self.files / store.place_of(sha256)


@pytest.fixture
def office(everywhere: Everywhere, tmp_path: Path) -> Place:
    """The played village, with files of its own."""
    shutil.copytree(settings().files, tmp_path / "files")
    return Place(database=everywhere.database, files=tmp_path / "files")


@pytest.fixture
async def elsewhere(postgres: EmbeddedPostgres, tmp_path: Path) -> AsyncIterator[Place]:
    """A place in which nothing is."""
    name = f"r{os.urandom(6).hex()}"
    await told(postgres.dsn, f"CREATE DATABASE {name} TEMPLATE template0")
    yield Place(database=in_database(postgres, name), files=tmp_path / "elsewhere")
    await told(postgres.dsn, f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
async def notice(everywhere: Everywhere) -> str:
    """The hash of a published notice's PDF."""
    rows = await fetch("SELECT pdf_sha256 FROM notice WHERE state = 'published'")
    return str(rows[0]["pdf_sha256"])


def turn_one_bit(place: Path) -> None:
    octets = bytearray(place.read_bytes())
    octets[100] ^= 1
    place.write_bytes(octets)


@pytest.mark.parametrize("fault", ["damaged", "missing"])
async def test_a_file_that_is_not_whole_is_named_and_everything_else_comes_back(
    office: Place, elsewhere: Place, tmp_path: Path, notice: str, fault: str
) -> None:
    archive = tmp_path / "backup.tar"
    if fault == "damaged":
        turn_one_bit(office.file(notice))
    else:
        office.file(notice).unlink()

    code, said, complained = office.run("backup", archive)
    back, _said, missed = elsewhere.run("restore", archive)

    assert (code, back) == (1, 1)
    assert said.startswith(f"{archive}: 2 villages and ")
    assert f"its file {notice} is {fault}" in complained
    assert "mgb, notice " in complained
    assert f"its file {notice} is missing" in missed
    with tarfile.open(archive) as tar:
        assert notice.encode() in part(tar, "manifest.json").read()
    heads = "SELECT string_agg(code || seq || hash, ' ' ORDER BY code) FROM record_head"
    assert await asked(elsewhere.database, heads) == await asked(office.database, heads)
    for other in set(await named()) - {notice}:
        assert elsewhere.file(other).read_bytes() == office.file(other).read_bytes()


async def test_an_archive_damaged_later_is_refused_until_asked_for_what_is_whole(
    office: Place, elsewhere: Place, tmp_path: Path
) -> None:
    assert office.run("backup", tmp_path / "backup.tar")[0] == 0
    bad = spoiled(tmp_path / "backup.tar", tmp_path / "bad.tar", member="files/")

    refused, _said, why = elsewhere.run("restore", bad)
    back, said, missed = elsewhere.run("restore", bad, "--as-far-as-whole")

    assert (refused, "add --as-far-as-whole" in why) == (2, True)
    assert (back, "back are 2 villages" in said, "is missing" in missed) == (1, True, True)


async def test_what_no_act_names_stays_out_of_the_archive_and_goes_after_a_week(
    office: Place, tmp_path: Path, notice: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("YISHI_FILES", str(office.files))
    settings.cache_clear()
    now = datetime.now(UTC)
    cut_off, just_now = (await keep(b"cut off", media_type="x")).sha256, (await keep(b"new", media_type="x")).sha256
    staged = office.files / "ab" / f"{'ab' * 32}#7"
    staged.parent.mkdir(exist_ok=True)
    staged.write_bytes(b"half a fi")
    long_ago = (now - OLD - timedelta(hours=1)).timestamp()
    for place in (staged, office.file(cut_off), office.file(notice)):
        os.utime(place, (long_ago, long_ago))

    code, _said, complained = office.run("backup", tmp_path / "backup.tar")

    assert (code, complained) == (0, "")
    with tarfile.open(tmp_path / "backup.tar") as tar:
        assert not [name for name in tar.getnames() if cut_off in name or just_now in name]
    there = {place.exists() for place in (staged, office.file(cut_off))}
    assert there == {False}
    assert office.file(just_now).exists(), "its act may not have ended yet"
    assert office.file(notice).exists(), "it hangs"
    settings.cache_clear()


async def test_a_database_of_another_version_is_not_swept(everywhere: Everywhere) -> None:
    orphan = await keep(b"an orphan of another version", media_type="x")
    await execute("INSERT INTO migration (name, app_name) VALUES ('2036-01-01T00:00:00:000000', 'yishi')")

    gone = await sweep(at=datetime.now(UTC) + OLD + OLD)

    assert (gone, await store.get(store.place_of(orphan.sha256))) == (0, b"an orphan of another version")


async def test_a_file_that_was_kept_again_meanwhile_is_not_taken_away() -> None:
    kept = await keep(b"kept again", media_type="x")

    gone = await store.take_away(store.place_of(kept.sha256), put_before=datetime.now(UTC) - timedelta(hours=1))

    assert (gone, await store.get(store.place_of(kept.sha256))) == (False, b"kept again")


async def test_every_hash_in_the_tables_is_known_as_a_files_or_not(everywhere: Everywhere) -> None:
    columns = {(row["table_name"], row["column_name"]) for row in await fetch(HASHES)}

    assert columns == KNOWN | NOT_FILES
    assert set(await named()) <= await mentioned()


async def test_a_file_is_on_the_disk_before_an_act_can_name_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A power cut cannot be played here; the order of what is asked of the machine can be watched."""
    monkeypatch.setenv("YISHI_FILES", str(tmp_path / "files"))
    settings.cache_clear()
    done = list[str]()
    sync, move = os.fsync, Path.replace

    def syncing(handle: int) -> None:
        done.append(os.readlink(f"/proc/self/fd/{handle}"))
        sync(handle)

    def moving(here: Path, there: Path) -> Path:
        done.append(f"into {there}")
        return move(here, there)

    monkeypatch.setattr(os, "fsync", syncing)
    monkeypatch.setattr(Path, "replace", moving)

    kept = await keep(b"a notice", media_type="application/pdf")
    settings.cache_clear()

    file, moved, *folders = done
    place = tmp_path / "files" / store.place_of(kept.sha256)
    assert file.startswith(f"{place}#")
    assert moved == f"into {place}"
    assert {str(place.parent), str(tmp_path / "files"), str(tmp_path)} <= set(folders)


async def test_what_a_killed_backup_left_goes_with_the_next(office: Place, tmp_path: Path) -> None:
    (tmp_path / "kept").mkdir()
    with writing(tmp_path / "kept" / "of-another.tar"):
        for number in range(ROUNDS):
            victim = office.begin("backup", tmp_path / "kept" / f"{number}.tar")
            while victim.poll() is None and len(list((tmp_path / "kept").glob(f"{WORKSHOP}*"))) < 2:  # noqa: ASYNC110
                await asyncio.sleep(0.005)
            await asyncio.sleep(random.uniform(0, 0.2))
            victim.send_signal(signal.SIGKILL)
            victim.communicate()

        code, _said, complained = office.run("backup", tmp_path / "kept" / "last.tar")
        workshops = list((tmp_path / "kept").glob(f"{WORKSHOP}*"))

    assert (code, complained) == (0, "")
    assert len(workshops) == 1, "that of the backup which is still being written"
    assert not [place for place in (tmp_path / "kept").iterdir() if place.suffix != ".tar"]


async def test_a_killed_restore_is_simply_repeated(
    office: Place, elsewhere: Place, tmp_path: Path, postgres: EmbeddedPostgres
) -> None:
    archive = tmp_path / "backup.tar"
    assert office.run("backup", archive)[0] == 0
    name = urlsplit(elsewhere.database).path.strip("/")
    began = time.monotonic()
    assert elsewhere.run("restore", archive)[0] == 0
    lasts = time.monotonic() - began

    for _round in range(ROUNDS):
        await told(postgres.dsn, f"DROP DATABASE {name} WITH (FORCE)")
        await told(postgres.dsn, f"CREATE DATABASE {name} TEMPLATE template0")
        shutil.rmtree(elsewhere.files, ignore_errors=True)
        victim = elsewhere.begin("restore", archive)
        await asyncio.sleep(random.uniform(lasts / 4, lasts))
        victim.send_signal(signal.SIGKILL)
        victim.communicate()

        code, said, complained = elsewhere.run("restore", archive)

        finished = "It ends exactly as this archive does" in complained  # killed after its work, before its word
        assert finished or (code, complained) == (0, ""), said + complained
        assert elsewhere.run("verify")[0] == 0
        assert await asked(elsewhere.database, "SELECT to_regclass('restore_under_way') IS NULL")


async def test_nothing_is_served_from_a_restore_that_was_cut_off(office: Place) -> None:
    await execute("CREATE TABLE restore_under_way AS SELECT 'of another' AS mark")

    code, _said, complained = office.run("migrate")
    other, _said, of_another = office.run("restore", "nowhere.tar")

    assert (code, "A restore was cut off in this database. Repeat it" in complained) == (2, True)
    assert other == 2
    assert of_another
