"""Every command explains itself, and what the user can mend is said without a traceback."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from app.arguments import COMMANDS
from app.cli import RUN
from app.settings import ROOT

CASES = ROOT / "tests" / "cases"


def yishi(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", "app.cli", *words], cwd=ROOT, capture_output=True, text=True)


def test_every_command_that_is_listed_can_be_run_and_the_reverse() -> None:
    assert list(RUN) == list(COMMANDS)


@pytest.mark.parametrize("command", COMMANDS)
def test_each_command_explains_itself(command: str) -> None:
    done = yishi(command, "--help")

    assert done.returncode == 0
    assert f"usage: ./yishi {command}" in done.stdout


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (["frobnicate"], "invalid choice"),
        (["demo", "--port", "0"], "from 1 to 65535"),
        (["serve", "--workers", "none"], "from 1 to 64"),
        (["import", "nowhere.csv", "--village", "曼谷坝"], "There is no file nowhere.csv."),
        (["import", "village.csv"], "--village"),
        (["verdict", "nowhere.toml"], "nowhere.toml"),
    ],
)
def test_a_wrong_word_is_explained(words: list[str], reason: str) -> None:
    done = yishi(*words)

    assert done.returncode == 2
    assert reason in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == ""


def test_a_wrong_setting_is_explained(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("YISHI_PORT", "eighty")

    done = yishi("serve")

    assert done.returncode == 2
    assert done.stderr == "YISHI_PORT must be a whole number from 1 to 65535, not “eighty”.\n"


def test_a_taken_port_is_refused_before_the_database_starts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import socket

    monkeypatch.setenv("YISHI_DATA", str(tmp_path / "data"))
    with socket.create_server(("127.0.0.1", 0)) as taken:
        done = yishi("serve", "--port", str(taken.getsockname()[1]))

    assert done.returncode == 2
    assert "Cannot listen on 127.0.0.1" in done.stderr
    assert not (tmp_path / "data").exists()


def test_a_verdict_is_printed_and_a_wrong_expectation_is_exit_1(tmp_path: Path) -> None:
    case = CASES / "representatives-carried.toml"
    wrong = tmp_path / "wrong.toml"
    wrong.write_text(case.read_text().replace('outcome = "carried"', 'outcome = "rejected"'))

    assert '"outcome": "carried"' in yishi("verdict", str(case), "--expect").stdout
    assert yishi("verdict", str(case), "--expect").returncode == 0
    assert yishi("verdict", str(wrong), "--expect").returncode == 1
    assert yishi("verdict", str(wrong)).returncode == 0


def test_numbers_that_cannot_be_are_exit_2_with_the_field_named(tmp_path: Path) -> None:
    case = tmp_path / "case.toml"
    text = (CASES / "nobody-in-favour.toml").read_text()
    case.write_text(text.replace("in_favour = 0", "in_favour = -1"))

    done = yishi("verdict", str(case))

    assert done.returncode == 2
    assert "in_favour" in done.stderr
    assert done.stdout == ""


@pytest.mark.parametrize(
    ("named", "said"),
    [
        ({"LANG": "zh_CN.UTF-8"}, "显示建村码"),
        ({"LANG": "en_US.UTF-8", "LC_ALL": "zh_CN.GB18030"}, "显示建村码"),
        ({"LANG": "zh_CN.UTF-8", "LC_MESSAGES": "C"}, "print the code"),
        ({}, "print the code"),
    ],
)
def test_a_command_speaks_the_language_of_the_machine(named: dict[str, str], said: str) -> None:
    bare = {name: value for name, value in os.environ.items() if not name.startswith(("LC_", "LANG"))}

    done = subprocess.run(
        [sys.executable, "-m", "app.cli", "--help"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        env=bare | named | {"PYTHONUTF8": "1"},
    )

    assert done.returncode == 0
    assert said in done.stdout
