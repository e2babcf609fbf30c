"""The rule packs: the procedures that come with the house, and how a village brings its own."""

from functools import cache, lru_cache
from pathlib import Path

from app.deliberation.rules.bodies import Assembly
from app.deliberation.rules.fields import Field, open_sheet, text_of
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
    "laxer_than_today",
    "load_pack",
    "parse_pack",
]

FOLDER = Path(__file__).parent.parent / "packs"
DEFAULT_PACK = "four-discussions"


def parse_pack(text: str, *, name: str, pinned: bool = False) -> Pack:
    """Return the pack written in `text`, or raise `FaultyFile` with every fault of the file `name`.

    Every pack is held to the one it is built on (village on province, province on nation), except a `pinned`
    one: a proposal lives to its end under the text it began with, even if the law has moved since.
    """
    field = open_sheet(text, name=name)
    pack = read_pack(field, text=text)
    if not pinned and text != _text_of(DEFAULT_PACK):
        hold_to_floor(field, pack=pack, floor=_below(field))
    field.sheet.finish()
    return pack


def _below(field: Field) -> Pack:
    """Return the pack that this one is built on; without one, or with a strange one, it is held to the law."""
    base = field.maybe("base")
    name = base.value
    if not base.given:
        field.sheet.fault((), _('Name the pack this one is built on: base = "%(base)s".', base=DEFAULT_PACK))
    elif name not in _names():
        base.fault(_("A pack is built on one of these: %(known)s.", known=", ".join(_names())))
    known = str(name) if name in _names() else DEFAULT_PACK
    return parse_pack(_text_of(known), name=f"{known}.toml", pinned=True)


@lru_cache(maxsize=64)
def laxer_than_today(text: str) -> tuple[Fault, ...]:
    """Return where a pack that was adopted once asks for less than the law of today; nothing may begin under it."""
    try:
        parse_pack(text, name="")
    except FaultyFile as faulty:
        return faulty.faults
    return ()


def load_pack(path: Path) -> Pack:
    """Return the pack in a file; its digest is the SHA-256 of the text."""
    return parse_pack(text_of(path.read_bytes(), name=path.name), name=path.name)


@cache
def builtin_packs() -> dict[str, Pack]:
    """Return the packs that come with the house by their names, the default first."""
    packs = [load_pack(path) for path in FOLDER.glob("*.toml")]
    return {pack.name: pack for pack in sorted(packs, key=lambda pack: (pack.name != DEFAULT_PACK, pack.name))}


@cache
def _names() -> tuple[str, ...]:
    return (DEFAULT_PACK, *sorted(path.stem for path in FOLDER.glob("*.toml") if path.stem != DEFAULT_PACK))


@cache
def _text_of(name: str) -> str:
    return (FOLDER / f"{name}.toml").read_bytes().decode("utf-8")
