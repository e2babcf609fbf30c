"""The printing process: it turns one job after another into PDFs, and can be killed without harm to anything else."""

import locale
import os
import pickle
import resource
import shutil
import signal
import sys
import tempfile
from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from app.paper import frames
from app.paper.errors import MissingGlyph, PressUnavailable
from app.paper.fonts import write_config
from app.paper.jobs import PrintJob
from app.paper.libraries import require_libraries

if TYPE_CHECKING:
    from app.paper.typeset import Typesetter

NICENESS = 5  # a vote is more urgent than a notice
LARGEST_FILE = 256 << 20
OPEN_FILES = 128
NEVER_TRUST_AGAIN = (MemoryError, RecursionError, SystemExit, KeyboardInterrupt)


def main() -> None:
    """Serve jobs from standard input until it closes, which also happens when the application dies."""
    told = _arguments()
    jobs, answers = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # a stray print must not get between the frames
    _shut_in(told)
    try:
        serve(jobs, answers, told=told)
    except PressUnavailable as reason:
        frames.send(answers, frames.UNAVAILABLE, str(reason).encode())
    finally:
        shutil.rmtree(told.scratch, ignore_errors=True)


def serve(jobs: BinaryIO, answers: BinaryIO, *, told: Namespace) -> None:
    """Load WeasyPrint (only now: the fonts are chosen when it is imported) and print."""
    require_libraries()
    from app.paper.typeset import Typesetter

    typesetter = Typesetter(templates=told.templates, fonts=told.fonts)
    resource.setrlimit(resource.RLIMIT_AS, (told.memory, told.memory))
    frames.send(answers, frames.READY)
    while (frame := frames.receive(jobs)) is not None:
        signal.alarm(told.seconds + 5)  # if the parent is gone, nobody else will end an endless document
        kind, body = attempt(typesetter, frame[1])
        signal.alarm(0)
        frames.send(answers, kind, body)
        if kind == frames.FATAL:
            return


def attempt(typesetter: "Typesetter", order: bytes) -> tuple[bytes, bytes]:
    """Return the PDF, or why there is none."""
    try:
        job: PrintJob = pickle.loads(order)  # noqa: S301 (only our own parent can write here)
        return frames.PAPER, typesetter.typeset(job)
    except MissingGlyph as missing:
        return frames.GLYPH, str(missing).encode()
    except NEVER_TRUST_AGAIN as end:
        return frames.FATAL, f"The document is more than the printing process can hold ({type(end).__name__}).".encode()
    except BaseException as error:  # WeasyPrint's refusal to fetch is no Exception
        cause = f" ({error.__cause__ or error.__context__})" if error.__cause__ or error.__context__ else ""
        return frames.ERROR, f"{type(error).__name__}: {str(error)[:300]}{cause[:300]}".encode()


def _arguments() -> Namespace:
    """Read what the parent says."""
    parser = ArgumentParser(prog="app.paper.worker")
    parser.add_argument("--templates", type=Path, action="append", required=True)
    parser.add_argument("--fonts", type=Path, required=True)
    parser.add_argument("--scratch", type=Path, required=True)
    parser.add_argument("--memory", type=int, required=True)
    parser.add_argument("--seconds", type=int, required=True)
    return parser.parse_args()


def _shut_in(told: Namespace) -> None:
    """Give the process its own fonts, locale and scratch folder, and take away what it does not need."""
    os.environ["FONTCONFIG_FILE"] = str(write_config(fonts=told.fonts, folder=told.scratch))
    os.environ["TMPDIR"] = tempfile.tempdir = str(told.scratch)
    locale.setlocale(locale.LC_ALL, "")
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (LARGEST_FILE, LARGEST_FILE))
    resource.setrlimit(resource.RLIMIT_NOFILE, (OPEN_FILES, OPEN_FILES))
    os.nice(NICENESS)


if __name__ == "__main__":
    main()
