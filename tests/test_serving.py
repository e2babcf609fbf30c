"""The server answers, and told to stop it ends within five seconds, its workers and its database with it."""

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path

import pytest

from app.settings import ROOT


@pytest.fixture(scope="module")
def data() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="ys") as place:
        yield Path(place)


@pytest.fixture
def port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])


def begin(data: Path, port: int, *words: str) -> subprocess.Popen[str]:
    environment = os.environ | {"YISHI_DATA": str(data), "YISHI_PORT": str(port)}
    environment.pop("DATABASE_URL", None)
    command = [sys.executable, "-m", "app.cli", "serve", *words]
    return subprocess.Popen(command, cwd=ROOT, env=environment, text=True, stderr=subprocess.PIPE)


def answers(port: int) -> bool:
    connection = HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", "/")
        return connection.getresponse().getheader("content-security-policy") is not None
    except ConnectionError:
        return False
    finally:
        connection.close()


def wait_for(port: int, *, answer: bool) -> None:
    deadline = time.monotonic() + 60
    while answers(port) is not answer:
        assert time.monotonic() < deadline
        time.sleep(0.1)


def test_asked_for_the_head_only_it_answers_without_a_body_and_without_a_complaint(data: Path, port: int) -> None:
    server = begin(data, port)
    wait_for(port, answer=True)
    connection = HTTPConnection("127.0.0.1", port, timeout=5)

    for path in ("/", "/static/mark.svg", "/v/nowhere"):
        connection.request("HEAD", path)
        answer = connection.getresponse()
        assert (int(answer.getheader("content-length", "0")) > 0, answer.read()) == (True, b"")

    connection.close()
    server.send_signal(signal.SIGTERM)
    assert "Traceback" not in server.communicate(timeout=20)[1]


@pytest.mark.parametrize(("workers", "told"), [("1", signal.SIGINT), ("1", signal.SIGTERM), ("2", signal.SIGTERM)])
def test_told_to_stop_everything_ends_in_time(data: Path, port: int, workers: str, told: signal.Signals) -> None:
    server = begin(data, port, "--workers", workers)
    wait_for(port, answer=True)
    began = time.monotonic()

    server.send_signal(told)
    complained = server.communicate(timeout=20)[1]

    assert time.monotonic() - began < 5
    assert server.returncode == 0
    assert "Traceback" not in complained
    assert not answers(port)
    assert not (data / "postgres" / "postmaster.pid").exists()


def test_after_a_kill_the_workers_free_the_address_and_the_next_start_stops_the_database(data: Path, port: int) -> None:
    victim = begin(data, port, "--workers", "2")
    wait_for(port, answer=True)
    victim.kill()
    victim.communicate()
    wait_for(port, answer=False)

    server = begin(data, port)
    wait_for(port, answer=True)
    server.send_signal(signal.SIGTERM)
    server.communicate(timeout=20)

    assert not (data / "postgres" / "postmaster.pid").exists()


def test_a_database_that_was_killed_comes_back_under_the_running_server(data: Path, port: int) -> None:
    server = begin(data, port)
    wait_for(port, answer=True)
    assert status(port) == 200

    mark = data / "postgres" / "postmaster.pid"
    victim = mark.read_text().splitlines()[0]
    os.kill(int(victim), signal.SIGKILL)
    deadline, seen = time.monotonic() + 60, set[int]()
    while not mark.exists() or mark.read_text().startswith(victim) or status(port) != 200:
        assert time.monotonic() < deadline
        seen.add(status(port))
        time.sleep(0.1)

    assert seen <= {200, 503}
    server.send_signal(signal.SIGTERM)
    assert "it is started again" in server.communicate(timeout=20)[1]
    assert not (data / "postgres" / "postmaster.pid").exists()


def status(port: int) -> int:
    """Ask for a page that is never kept."""
    connection = HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request("GET", "/")
    answer = connection.getresponse().status
    connection.close()
    return answer


def test_told_to_stop_while_still_starting_the_database_is_not_left_behind(data: Path, port: int) -> None:
    server = begin(data, port)
    deadline = time.monotonic() + 60
    while not (data / "postgres" / "postmaster.pid").exists():
        assert time.monotonic() < deadline
        time.sleep(0.01)

    server.send_signal(signal.SIGTERM)
    server.communicate(timeout=30)

    assert not (data / "postgres" / "postmaster.pid").exists()
