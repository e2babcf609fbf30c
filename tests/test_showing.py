"""The demo plays its story once, remembers what was done, and begins afresh only on its own data when asked."""

import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.logins import Login, table
from app.settings import ROOT
from tests.test_serving import port, wait_for

__all__ = ["port"]

SHOW = """
import sys
from uuid import UUID
from app import database, record
from app.logins import Login
from app.showing import show
from app.machine import MachineError

async def story():
    print("the story is played", flush=True)
    async with database.transaction():
        await record.begin_record(UUID(int=1), code="mgb")
    return [Login(name="岩罕", seats="书记", code="482913")]

try:
    show(story, port=int(sys.argv[1]), reset="--reset" in sys.argv)
except MachineError as problem:
    print(problem)
"""


@pytest.fixture(scope="module")
def data() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="yw") as place:
        yield Path(place)


def begin(data: Path, port: int, *words: str, **variables: str) -> subprocess.Popen[str]:
    ours = {name: value for name, value in os.environ.items() if not name.startswith(("YISHI_", "DATABASE_"))}
    command = [sys.executable, "-c", SHOW, str(port), *words]
    environment = ours | {"YISHI_DATA": str(data)} | variables
    return subprocess.Popen(command, cwd=ROOT, env=environment, text=True, stdout=subprocess.PIPE)


def seen(data: Path, port: int, *words: str) -> str:
    program = begin(data, port, *words)
    wait_for(port, answer=True)
    program.send_signal(signal.SIGINT)
    said = program.communicate(timeout=20)[0]
    assert program.returncode == 0
    return said


def test_the_story_is_played_once_and_the_logins_are_shown_each_time(data: Path, port: int) -> None:
    first, second = seen(data, port), seen(data, port)

    assert "the story is played" in first
    assert "the story is played" not in second
    for said in (first, second):
        assert "岩罕  书记   482913" in said
        assert f"Open http://127.0.0.1:{port}" in said
    assert (data / "logins.json").stat().st_mode & 0o777 == 0o600


def test_asked_to_begin_afresh_it_plays_again(data: Path, port: int) -> None:
    assert "the story is played" in seen(data, port, "--reset")


def test_a_story_that_was_cut_off_is_played_from_its_beginning(data: Path, port: int) -> None:
    (data / "logins.json").unlink(missing_ok=True)

    assert "the story is played" in seen(data, port)


def test_a_demo_that_is_running_is_not_pulled_away(data: Path, port: int) -> None:
    running = begin(data, port)
    wait_for(port, answer=True)

    other = begin(data, port + 1, "--reset").communicate(timeout=30)[0]

    running.send_signal(signal.SIGINT)
    running.communicate(timeout=20)
    assert other == "The demo is running already; end it first (Ctrl-C there).\n"


def test_a_database_that_is_not_the_demo_s_own_is_never_emptied(data: Path, port: int) -> None:
    program = begin(data, port, "--reset", DATABASE_URL="postgresql://clerk@127.0.0.1:1/village")

    assert "forgets only the demo's own database" in program.communicate(timeout=30)[0]


def test_columns_line_up_where_chinese_characters_take_two_places() -> None:
    people = [Login(name="岩罕", seats="书记", code="1"), Login(name="Ai", seats="x", code="2")]

    assert table(people).splitlines() == ["Name  Seats  Code", "岩罕  书记   1", "Ai    x      2"]
