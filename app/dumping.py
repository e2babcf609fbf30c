"""The whole database as one file and back, by PostgreSQL's own programs."""

import ctypes
import os
import re
import shutil
import signal
import subprocess
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit

from app.machine import MachineError
from app.postgres import binary

NEWER_SERVERS_ONLY = re.compile(rb"^SET transaction_timeout = 0;\n", re.MULTILINE)  # PostgreSQL 17 and newer
PR_SET_PDEATHSIG = 1  # prctl(2)
_LIBRARY = ctypes.CDLL(None)
HEAD = 4096  # octets of a script that hold its SET lines


def dump(dsn: str, *, snapshot: str, server: int, to: Path) -> None:
    """Write the database as the transaction of `snapshot` sees it; `server` is its major version."""
    words = ("--format=custom", "--no-owner", "--no-privileges", f"--snapshot={snapshot}", f"--file={to}")
    _run(_program("pg_dump", server=server), *words, dsn=dsn)


def load(dsn: str, *, source: Path, server: int, before: Sequence[str] = ()) -> None:
    """Read a dump into an empty database, whole or not at all; also into a server older than the dump's programs.

    The statements `before` are part of the same transaction.
    """
    script = source.with_suffix(".sql")
    made = ("--no-owner", "--no-privileges", f"--file={script}", str(source))
    _run(_program("pg_restore", server=server), *made)
    if server < 17:
        _leave_out(NEWER_SERVERS_ONLY, script)
    once = ("--no-psqlrc", "--quiet", "--single-transaction", "--set=ON_ERROR_STOP=1", "--output=/dev/null")
    _run(_program("psql", server=server), *once, *(f"--command={one}" for one in before), f"--file={script}", dsn=dsn)


def _leave_out(pattern: re.Pattern[bytes], script: Path) -> None:
    """Blank out a line among the first ones, in place: the script may be long."""
    with script.open("r+b") as file:
        head = file.read(HEAD)
        file.seek(0)
        file.write(pattern.sub(lambda line: b"-" * (len(line[0]) - 1) + b"\n", head, count=1))


def _program(name: str, *, server: int) -> Path:
    """Return a program new enough for the server: ours, else the one on the PATH."""
    other = shutil.which(name)
    for program in [binary(name), *([Path(other)] if other else [])]:
        version = subprocess.run([program, "--version"], capture_output=True, text=True, check=True).stdout  # noqa: S603 - asks its version
        if int(re.findall(r"\d+", version)[0]) >= server:
            return program
    raise MachineError(f"The database is PostgreSQL {server}, and there is no {name} of that version on this machine.")


def open_and_secret(dsn: str) -> tuple[str, dict[str, str]]:
    """Part an address into what every user of the machine may see and the password for the environment."""
    address = urlsplit(dsn)
    query = parse_qsl(address.query, keep_blank_values=True)
    password = unquote(address.password or "") or dict(query).get("password", "")
    user, at, host = address.netloc.rpartition("@")
    rest = urlencode([pair for pair in query if pair[0] != "password"], safe="/", quote_via=quote)
    # put together by hand: urlunsplit makes postgresql:/yishi of postgresql:///yishi, which is another address
    target = f"{address.scheme}://{user.partition(':')[0]}{at}{host}{address.path}{'?' if rest else ''}{rest}"
    return target, {"PGPASSWORD": password} if password else {}


def _run(program: Path, *words: str, dsn: str = "") -> None:
    """Run a program; the password goes through the environment, where other users of the machine don't see it."""
    target, secret = open_and_secret(dsn) if dsn else ("", {})
    command = [str(program), *words, *([f"--dbname={target}"] if target else [])]
    done = subprocess.run(  # noqa: S603 - our program
        command,
        env=os.environ | secret,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
        preexec_fn=die_with_parent,
    )
    if done.returncode:
        raise MachineError(f"{program.name} failed: {done.stderr.decode(errors='replace').strip()}")


def die_with_parent() -> None:
    """Ask the kernel to end this child when its parent dies, however it dies: nobody writes on behind its back."""
    if hasattr(_LIBRARY, "prctl"):
        _LIBRARY.prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
