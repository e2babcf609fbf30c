"""The house of a journey: a real server on its own database, whose clock the journey can put forward."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from app.asgi import House, create_app
from tests.bench.server import PATIENCE, STOPPED_IN, answers, free_port

CLOCK = "YISHI_JOURNEY_CLOCK"
HERE = "/"


@dataclass(frozen=True, slots=True, kw_only=True)
class Served:
    """A house that answers at `address`; the file `clock` holds by how many seconds its time is ahead of ours."""

    address: str
    clock: Path

    def now(self) -> datetime:
        """Return the time of the house."""
        return datetime.now(tz=UTC) + timedelta(seconds=float(self.clock.read_text()))

    def pass_time(self, **how_much: float) -> datetime:
        """Let time pass, and return the new one."""
        ahead = float(self.clock.read_text()) + timedelta(**how_much).total_seconds()
        aside = self.clock.with_suffix(".new")  # the server reads at any moment, and never half a number
        aside.write_text(str(ahead))
        aside.replace(self.clock)
        return self.now()


def application() -> House:
    """Make the application with the clock of the journey."""
    clock = Path(os.environ[CLOCK])
    return create_app(clock=lambda: datetime.now(tz=UTC) + timedelta(seconds=float(clock.read_text())))


@contextmanager
def served(*, database: str, folder: Path) -> Iterator[Served]:
    """Serve the database until the end of the block; a page that failed on the way fails the journey."""
    port, clock = free_port(), folder / "clock"
    clock.write_text("0")
    address = f"http://127.0.0.1:{port}"
    surroundings = os.environ | {"DATABASE_URL": database, CLOCK: str(clock), "YISHI_PUBLIC_URL": address}
    command = [sys.executable, "-m", "uvicorn", "tests.journeys.house:application", "--factory", "--port", str(port)]
    with (folder / "server.log").open("wb") as log:
        process = subprocess.Popen([*command, "--log-level", "warning"], env=surroundings, stdout=log, stderr=log)
    try:
        began = time.monotonic()
        while not answers(port, HERE):
            assert process.poll() is None, (folder / "server.log").read_text()
            assert time.monotonic() < began + PATIENCE
            time.sleep(0.05)
        yield Served(address=address, clock=clock)
    finally:
        process.terminate()
        process.wait(timeout=STOPPED_IN)
    log_lines = (folder / "server.log").read_text().splitlines()
    assert not [line for line in log_lines if "page.failed" in line], "\n".join(log_lines)
