"""What is wrong in a village list: the row, the column, the value, and the reason in plain words."""

from dataclasses import dataclass

from app.village.rules.columns import Column
from app.words import Message, _


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One thing to put right; without a row it concerns the whole file, and row 1 is the line of headings."""

    reason: Message
    row: int | None = None
    column: Column | None = None
    value: str = ""

    @property
    def line(self) -> Message:
        """The fault as one sentence, for a terminal or a log of the import."""
        if self.row is None:
            return self.reason
        if self.column is None:
            return _("Row %(row)s: %(reason)s", row=self.row, reason=self.reason)
        column = self.column.label
        if not self.value:
            return _("Row %(row)s, %(column)s: %(reason)s", row=self.row, column=column, reason=self.reason)
        return _(
            "Row %(row)s, %(column)s “%(value)s”: %(reason)s",
            row=self.row,
            column=column,
            value=shortened(self.value),
            reason=self.reason,
        )


def shortened(value: str, *, to: int = 60) -> str:
    """Return a value short enough to stand in a sentence."""
    return value if len(value) <= to else value[:to] + "…"
