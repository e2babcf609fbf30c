"""The money of a matter, in whole fen: where it comes from and what it is spent on, and that both sides agree."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.deliberation.rules.states import MoneyKind
from app.words import Fen, Message, _

MOST_LINES = 60  # of one kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Money:
    """One line of a matter's money: a source with its basis, or a spending with its quantity."""

    kind: MoneyKind
    label: str
    basis: str = ""
    fen: int


def total(lines: Sequence[Money], kind: MoneyKind) -> Fen:
    """Return the sum of one side, in fen."""
    return Fen(sum(line.fen for line in lines if line.kind is kind))


def amounts_differ(before: Sequence[Money], after: Sequence[Money]) -> bool:
    """Say whether any amount differs: who writes the change gains by calling it small, so money never is."""
    return [(line.kind, line.fen) for line in before] != [(line.kind, line.fen) for line in after]


def fault_in(lines: Sequence[Money]) -> Message | None:
    """Say what is wrong with the money of a matter: a side may be missing, but two sides must have one sum."""
    if any(line.fen <= 0 for line in lines):
        return _("Each line of money is more than nothing.")
    if any(not line.label.strip() for line in lines):
        return _("Each line of money has a name.")
    if any(sum(line.kind is kind for line in lines) > MOST_LINES for kind in MoneyKind):
        return _("At most %(most)s lines of money on each side.", most=MOST_LINES)
    sources, spending = total(lines, MoneyKind.SOURCE), total(lines, MoneyKind.SPENDING)
    if sources and spending and sources != spending:
        return _(
            "The sources add up to %(sources)s yuan and the spending to %(spending)s yuan; both must be the same.",
            sources=sources,
            spending=spending,
        )
    return None
