"""The words of every command of `./yishi`, and what it says about itself with `--help`."""

import argparse
from collections.abc import Sequence
from pathlib import Path

from app.machine_words import said
from app.marks import Mark, read_mark
from app.words import Message, _

COMMANDS: dict[str, Message] = {
    "demo": _("show a village at work on http://127.0.0.1:8000"),
    "test": _("run the tests"),
    "serve": _("serve the villages of this machine"),
    "migrate": _("bring the database to this version"),
    "found": _("print the code with which a village is founded on a page"),
    "import": _("take in a village from a spreadsheet"),
    "cards": _("print login cards"),
    "verdict": _("work out the verdict of a case from its numbers"),
    "verify": _("check that the record has not been altered"),
    "backup": _("write database and files into one archive"),
    "restore": _("read an archive into an empty place"),
    "bench": _("measure the speed on this machine"),
}
PHONES = {
    "supervision": _("the supervision phone it prints"),
    "clerk": _("the clerk phone it prints"),
    "township": _("the township phone it prints"),
}
PASSED_ON = ("test", "bench")  # their words belong to the program they start


def read_words(given: Sequence[str]) -> argparse.Namespace:
    """Read the command and its words; a wrong one ends with the right ones, exit code 2."""
    if given and given[0] in PASSED_ON and given[1:2] not in (["-h"], ["--help"]):
        return argparse.Namespace(command=given[0], rest=list(given[1:]))
    parser = argparse.ArgumentParser(
        prog="./yishi", description=said(_("Village decisions, from the proposal to the result."))
    )
    commands = parser.add_subparsers(metavar="COMMAND", required=True, dest="command")
    of = {
        name: commands.add_parser(name, help=said(says), description=_sentence(said(says)))
        for name, says in COMMANDS.items()
    }

    of["demo"].add_argument("--port", type=_port, help=said(_("the port to serve on (8000)")))
    of["demo"].add_argument(
        "--reset", action="store_true", help=said(_("forget what was done in the demo, begin afresh"))
    )
    of["serve"].add_argument("--port", type=_port, help=said(_("the port to serve on (YISHI_PORT)")))
    of["serve"].add_argument("--workers", type=_workers, default=1, help=said(_("how many processes serve (1)")))
    of["import"].add_argument(
        "file", type=Path, help=said(_("CSV or XLSX with the columns of tests/cases/village.csv"))
    )
    of["import"].add_argument("--village", required=True, metavar="NAME", help=said(_("the village's name")))
    of["import"].add_argument("--code", help=said(_("its code in addresses: 2-12 small letters and digits, for ever")))
    of["import"].add_argument("--town", default="", help=said(_("the township above its name")))
    for phone in PHONES:
        of["import"].add_argument(f"--{phone}-phone", default="", metavar="PHONE", help=said(PHONES[phone]))
    of["import"].add_argument("--administrator", metavar="PERSON", help=said(_("number or name of who administers it")))
    of["import"].add_argument("--yes", action="store_true", help=said(_("write without asking")))
    of["cards"].add_argument("--village", metavar="CODE", help=said(_("the village's code, where there are several")))
    of["cards"].add_argument("--out", type=Path, default=Path("cards.pdf"), metavar="FILE", help=said(_("(cards.pdf)")))
    of["verdict"].add_argument("case", type=Path, metavar="CASE.toml")
    of["verdict"].add_argument(
        "--expect", action="store_true", help=said(_("exit 1 when the case's [expect] says otherwise"))
    )
    of["verify"].add_argument(
        "--witness", type=_mark, action="append", default=[], metavar="MARK",
        help=said(
            _("a mark from a paper, a backup or the record's page that the record must still contain; may be repeated")
        ),
    )  # fmt: skip
    of["backup"].add_argument(
        "file", type=Path, metavar="FILE", help=said(_("the archive to write; must not exist yet"))
    )
    of["restore"].add_argument("file", type=Path, metavar="FILE", help=said(_("the archive to read")))
    of["restore"].add_argument(
        "--as-far-as-whole", action="store_true", help=said(_("leave out files damaged in the archive"))
    )
    of["test"].epilog = said(_("All words go to pytest."))
    of["bench"].epilog = said(_("All words go to the benchmark."))
    return parser.parse_args(given)


def _sentence(says: str) -> str:
    return says[0].upper() + says[1:] + ("." if says.isascii() else "。")


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
