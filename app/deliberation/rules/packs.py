"""The rule packs: the procedures that come with the house, and how a village brings its own."""

from functools import cache
from pathlib import Path

from app.deliberation.rules.bodies import Assembly
from app.deliberation.rules.fields import open_sheet, text_of
from app.deliberation.rules.floors import hold_to_floor
from app.deliberation.rules.pack import (
    Category,
    Days,
    Disclosure,
    Discussion,
    Joined,
    Method,
    Origin,
    Pack,
    Step,
    StepKind,
)
from app.deliberation.rules.read_pack import read_pack
from app.deliberation.rules.sheet import Fault, FaultyFile
from app.deliberation.rules.step_keys import StepKey
from app.words import _

__all__ = [
    "DEFAULT_PACK",
    "Assembly",
    "Category",
    "Days",
    "Disclosure",
    "Discussion",
    "Fault",
    "FaultyFile",
    "Joined",
    "Method",
    "Origin",
    "Pack",
    "Step",
    "StepKey",
    "StepKind",
    "builtin_packs",
    "load_pack",
    "parse_pack",
]

FOLDER = Path(__file__).parent.parent / "packs"
DEFAULT_PACK = "four-discussions"


def parse_pack(text: str, *, name: str, pinned: bool = False) -> Pack:
    """Return the pack written in `text`, or raise `FaultyFile` with every fault of the file `name`.

    Every pack is held to the floor of the law, except a `pinned` one: a proposal lives to its end under
    the text it began with, even if the law has moved since.
    """
    field = open_sheet(text, name=name)
    pack = read_pack(field, text=text)
    if not pinned and text != _law():
        base = field.maybe("base")
        if not base.given:
            field.sheet.fault((), _('Name the pack this one is built on: base = "%(base)s".', base=DEFAULT_PACK))
        elif base.value != DEFAULT_PACK:
            base.fault(_("A pack is built on %(base)s.", base=DEFAULT_PACK))
        hold_to_floor(field, pack=pack, floor=parse_pack(_law(), name=f"{DEFAULT_PACK}.toml", pinned=True))
    field.sheet.finish()
    return pack


def load_pack(path: Path) -> Pack:
    """Return the pack in a file; its digest is the SHA-256 of the text."""
    return parse_pack(text_of(path.read_bytes(), name=path.name), name=path.name)


@cache
def builtin_packs() -> dict[str, Pack]:
    """Return the packs that come with the house by their names, the default first."""
    packs = [load_pack(path) for path in FOLDER.glob("*.toml")]
    return {pack.name: pack for pack in sorted(packs, key=lambda pack: (pack.name != DEFAULT_PACK, pack.name))}


@cache
def _law() -> str:
    return (FOLDER / f"{DEFAULT_PACK}.toml").read_bytes().decode("utf-8")
