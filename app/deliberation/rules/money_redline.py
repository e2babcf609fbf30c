"""What a new revision changes in the money: lines that came, went, or have another amount or basis, and the sums."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from app.deliberation.rules.money import Money, total
from app.deliberation.rules.redline import Kind
from app.deliberation.rules.states import MoneyKind
from app.words import Fen


@dataclass(frozen=True, slots=True, kw_only=True)
class MoneyChange:
    """A line of money before and after; one of the two is None where the line came or went."""

    before: Money | None
    after: Money | None

    @property
    def line(self) -> Money:
        """The line to name it by."""
        found = self.after or self.before
        assert found is not None
        return found

    @property
    def kind(self) -> Kind:
        """Whether the line stands in both revisions or only in one."""
        if self.before is None:
            return Kind.ADDED
        return Kind.REMOVED if self.after is None else Kind.KEPT

    @property
    def changed(self) -> bool:
        """Whether anything in it differs."""
        return self.before != self.after


@dataclass(frozen=True, slots=True, kw_only=True)
class SumChange:
    """The sum of one side of the money before and after."""

    kind: MoneyKind
    before: Fen
    after: Fen


def sum_changes(old: Sequence[Money], new: Sequence[Money]) -> list[SumChange]:
    """Return the sides of the money whose sum is another now."""
    sums = [SumChange(kind=kind, before=total(old, kind), after=total(new, kind)) for kind in MoneyKind]
    return [one for one in sums if one.before != one.after]


def money_redline(old: Sequence[Money], new: Sequence[Money], *, kind: MoneyKind) -> list[MoneyChange]:
    """Compare one side of the money; lines are known by their names, lines of one name by their order."""
    waiting: defaultdict[str, list[Money]] = defaultdict(list)
    for line in old:
        if line.kind is kind:
            waiting[line.label].append(line)
    found = [
        MoneyChange(before=waiting[line.label].pop(0) if waiting[line.label] else None, after=line)
        for line in new
        if line.kind is kind
    ]
    gone = [MoneyChange(before=line, after=None) for lines in waiting.values() for line in lines]
    return found + gone
