"""The servers under measurement: real processes, asked how much of the machine they used."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK")
PAGE = os.sysconf("SC_PAGE_SIZE")
HOUSE = ("-m", "app.cli", "serve")
PATIENCE = 60  # seconds until a server must answer
STOPPED_IN = 20  # seconds until it must be gone


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """A server that answers."""

    process: subprocess.Popen[bytes]
    port: int
    first_page: float
    """Seconds from its start to the first page."""

    def cpu(self) -> float:
        """Return the CPU seconds it has used."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / TICKS

    def memory(self) -> int:
        """Return the octets it holds in memory."""
        return int(Path(f"/proc/{self.process.pid}/statm").read_text().split()[1]) * PAGE

    def stop(self) -> float:
        """Tell it to stop and return the seconds it took."""
        began = time.monotonic()
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(timeout=STOPPED_IN)
        return time.monotonic() - began


@contextmanager
def running(*words: str, path: str, data: Path, port: int | None = None) -> Iterator[Server]:
    """Start a server and lend it once `path` answers 200; it is stopped at the end, whatever happened."""
    port = port or free_port()
    surroundings = os.environ | {"YISHI_DATA": str(data), "YISHI_PORT": str(port), "YISHI_HOST": "127.0.0.1"}
    surroundings["YISHI_PUBLIC_URL"] = f"http://127.0.0.1:{port}"
    began = time.monotonic()
    process = subprocess.Popen(
        [sys.executable, *words], env=surroundings, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL
    )
    try:
        while not answers(port, path):
            if process.poll() is not None or time.monotonic() > began + PATIENCE:
                raise RuntimeError(f"{' '.join(words)} does not answer {path}")
            time.sleep(0.01)
        yield Server(process=process, port=port, first_page=time.monotonic() - began)
    finally:
        if process.poll() is None:
            process.terminate()
            with suppress(subprocess.TimeoutExpired):
                process.wait(timeout=STOPPED_IN)
        process.kill()
        process.wait()


def free_port() -> int:
    """Return a port nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])


def answers(port: int, path: str) -> bool:
    """Return whether a server answers 200 there."""
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=5) as connection:
            connection.sendall(f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n".encode())
            return connection.recv(12).endswith(b"200")
    except OSError:
        return False
