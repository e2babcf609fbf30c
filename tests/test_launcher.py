"""The launcher makes the environment by itself, once, also when two start at once, and says plainly what it lacks."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from app.arguments import COMMANDS
from app.settings import ROOT

ECHO = "import os, sys; print('ran', sys.argv[1:], os.getcwd())"
NEEDED = ("sh", "readlink", "dirname", "cat", "cmp", "head", "id", "flock", "rm", "mv", "env")
NOTHING_TO_INSTALL = "# nothing\n"


def clone(place: Path) -> Path:
    """Lay out a house with our launcher, an empty lock and a command line that only repeats its words."""
    (place / "app").mkdir(parents=True)
    (place / "app" / "__init__.py").touch()
    (place / "app" / "cli.py").write_text(ECHO)
    (place / "requirements.lock").write_text(NOTHING_TO_INSTALL)
    shutil.copy(ROOT / "yishi", place / "yishi")
    return place


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return clone(tmp_path_factory.mktemp("house") / "a village")


def begin(house: Path, *words: str, **variables: str) -> subprocess.Popen[str]:
    environment = os.environ | {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": ""} | variables
    return subprocess.Popen(
        [house / "yishi", *words], cwd="/", env=environment, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )


def run(house: Path, *words: str, **variables: str) -> tuple[int, str, str]:
    program = begin(house, *words, **variables)
    said, complained = program.communicate()
    return program.returncode, said, complained


def machine_without(place: Path, *, python: str = "") -> str:
    """Return a PATH on which there is next to nothing, and perhaps a python3 of ours."""
    place.mkdir()
    for name in NEEDED:
        (place / name).symlink_to(shutil.which(name) or name)
    if python:
        (place / "python3").write_text(python)
        (place / "python3").chmod(0o755)
    return str(place)


def test_alone_it_lists_the_commands() -> None:
    code, said, _ = run(ROOT)

    assert code == 0
    assert dict(re.findall(r"^  (\w+) +(.+)$", said, re.MULTILINE)) == {
        name: str(says) for name, says in COMMANDS.items()
    }


def test_of_two_first_starts_at_once_one_makes_the_environment_and_both_run(house: Path) -> None:
    programs = [begin(house, "demo", "--port", "8001"), begin(house, "serve")]

    heard = [program.communicate() for program in programs]

    assert [program.returncode for program in programs] == [0, 0]
    assert [said for said, _ in heard] == ["ran ['demo', '--port', '8001'] /\n", "ran ['serve'] /\n"]
    assert sum("Making the environment" in complained for _, complained in heard) == 1


def test_the_second_start_only_runs_the_command(house: Path) -> None:
    run(house, "verdict")

    assert run(house, "verdict") == (0, "ran ['verdict'] /\n", "")


def test_through_a_link_and_beside_a_stranger_s_files_it_is_still_our_house(house: Path, tmp_path: Path) -> None:
    (tmp_path / "app").mkdir()
    (tmp_path / "app" / "cli.py").write_text("print('a stranger')")
    (tmp_path / "link").symlink_to(house / "yishi")

    done = subprocess.run([tmp_path / "link", "verify"], cwd=tmp_path, capture_output=True, text=True, check=True)

    assert done.stdout == f"ran ['verify'] {tmp_path}\n"


def test_a_changed_lock_is_installed_and_what_fails_is_tried_again(house: Path) -> None:
    (house / "requirements.lock").write_text("no-such-package-of-ours==1.0 \\\n    --hash=sha256:" + "0" * 64 + "\n")

    for _ in range(2):
        code, said, complained = run(house, "demo")
        assert (code, said) == (3, "")
        assert "no-such-package-of-ours" in complained  # pip's own words
        assert "Without a network" in complained

    (house / "requirements.lock").write_text(NOTHING_TO_INSTALL)
    assert run(house, "demo")[0] == 0


def test_a_house_that_moved_makes_its_environment_anew(house: Path, tmp_path: Path) -> None:
    run(house, "demo")
    moved = tmp_path / "moved"
    shutil.copytree(house, moved, symlinks=True)

    code, _, complained = run(moved, "demo")

    assert code == 0
    assert "Making the environment" in complained


def test_without_python_it_says_so(tmp_path: Path) -> None:
    code, _, complained = run(clone(tmp_path / "house"), "demo", PATH=machine_without(tmp_path / "bin"))

    assert code == 3
    assert "Python 3.11 or newer" in complained


def test_a_python_that_is_too_old_is_none(tmp_path: Path) -> None:
    path = machine_without(tmp_path / "bin", python="#!/bin/sh\nexit 1\n")

    assert "Python 3.11 or newer" in run(clone(tmp_path / "house"), "demo", PATH=path)[2]


def test_without_the_module_for_environments_it_names_the_package(tmp_path: Path) -> None:
    half = f'#!/bin/sh\ncase "$2" in *ensurepip*) exit 1 ;; esac\nexec {sys.executable} "$@"\n'
    path = machine_without(tmp_path / "bin", python=half)

    code, _, complained = run(clone(tmp_path / "house"), "demo", PATH=path)

    assert code == 3
    assert "apt-get install python3-venv" in complained
