"""The embedded database starts when needed, is shared, survives what kills us, and goes with its last user."""

import asyncio
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import asyncpg
import pytest

from app.embedded import in_use, start
from app.machine import MachineError
from app.postgres import binary

ROOT = Path(__file__).parent.parent
USER = "import sys; from pathlib import Path; from app.embedded import start; s = start(Path(sys.argv[1]))"
STAYS = USER + "; print(s.dsn, flush=True); sys.stdin.read(); s.stop()"
LEAVES = USER + "; s.stop()"


@pytest.fixture
def folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="yd") as place:
        yield Path(place) / "pg"


def another_program(code: str, folder: Path) -> subprocess.Popen[str]:
    words = [sys.executable, "-W", "error", "-c", code, str(folder)]
    return subprocess.Popen(words, cwd=ROOT, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE)


def ask(dsn: str, question: str) -> object:
    async def answer() -> object:
        connection = await asyncpg.connect(dsn)
        try:
            return await connection.fetchval(question)
        finally:
            await connection.close()

    return asyncio.run(answer())


def runs(folder: Path) -> bool:
    return (folder / "postmaster.pid").exists()


def test_what_was_written_is_there_when_it_is_started_again(folder: Path) -> None:
    with start(folder) as first:
        ask(first.dsn, "create table matter as select '村道路灯'::text as title")

    assert not runs(folder)
    with start(folder) as second:
        assert ask(second.dsn, "select title from matter") == "村道路灯"


def test_a_commit_is_on_the_disk_and_nobody_listens_to_the_network(folder: Path) -> None:
    with start(folder) as server:
        for name, value in {
            "fsync": "on",
            "synchronous_commit": "on",
            "listen_addresses": "",
            "TimeZone": "UTC",
        }.items():
            assert ask(server.dsn, f"select current_setting('{name}')") == value

        assert ask(server.dsn, "select pg_encoding_to_char(encoding) from pg_database limit 1") == "UTF8"
        assert folder.stat().st_mode & 0o077 == 0


def test_the_second_program_joins_and_the_last_one_out_stops_it(folder: Path) -> None:
    server = start(folder)
    other = another_program(STAYS, folder)
    assert other.stdout is not None
    assert other.stdout.readline().strip() == server.dsn

    server.stop()
    assert runs(folder)

    other.communicate("")
    assert other.returncode == 0
    assert not runs(folder)


def test_a_program_that_joined_leaves_the_server_to_the_one_that_started_it(folder: Path) -> None:
    with start(folder) as server:
        passer_by = another_program(LEAVES, folder)
        passer_by.communicate()
        assert passer_by.returncode == 0

        assert ask(server.dsn, "select 1") == 1


def test_after_a_killed_program_the_next_joins_and_its_clean_exit_stops_the_server(folder: Path) -> None:
    victim = another_program(STAYS, folder)
    assert victim.stdout is not None
    dsn = victim.stdout.readline().strip()
    ask(dsn, "create table ballot as select 1 as answer")
    victim.kill()
    victim.communicate()
    assert runs(folder)
    assert not in_use(folder)

    with start(folder) as server:
        assert in_use(folder)
        assert ask(server.dsn, "select answer from ballot") == 1

    assert not runs(folder)


def test_a_killed_server_is_repaired_even_when_its_number_belongs_to_another_program_now(folder: Path) -> None:
    with start(folder) as server:
        ask(server.dsn, "create table ballot as select 1 as answer")
        mark = (folder / "postmaster.pid").read_text().splitlines()
        os.kill(int(mark[0]), signal.SIGKILL)
    (folder / "postmaster.pid").write_text("\n".join([str(os.getpid()), *mark[1:]]))

    with start(folder) as again:
        assert ask(again.dsn, "select answer from ballot") == 1


def test_a_killed_server_is_started_again_for_who_uses_it(folder: Path) -> None:
    with start(folder) as server:
        server.keep_alive()
        ask(server.dsn, "create table ballot as select 1 as answer")
        for _time in range(2):
            os.kill(int((folder / "postmaster.pid").read_text().splitlines()[0]), signal.SIGKILL)
            assert ask_again(server.dsn, "select answer from ballot") == 1

    assert not runs(folder)


def ask_again(dsn: str, question: str) -> object:
    """Ask until there is an answer, as long as a reader would try."""
    deadline = time.monotonic() + 30
    while True:
        try:
            return ask(dsn, question)
        except (OSError, asyncpg.PostgresError):
            assert time.monotonic() < deadline
            time.sleep(0.1)


def test_a_start_while_the_old_server_shuts_down_waits_for_its_end(folder: Path) -> None:
    with start(folder) as first:
        held = subprocess.Popen(
            [binary("psql"), "-q", first.dsn],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        assert held.stdin is not None
        held.stdin.write(b"select pg_sleep(2);\n")
        held.stdin.close()
        time.sleep(0.5)
        number = int((folder / "postmaster.pid").read_text().splitlines()[0])
        os.kill(number, signal.SIGTERM)  # told to end as soon as its guests have gone: it takes no new ones
        time.sleep(0.2)
        began = time.monotonic()

        with start(folder) as second:
            assert ask(second.dsn, "select 1") == 1

        held.wait()
    assert time.monotonic() - began > 0.5


def test_of_two_programs_starting_at_once_both_get_the_same_server(folder: Path) -> None:
    programs = [another_program(STAYS, folder) for _ in range(3)]

    addresses = {program.stdout.readline() for program in programs if program.stdout is not None}

    for program in programs:
        program.communicate("")
    assert len(addresses) == 1
    assert [program.returncode for program in programs] == [0, 0, 0]
    assert not runs(folder)


def test_a_long_path_gets_a_private_socket_folder_and_a_stranger_s_folder_is_refused(folder: Path) -> None:
    deep = folder.parent / ("村" * 20) / ("b" * 60) / "pg"
    with start(deep) as server:
        assert ask(server.dsn, "select 1") == 1
        socket = Path(server.dsn.partition("?host=")[2])
        assert socket.stat().st_mode & 0o777 == 0o700

    socket.chmod(0o777)
    with pytest.raises(MachineError, match="private folder"):
        start(deep)
    socket.rmdir()


def test_leaving_twice_is_leaving_once(folder: Path) -> None:
    server = start(folder)
    server.stop()

    server.stop()

    assert not runs(folder)


def test_the_programs_for_backups_are_in_the_wheel() -> None:
    for name in ("pg_dump", "pg_restore"):
        assert os.access(binary(name), os.X_OK)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root runs the server under another account")
def test_no_folder_above_is_opened_to_everybody(folder: Path) -> None:
    folder.parent.chmod(0o700)

    with start(folder) as server:
        assert ask(server.dsn, "select 1") == 1

        assert folder.parent.stat().st_mode & 0o007 == 0
