"""The database that comes with Yishi: a real PostgreSQL in a folder, started when needed, stopped by its last user.

Each user holds a shared lock on a file beside the folder. The kernel takes the lock back when a program dies, however
it dies, so nobody keeps a list of the living: who can take the lock alone is the last one out and stops the server.
"""

import fcntl
import hashlib
import os
import pwd
import shlex
import shutil
import stat
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Self
from urllib.parse import quote

from app.machine import MachineError
from app.postgres import account, binary, let_in, run, surroundings

LONGEST_SOCKET_FOLDER = 107 - len("/.s.PGSQL.5432")  # unix(7): an address holds 107 bytes
START_SECONDS = 120  # repairing after a power cut may take its time
OPTIONS = ("-c", "listen_addresses=", "-c", "timezone=UTC", "-c", "log_timezone=UTC")
LOOK_SECONDS = 1.0
ACCEPTS, REFUSES = 0, 1  # what pg_isready answers
LANGUAGE = ("--encoding=UTF8", "--locale=C.UTF-8", "--locale-provider=builtin", "--builtin-locale=C.UTF-8")


@dataclass(slots=True, kw_only=True)
class EmbeddedPostgres:
    """A running server in `folder`, used by this process until `stop`."""

    folder: Path
    dsn: str
    use: IO[bytes]
    ending: threading.Event = field(default_factory=threading.Event)
    watch: threading.Thread | None = None

    def keep_alive(self) -> None:
        """Look every second whether the server lives, and start it again when something killed it."""
        self.watch = threading.Thread(target=self._watch, name="database-watch", daemon=True)
        self.watch.start()

    def _watch(self) -> None:
        while not self.ending.wait(LOOK_SECONDS):
            if _lives(self.folder):
                continue
            with _alone_at_the_door(self.folder):
                if self.ending.is_set() or _is_up(self.folder):
                    continue
                print("The database has died; it is started again.", file=sys.stderr, flush=True)
                owner = account(self.folder)
                try:
                    _start(self.folder, socket=_socket_folder(self.folder, owner=owner), owner=owner)
                except MachineError as reason:  # such as a full disk: tried again as long as somebody serves
                    print(reason, file=sys.stderr, flush=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def stop(self) -> None:
        """Leave the server, and stop it when nobody else uses it; a second call does nothing."""
        if self.use.closed:
            return
        self.ending.set()
        with _alone_at_the_door(self.folder):
            if _is_last(self.use) and _answer(self.folder) in (ACCEPTS, REFUSES):
                run("pg_ctl", "stop", "-w", "-m", "fast", "-D", self.folder, owner=account(self.folder))
            self.use.close()


def start(folder: Path) -> EmbeddedPostgres:
    """Return the server of `folder`: made on first use, started or joined."""
    folder = Path(os.path.abspath(folder))
    folder.parent.mkdir(parents=True, exist_ok=True)
    with _alone_at_the_door(folder):
        owner = account(folder)
        let_in(owner, folder=folder)
        if not folder.exists():
            _make(folder, owner=owner)
        socket = _socket_folder(folder, owner=owner)
        if not _is_up(folder):
            _start(folder, socket=socket, owner=owner)
        use = _beside(folder, ".users").open("ab")
        fcntl.flock(use, fcntl.LOCK_SH)
    return EmbeddedPostgres(folder=folder, dsn=f"postgresql://postgres@/postgres?host={quote(str(socket))}", use=use)


def in_use(folder: Path) -> bool:
    """Tell whether a living program uses the server of `folder`."""
    users = _beside(folder, ".users")
    if not users.exists():
        return False
    with users.open("ab") as use:
        return not _is_last(use)


def _beside(folder: Path, suffix: str) -> Path:
    return folder.with_name(folder.name + suffix)


@contextmanager
def _alone_at_the_door(folder: Path) -> Iterator[None]:
    with _beside(folder, ".lock").open("ab") as door:
        fcntl.flock(door, fcntl.LOCK_EX)
        yield


def _is_last(use: IO[bytes]) -> bool:
    try:
        fcntl.flock(use, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _make(folder: Path, *, owner: pwd.struct_passwd | None) -> None:
    """Make the database files aside and move them in whole, so that a power cut leaves all or nothing."""
    unfinished = _beside(folder, ".new")
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir(mode=0o700)
    if owner is not None:
        os.chown(unfinished, owner.pw_uid, owner.pw_gid)
    run("initdb", "-U", "postgres", "--auth=trust", *LANGUAGE, "-D", unfinished, owner=owner)
    unfinished.rename(folder)


def _start(folder: Path, *, socket: Path, owner: pwd.struct_passwd | None) -> None:
    """Start the server; parts of a killed one may need a moment to notice, so a refusal is tried again."""
    _forget_the_dead(folder)
    log = folder / "server.log"
    words = ("-w", "-D", folder, "-l", log, "-t", START_SECONDS, "-o", shlex.join([*OPTIONS, "-k", str(socket)]))
    for patience in (0.5, 1, 2, 4):
        with suppress(MachineError):
            run("pg_ctl", "start", *words, owner=owner)
            return
        time.sleep(patience)
    try:
        run("pg_ctl", "start", *words, owner=owner)
    except MachineError as failure:
        last_words = log.read_text(errors="replace").splitlines()[-10:] if log.exists() else []
        raise MachineError("\n".join([str(failure), *last_words])) from None


def _socket_folder(folder: Path, *, owner: pwd.struct_passwd | None) -> Path:
    """Return where the socket goes: the database folder, or a private one elsewhere when that path is too long.

    Whoever reaches the socket is the database's master, so the folder must be ours alone.
    """
    if len(os.fsencode(folder)) <= LONGEST_SOCKET_FOLDER:
        return folder
    uid = os.geteuid() if owner is None else owner.pw_uid
    name = hashlib.sha256(os.fsencode(folder)).hexdigest()[:16]
    place = Path(tempfile.gettempdir()) / f"yishi-{uid}-{name}"
    try:
        place.mkdir(mode=0o700)
        if owner is not None:
            os.chown(place, owner.pw_uid, owner.pw_gid)
    except FileExistsError:
        found = place.lstat()
        if not stat.S_ISDIR(found.st_mode) or found.st_uid != uid or stat.S_IMODE(found.st_mode) != 0o700:
            raise MachineError(f"{place} should be a private folder of the database and is not.") from None
    return place


def _postmaster(folder: Path) -> list[str]:
    try:
        return (folder / "postmaster.pid").read_text().splitlines()
    except FileNotFoundError:
        return []


def _is_up(folder: Path) -> bool:
    """Tell whether the server takes connections; one that is opening or shutting down is waited for."""
    deadline = time.monotonic() + START_SECONDS
    while (answer := _answer(folder)) == REFUSES or (answer != ACCEPTS and _lives(folder)):
        if time.monotonic() > deadline:
            raise MachineError(f"The database in {folder} neither opens nor ends. What it says stands in server.log.")
        time.sleep(0.1)
    return answer == ACCEPTS


def _answer(folder: Path) -> int | None:
    """Ask the server itself; a number in a file may by now be somebody else's."""
    lines = _postmaster(folder)
    if len(lines) < 5:
        return None
    question = [str(binary("pg_isready")), "-q", "-h", lines[4], "-p", lines[3]]
    return subprocess.run(question, env=surroundings(), check=False).returncode  # noqa: S603 - our program


def _lives(folder: Path) -> bool:
    """Tell whether the process that the server's mark names is a PostgreSQL that lives."""
    lines = _postmaster(folder)
    if not lines or not lines[0].strip().isdigit():
        return False
    try:
        state = (Path("/proc") / lines[0].strip() / "stat").read_text()
    except OSError:
        return False
    name, _, rest = state.partition("(")[2].rpartition(")")
    return name == "postgres" and not rest.startswith(" Z")


def _forget_the_dead(folder: Path) -> None:
    """Remove the mark of a killed server whose process number another program bears by now."""
    lines = _postmaster(folder)
    if not lines:
        return
    name = Path("/proc") / lines[0].strip() / "comm"
    if name.exists() and name.read_text().strip() != "postgres":
        (folder / "postmaster.pid").unlink()
