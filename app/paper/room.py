"""One printing process as the application sees it: started when needed, killed when it takes too long, replaced."""

import contextlib
import os
import pickle
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from threading import Timer
from typing import IO, NoReturn, Self

from app.paper import frames
from app.paper.errors import MissingGlyph, PaperCrashed, PaperError, PaperTimeout, PressUnavailable
from app.paper.jobs import PrintJob

ROOT = Path(__file__).parents[2]
SECONDS_TO_START = 60
KEPT_VARIABLES = ("PATH", "LD_LIBRARY_PATH", "VIRTUAL_ENV")
_ERRORS = {
    frames.GLYPH: MissingGlyph,
    frames.ERROR: PaperError,
    frames.FATAL: PaperError,
    frames.UNAVAILABLE: PressUnavailable,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one printing process may use."""

    seconds: int = 60  # a hundred cards on a small and busy machine
    memory: int = 1 << 30


class Clock:
    """Kills a process when its time is up, and remembers that it did."""

    def __init__(self, process: subprocess.Popen[bytes], *, seconds: int) -> None:
        self.struck = False
        self._process = process
        self._timer = Timer(seconds, self._strike)
        self._timer.daemon = True

    def _strike(self) -> None:
        self.struck = True
        self._process.kill()

    def __enter__(self) -> Self:
        self._timer.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._timer.cancel()


class Room:
    """A printing process, used by one thread at a time."""

    def __init__(self, *, templates: tuple[Path, ...], fonts: Path, limits: Limits) -> None:
        self._templates, self._fonts, self._limits = templates, fonts, limits
        self._process: subprocess.Popen[bytes] | None = None
        self._scratch: Path | None = None

    def work(self, job: PrintJob) -> bytes:
        """Return the PDF of a job, or raise what the printing process said."""
        process = self.open()
        with Clock(process, seconds=self._limits.seconds) as clock:
            with contextlib.suppress(BrokenPipeError):
                frames.send(_pipe(process.stdin), frames.JOB, pickle.dumps(job))
            answer = frames.receive(_pipe(process.stdout))
        if answer is None:
            self._gone(process, too_slow=clock.struck, seconds=self._limits.seconds)
        kind, body = answer
        if kind == frames.PAPER:
            return body
        if kind == frames.FATAL:
            self.close()
        raise _ERRORS[kind](body.decode())

    def open(self) -> subprocess.Popen[bytes]:
        """Return the running process, a new one if there is none."""
        if self._process is not None and self._process.poll() is None:
            return self._process
        self.close()
        process = self._process = self._start()
        with Clock(process, seconds=SECONDS_TO_START) as clock:
            answer = frames.receive(_pipe(process.stdout))
        if answer is None:
            self._gone(process, too_slow=clock.struck, seconds=SECONDS_TO_START)
        if answer[0] != frames.READY:
            self.close()
            raise _ERRORS[answer[0]](answer[1].decode())
        return process

    def kill(self) -> None:
        """End the process at once, from any thread; whoever waits for it is told."""
        if self._process is not None:
            self._process.kill()

    def close(self) -> None:
        """End the process and leave nothing behind."""
        if (process := self._process) is not None:
            process.kill()
            process.wait()
            for pipe in (process.stdin, process.stdout):
                with contextlib.suppress(BrokenPipeError):  # what could not be said to it
                    _pipe(pipe).close()
        if self._scratch is not None:
            shutil.rmtree(self._scratch, ignore_errors=True)
        self._process = self._scratch = None

    def _start(self) -> subprocess.Popen[bytes]:
        """Start the process; the module is run anew, so nothing of the application is copied into it."""
        self._scratch = Path(tempfile.mkdtemp(prefix="yishi-paper-"))
        command = [sys.executable, "-m", "app.paper.worker", f"--fonts={self._fonts}", f"--scratch={self._scratch}"]
        command += [f"--memory={self._limits.memory}", f"--seconds={self._limits.seconds}"]
        command += [f"--templates={folder}" for folder in self._templates]
        kept = {name: os.environ[name] for name in KEPT_VARIABLES if name in os.environ}
        env = kept | {"LC_ALL": "C.UTF-8", "PYTHONPATH": str(ROOT), "PYTHONHASHSEED": "0"}
        pipe = subprocess.PIPE
        return subprocess.Popen(command, stdin=pipe, stdout=pipe, env=env, cwd=ROOT, start_new_session=True)  # noqa: S603 (our own module)

    def _gone(self, process: subprocess.Popen[bytes], *, too_slow: bool, seconds: int) -> NoReturn:
        """Clear up after a process that ended, and say why it did."""
        code = process.wait()
        self.close()
        if too_slow:
            raise PaperTimeout(f"The document was not printed within {seconds} seconds.")
        raise PaperCrashed(f"The printing process ended (exit {code}).")


def _pipe(pipe: IO[bytes] | None) -> IO[bytes]:
    assert pipe is not None
    return pipe
