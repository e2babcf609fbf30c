"""What this machine must have before Yishi can work on it: libraries of the system, installed if we may, else named."""

import ctypes
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass


class MachineError(Exception):
    """Something the administrator must change; the message explains it whole and is shown without a traceback."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A Debian package, what shows that it is there, and what it is for."""

    package: str
    purpose: str
    library: str = ""
    program: str = ""

    def is_there(self) -> bool:
        """Look for the thing itself, so that a machine that has it from elsewhere will do."""
        if self.program:
            return shutil.which(self.program) is not None
        try:
            ctypes.CDLL(self.library)
        except OSError:
            return False
        return True


PRINTING = (
    Part(package="libpango-1.0-0", library="libpango-1.0.so.0", purpose="lays out the text of printed documents"),
    Part(package="libpangoft2-1.0-0", library="libpangoft2-1.0.so.0", purpose="finds the fonts of printed documents"),
    Part(package="libharfbuzz-subset0", library="libharfbuzz-subset.so.0", purpose="embeds only the characters used"),
)
TESTING = (
    Part(package="chromium", program="chromium", purpose="the browser that the tests drive"),
    Part(package="qpdf", program="qpdf", purpose="checks the structure of PDFs in the tests"),
    Part(package="poppler-utils", program="pdftotext", purpose="reads the text of PDFs in the tests"),
)


def prepare(parts: tuple[Part, ...]) -> None:
    """See that all `parts` are there; install them where we have the right to, else say exactly what is missing."""
    missing = [part for part in parts if not part.is_there()]
    if not missing:
        return
    apt_get = _right_to_install()
    if apt_get is None:
        raise MachineError(_what_is_missing(missing))
    print(f"Installing {', '.join(part.package for part in missing)} …", file=sys.stderr)
    _run([*apt_get, "update", "-q"])
    _run([*apt_get, "install", "-q", "-y", "--no-install-recommends", *(part.package for part in missing)])
    still_missing = [part for part in missing if not part.is_there()]
    if still_missing:
        raise MachineError(_what_is_missing(still_missing))


def _right_to_install() -> list[str] | None:
    apt_get = shutil.which("apt-get")
    if apt_get is None:
        return None
    command = ["env", "DEBIAN_FRONTEND=noninteractive", apt_get]
    if os.geteuid() == 0:
        return command
    sudo = shutil.which("sudo")
    if sudo is None or subprocess.run([sudo, "-n", "true"], capture_output=True, check=False).returncode:  # noqa: S603 - asks for no password
        return None
    return [sudo, "-n", *command]


def _run(command: list[str]) -> None:
    """Run apt-get with its words in the open; whether it worked shows in what is there afterwards."""
    subprocess.run(command, stdin=subprocess.DEVNULL, stdout=sys.stderr, check=False)  # noqa: S603 - packages of our list


def _what_is_missing(missing: list[Part]) -> str:
    lines = [f"  {part.package}: {part.purpose}" for part in missing]
    names = " ".join(part.package for part in missing)
    return "\n".join(
        [
            "Missing on this machine, and there is no right to install it (neither root nor sudo without a password):"
            if _right_to_install() is None
            else "Could not be installed on this machine:",
            *lines,
            f"On Debian: sudo apt-get install --no-install-recommends {names}",
        ]
    )
