"""The web server of a command: any number of workers on one address, and a stop that waits for nobody too long."""

import ctypes
import errno
import os
import signal
import socket
import time
from typing import Any

import uvicorn

from app.machine import MachineError
from app.settings import settings

GRACE_SECONDS = 3  # for answers under way; open event streams would wait for ever
FREED_SECONDS = 3  # a worker looks at its parent once it has begun
DIE_WITH_PARENT = "YISHI_WORKER_OF"
PR_SET_PDEATHSIG = 1  # prctl(2)


def see_port_free(*, host: str, port: int) -> None:
    """Refuse a port that is taken, before anything else is started; workers of a killed server give it up in time."""
    deadline = time.monotonic() + FREED_SECONDS
    while (reason := _why_not_free(host, port)) is not None:
        if time.monotonic() > deadline or reason.errno != errno.EADDRINUSE:
            raise MachineError(f"Cannot listen on {host}, port {port}: {reason.strerror}.")
        time.sleep(0.1)


def _why_not_free(host: str, port: int) -> OSError | None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as reason:
            return reason
    return None


def serve(*, workers: int = 1) -> None:
    """Serve until told to stop (Ctrl-C, SIGTERM); return when everything of the server has ended."""
    found = settings()
    after = {sig: signal.signal(sig, _wait_for_the_end) for sig in (signal.SIGINT, signal.SIGTERM)}
    os.environ[DIE_WITH_PARENT] = str(os.getpid())
    try:
        uvicorn.run(
            "app.serving:application",
            factory=True,
            host=found.host,
            port=found.port,
            workers=workers,
            forwarded_allow_ips=found.proxies,
            timeout_graceful_shutdown=GRACE_SECONDS,
            access_log=False,
            server_header=False,
            log_level="warning",
        )
    finally:
        for sig, handler in after.items():
            signal.signal(sig, handler)


def application() -> Any:
    """Make the application of one worker; a worker whose parent was killed ends too and frees the address."""
    parent = int(os.environ.get(DIE_WITH_PARENT, "0"))
    if parent not in (0, os.getpid()):
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
        if os.getppid() != parent:
            raise SystemExit(1)
    from app.asgi import create_app

    return create_app()


def _wait_for_the_end(*_: object) -> None:
    """Do nothing: the server has its own ears while it serves, and what follows must not be hurried."""
