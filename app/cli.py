"""The commands of `./yishi`: each opens what it needs and calls the part of the house that does the work."""

import importlib
import os
import sys
from argparse import Namespace
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from app.arguments import read_words
from app.machine import PRINTING, TESTING, MachineError, prepare
from app.machine_words import said
from app.settings import ROOT, settings
from app.words import _

DONE, FAILED, UNUSABLE, INTERRUPTED = 0, 1, 2, 130
ON_EVERY_CORE = ["--numprocesses=auto", "--maxprocesses=8", "--dist=worksteal"]  # each with a database of its own
OF_THE_VILLAGE = ("code", "town", "supervision_phone", "clerk_phone", "township_phone", "administrator")


def main(given: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code; what the user can mend is said without a traceback."""
    os.umask(0o077)  # what Yishi writes holds names, phones and keys: for the own account's eyes only
    words = read_words(sys.argv[1:] if given is None else given)
    try:
        return RUN[words.command](words)
    except MachineError as problem:
        print(problem, file=sys.stderr)
        return UNUSABLE
    except KeyboardInterrupt:
        return INTERRUPTED


def demo(words: Namespace) -> int:
    """Show a village at work; what is done there stays until `--reset`."""
    prepare(PRINTING)
    from app.demo import play
    from app.showing import show

    show(lambda: play(at=datetime.now(UTC)), port=words.port, reset=words.reset)
    return DONE


def test(words: Namespace) -> int:
    """Run pytest in place of this process: all tests on every core, or those that are named on one."""
    prepare(PRINTING + TESTING)
    return _become("pytest", words.rest or ON_EVERY_CORE)


def serve(words: Namespace) -> int:
    """Serve; the database is brought to this version first."""
    from app import running, serving
    from app.named_files import sweep

    if words.port:
        os.environ["YISHI_PORT"] = str(words.port)
        settings.cache_clear()
    serving.see_port_free(host=settings().host, port=settings().port)
    prepare(PRINTING)
    with running.open_database() as found:
        running.act_now(lambda: sweep(at=datetime.now(UTC)))
        invited = running.act_now(_part("app.village.founding_command", "first_invitation"))
        print(invited, file=sys.stderr, end="\n" * bool(invited))
        print(f"Serving {found.public_url} on {found.host}, port {found.port}", file=sys.stderr, flush=True)
        serving.serve(workers=words.workers)
    return DONE


def migrate(words: Namespace) -> int:
    """Bring the database to this version."""
    from app.running import in_database, nothing

    in_database(nothing)
    print(said(_("The database is up to date.")))
    return DONE


def import_(words: Namespace) -> int:
    """Show what a spreadsheet would change; write it once confirmed."""
    from app import running

    if not words.file.is_file():
        raise MachineError(said(_("There is no file %(file)s.", file=str(words.file))))
    import_file = _part("app.village.commands", "import_file")
    given = {name: getattr(words, name) for name in OF_THE_VILLAGE}

    def act(*, confirmed: bool) -> int:
        now = datetime.now(UTC)
        code, text = running.act_now(
            lambda: import_file(words.file, village=words.village, confirmed=confirmed, at=now, **given)
        )
        print(text)
        return int(code)

    with running.open_database():
        code = act(confirmed=words.yes)
        if (
            code == DONE
            and not words.yes
            and sys.stdin.isatty()
            and input(said(_("Write this? [y/N] "))).lower() == "y"
        ):
            code = act(confirmed=True)
        elif code == DONE and not words.yes:
            print(said(_("Nothing was written. To write it, add --yes.")))
    return code


def found(words: Namespace) -> int:
    """Print the code with which a village is founded on a page."""
    from app.running import in_database

    print(in_database(_part("app.village.founding_command", "invitation")))
    return DONE


def cards(words: Namespace) -> int:
    """Print login cards for those who have none yet."""
    from app.running import in_database

    prepare(PRINTING)
    write_cards = _part("app.village.card_command", "write_cards")
    code, text = in_database(lambda: write_cards(words.out, village=words.village, at=datetime.now(UTC)))
    print(text)
    return int(code)


def verdict(words: Namespace) -> int:
    """Work out one case; needs no database."""
    from app.votes.rules.case import run_case

    code, text = run_case(words.case, expect=words.expect)
    print(text, file=sys.stderr if code == UNUSABLE else sys.stdout)
    return code


def verify(words: Namespace) -> int:
    """Walk every village's record, hold tables, files and witnesses against it, and name what differs first."""
    from app.recounting import RECOUNT
    from app.running import in_database
    from app.verifying import walk

    hold, lines = in_database(lambda: walk(RECOUNT, witnesses=words.witness))
    print("\n".join(lines))
    return DONE if hold else FAILED


def backup(words: Namespace) -> int:
    """Write the archive, also while another process serves; the database stays as found."""
    from app import backup, running

    whole, text = running.in_database(lambda: backup.backup(words.file, at=datetime.now(UTC)), as_found=True)
    return _told(text, whole=whole)


def restore(words: Namespace) -> int:
    """Read the archive into an empty database, then bring that to this version."""
    from app import backup, running

    with running.open_database():
        back = running.act_now(lambda: backup.restore(words.file, as_far_as_whole=words.as_far_as_whole), as_found=True)
        running.act_now(running.nothing)
    return _told(back[1], whole=back[0])


def bench(words: Namespace) -> int:
    """Run the benchmark in place of this process."""
    prepare(PRINTING)
    return _become("tests.bench", words.rest)


def _told(text: str, *, whole: bool) -> int:
    """Print what was done, and apart from it each thing that is not whole."""
    summary, *faults = text.splitlines()
    print(summary)
    print("\n".join(faults), file=sys.stderr, end="\n" * bool(faults))
    return DONE if whole else FAILED


def _become(module: str, rest: list[str]) -> int:
    os.chdir(ROOT)
    os.execv(sys.executable, [sys.executable, "-m", module, *rest])  # noqa: S606 - our own Python, no shell


def _part(module: str, name: str) -> Any:
    """Load a part of the house only when its command is given, so that the others start at once."""
    return getattr(importlib.import_module(module), name)


COMMANDS = (demo, test, serve, migrate, found, import_, cards, verdict, verify, backup, restore, bench)
RUN = {command.__name__.rstrip("_"): command for command in COMMANDS}

if __name__ == "__main__":
    sys.exit(main())
