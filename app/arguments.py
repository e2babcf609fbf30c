"""The words of every command of `./yishi`, and what it says about itself with `--help`."""

import argparse
from collections.abc import Sequence
from pathlib import Path

from app.marks import Mark, read_mark

COMMANDS = {
    "demo": "show a village at work on http://127.0.0.1:8000",
    "test": "run the tests",
    "serve": "serve the villages of this machine",
    "migrate": "bring the database to this version",
    "import": "take in a village from a spreadsheet",
    "cards": "print login cards",
    "verdict": "work out the verdict of a case from its numbers",
    "verify": "check that the record has not been altered",
    "backup": "write database and files into one archive",
    "restore": "read an archive into an empty place",
    "bench": "measure the speed on this machine",
}
PASSED_ON = ("test", "bench")  # their words belong to the program they start


def read_words(given: Sequence[str]) -> argparse.Namespace:
    """Read the command and its words; a wrong one ends with the right ones, exit code 2."""
    if given and given[0] in PASSED_ON and given[1:2] not in (["-h"], ["--help"]):
        return argparse.Namespace(command=given[0], rest=list(given[1:]))
    parser = argparse.ArgumentParser(prog="./yishi", description="Village decisions, from the proposal to the result.")
    commands = parser.add_subparsers(metavar="COMMAND", required=True, dest="command")
    of = {name: commands.add_parser(name, help=says, description=_sentence(says)) for name, says in COMMANDS.items()}

    of["demo"].add_argument("--port", type=_port, help="the port to serve on (8000)")
    of["demo"].add_argument("--reset", action="store_true", help="forget what was done in the demo, begin afresh")
    of["serve"].add_argument("--port", type=_port, help="the port to serve on (YISHI_PORT)")
    of["serve"].add_argument("--workers", type=_workers, default=1, help="how many processes serve (1)")
    of["import"].add_argument("file", type=Path, help="CSV or XLSX with the columns of cases/village.csv")
    of["import"].add_argument("--village", required=True, metavar="NAME", help="the village's name")
    of["import"].add_argument("--code", help="its code in addresses: 2-12 small letters and digits, for ever")
    of["import"].add_argument("--town", default="", help="the township above its name")
    for phone in ("supervision", "clerk", "township"):
        of["import"].add_argument(f"--{phone}-phone", default="", metavar="PHONE", help=f"the {phone} phone it prints")
    of["import"].add_argument("--administrator", metavar="PERSON", help="number or name of who administers it")
    of["import"].add_argument("--yes", action="store_true", help="write without asking")
    of["cards"].add_argument("--village", metavar="CODE", help="the village's code, where there are several")
    of["cards"].add_argument("--out", type=Path, default=Path("cards.pdf"), metavar="FILE", help="(cards.pdf)")
    of["verdict"].add_argument("case", type=Path, metavar="CASE.toml")
    of["verdict"].add_argument("--expect", action="store_true", help="exit 1 when the case's [expect] says otherwise")
    of["verify"].add_argument(
        "--witness", type=_mark, action="append", default=[], metavar="MARK",
        help="a mark from a paper, a backup or the record's page that the record must still contain; may be repeated",
    )  # fmt: skip
    of["backup"].add_argument("file", type=Path, metavar="FILE", help="the archive to write; must not exist yet")
    of["restore"].add_argument("file", type=Path, metavar="FILE", help="the archive to read")
    of["restore"].add_argument("--as-far-as-whole", action="store_true", help="leave out files damaged in the archive")
    of["test"].epilog = "All words go to pytest."
    of["bench"].epilog = "All words go to the benchmark."
    return parser.parse_args(given)


def _sentence(says: str) -> str:
    return says[0].upper() + says[1:] + "."


def _mark(text: str) -> Mark:
    try:
        return read_mark(text)
    except ValueError as fault:
        raise argparse.ArgumentTypeError(str(fault)) from None


def _port(text: str) -> int:
    return _between(text, least=1, most=65535)


def _workers(text: str) -> int:
    return _between(text, least=1, most=64)


def _between(text: str, *, least: int, most: int) -> int:
    if not (text.isascii() and text.isdigit() and least <= int(text) <= most):
        raise argparse.ArgumentTypeError(f"a whole number from {least} to {most} is needed, not “{text}”")
    return int(text)
