"""The rows of money in a form: as they were typed, as whole fen, and enough empty ones to type more."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

from msgspec import Struct

from app.deliberation.forms.matters import MoneyFields
from app.deliberation.rules.money import Money
from app.deliberation.rules.states import MoneyKind
from app.forms import Filled, check
from app.plain import clean
from app.words import Fen, Message, _

ROWS = 4
SIDES = {MoneyKind.SOURCE: "source", MoneyKind.SPENDING: "spending"}
LONGEST = {"label": 80, "basis": 120}


class _Amount(Struct, frozen=True, kw_only=True):
    yuan: Fen


@dataclass(frozen=True, slots=True, kw_only=True)
class MoneyRow:
    """One row as it was typed."""

    label: str = ""
    basis: str = ""
    yuan: str = ""

    @property
    def empty(self) -> bool:
        """Whether nothing is in it."""
        return not (self.label or self.basis or self.yuan)


@dataclass(frozen=True, slots=True, kw_only=True)
class MoneyRows:
    """Both sides of the money in a form."""

    sources: tuple[MoneyRow, ...]
    spending: tuple[MoneyRow, ...]

    @property
    def labels(self) -> dict[str, Message]:
        """Name the fields of each row, for the list of faults above the form."""
        sides = (
            ("source", _("Where the money comes from"), self.sources),
            ("spending", _("What it is spent on"), self.spending),
        )
        return {
            f"{side}_{field}-{place}": _("%(legend)s, line %(number)s", legend=legend, number=place + 1)
            for side, legend, rows in sides
            for place in range(len(rows))
            for field in ("label", "basis", "yuan")
        }


def rows_of(filled: Filled[Any]) -> MoneyRows:
    """Return the rows to show: what was typed, and empty ones after it (more where they were asked for)."""
    more = ROWS if filled.value("more") else 0
    return MoneyRows(
        sources=_with_room(_typed(filled, "source"), more=more),
        spending=_with_room(_typed(filled, "spending"), more=more),
    )


def typed_money(lines: tuple[Money, ...]) -> dict[str, list[str]]:
    """Return the money of a revision as if somebody had typed it."""
    typed: dict[str, list[str]] = {}
    for line in lines:
        side = SIDES[line.kind]
        whole, rest = divmod(line.fen, 100)
        typed.setdefault(f"{side}_label", []).append(line.label)
        typed.setdefault(f"{side}_basis", []).append(line.basis)
        typed.setdefault(f"{side}_yuan", []).append(f"{whole}.{rest:02d}" if rest else str(whole))
    return typed


def read_money(filled: Filled[Any]) -> tuple[Money, ...]:
    """Return the lines of money; what is wrong in a row is put among the form's errors under the row's field."""
    lines = []
    for kind, side in SIDES.items():
        for place, row in enumerate(_typed(filled, side)):
            if row.empty:
                continue
            faults = _faults(row)
            filled.errors |= {f"{side}_{field}-{place}": fault for field, fault in faults.items()}
            if not faults:
                fen = check({"yuan": [row.yuan]}, _Amount).done.yuan
                lines.append(Money(kind=kind, label=row.label, basis=row.basis, fen=fen))
    return tuple(lines)


def _faults(row: MoneyRow) -> Mapping[str, Message]:
    faults = dict(check({"yuan": [row.yuan]}, _Amount).errors)
    if not row.label:
        faults["label"] = _("Please fill this in.")
    for field, most in LONGEST.items():
        if len(getattr(row, field)) > most:
            faults[field] = _("This is too long: at most %(most)s characters.", most=most)
    return faults


def _typed(filled: Filled[Any], side: str) -> list[MoneyRow]:
    names = [name for name in MoneyFields.__struct_fields__ if name.startswith(side)]
    columns = [[clean(text) for text in filled.values(name)] for name in names]
    return [MoneyRow(label=label, basis=basis, yuan=yuan) for label, basis, yuan in zip_longest(*columns, fillvalue="")]


def _with_room(rows: list[MoneyRow], *, more: int) -> tuple[MoneyRow, ...]:
    filled = max((n for n, row in enumerate(rows, start=1) if not row.empty), default=0)
    kept = rows[: max(filled, len(rows))]
    room = max(ROWS - len(kept), 0) + more
    return (*kept, *[MoneyRow()] * room)
