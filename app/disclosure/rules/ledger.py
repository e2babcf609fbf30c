"""The ledger of a resolution: what was voted, contracted and paid, line by line, and where more was paid than voted."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from app.disclosure.rules.entries import Entry, Voted
from app.disclosure.rules.states import EntryKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of the money with what became of it; `contracted` is None until there is a contract."""

    id: UUID
    number: int
    name: str
    basis: str = ""
    voted: int
    contracted: int | None
    paid: int
    resolved: int = 0
    """What a later resolution allowed beyond the vote."""

    @property
    def owed(self) -> int:
        """Return what was contracted and is not paid."""
        return max(0, (self.contracted or 0) - self.paid)

    @property
    def unresolved(self) -> int:
        """Return what was paid beyond the vote without a body that resolved it."""
        return max(0, self.over - self.resolved)

    @property
    def left(self) -> int:
        """Return what may still be paid; never less than nothing."""
        return max(0, self.voted - self.paid)

    @property
    def over(self) -> int:
        """Return what was paid beyond the vote."""
        return max(0, self.paid - self.voted)


@dataclass(frozen=True, slots=True, kw_only=True)
class Alarm:
    """More was paid than voted: in one line, or (`number` None) in all together."""

    number: int | None
    name: str
    voted: int
    paid: int

    @property
    def over(self) -> int:
        """Return what was paid beyond the vote."""
        return self.paid - self.voted

    @property
    def percent(self) -> int:
        """Return the excess in whole per cent of what was voted, rounded up: 0 would hide it."""
        return -(-self.over * 100 // self.voted) if self.voted else 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Ledger:
    """The money of a resolution as it stands."""

    lines: tuple[Line, ...]
    entries: tuple[Entry, ...]
    sources_only: bool = False
    """Whether the lines say only where money comes from: paid may then be received, and nothing is called a saving."""

    @property
    def voted(self) -> int:
        """Sum what was voted."""
        return sum(line.voted for line in self.lines)

    @property
    def contracted(self) -> int | None:
        """Sum the contracts; None while there is none."""
        found = [line.contracted for line in self.lines if line.contracted is not None]
        return sum(found) if found else None

    @property
    def paid(self) -> int:
        """Sum what was paid."""
        return sum(line.paid for line in self.lines)

    @property
    def left(self) -> int:
        """Return what may still be paid of the whole."""
        return max(0, self.voted - self.paid)

    @property
    def owed(self) -> int:
        """Sum what was contracted and is not paid."""
        return sum(line.owed for line in self.lines)

    @property
    def unresolved(self) -> int:
        """Sum what was paid beyond the vote without a body that resolved it."""
        return sum(line.unresolved for line in self.lines)

    @property
    def accepted(self) -> bool:
        """Return whether somebody accepted the work."""
        return any(entry.kind is EntryKind.ACCEPTANCE for entry in self.standing)

    @property
    def alarms(self) -> tuple[Alarm, ...]:
        """Name every line, and the whole, on which more was paid than voted."""
        found = [
            Alarm(number=line.number, name=line.name, voted=line.voted, paid=line.paid)
            for line in self.lines
            if line.over
        ]
        if self.paid > self.voted:
            found.append(Alarm(number=None, name="", voted=self.voted, paid=self.paid))
        return tuple(found)

    @property
    def contractors(self) -> tuple[str, ...]:
        """Name with whom contracts were made, in their order."""
        who = (entry.who for entry in self.standing if entry.kind is EntryKind.CONTRACT and entry.who)
        return tuple(dict.fromkeys(who))

    @property
    def beyond(self) -> dict[UUID, int]:
        """Return the payments with which a line went beyond its vote, each with what stood too much after it."""
        left = {line.id: line.voted for line in self.lines}
        found: dict[UUID, int] = {}
        for entry in self.standing:
            if entry.kind is EntryKind.PAYMENT and entry.line is not None:
                left[entry.line] -= entry.fen
                if left[entry.line] < 0:
                    found[entry.id] = -left[entry.line]
        return found

    @property
    def standing(self) -> tuple[Entry, ...]:
        """Return the entries that hold: neither taken back nor the taking back itself."""
        return tuple(entry for entry in self.entries if not entry.taken_back and entry.corrects is None)


def ledger(voted: Sequence[Voted], entries: Iterable[Entry]) -> Ledger:
    """Lay the entries against the voted lines; a correction carries the reversed amount, so sums need no exceptions."""
    known = tuple(entries)
    return Ledger(
        lines=tuple(_line(line, number=number, entries=known) for number, line in enumerate(voted, start=1)),
        entries=known,
        sources_only=any(line.sources_only for line in voted),
    )


def _line(line: Voted, *, number: int, entries: tuple[Entry, ...]) -> Line:
    mine = [entry for entry in entries if entry.line == line.id]
    contracts = [entry for entry in mine if entry.kind is EntryKind.CONTRACT]
    standing = any(entry.corrects is None and not entry.taken_back for entry in contracts)
    return Line(
        id=line.id,
        number=number,
        name=line.name,
        basis=line.basis,
        voted=line.fen,
        contracted=sum(entry.fen for entry in contracts) if standing else None,
        paid=sum(entry.fen for entry in mine if entry.kind is EntryKind.PAYMENT),
        resolved=line.resolved,
    )
