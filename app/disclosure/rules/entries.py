"""The lines that were voted and the entries that are laid against them, as the ledger reads them."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from app.disclosure.rules.states import EntryKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Voted:
    """A line of the money that was voted, in fen."""

    id: UUID
    name: str
    basis: str = ""
    fen: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One entry of the ledger; a correction names the entry it takes back and carries the reversed amount."""

    id: UUID
    kind: EntryKind
    done_on: date
    what: str
    who: str = ""
    line: UUID | None = None
    fen: int = 0
    corrects: UUID | None = None
    photo_sha256: str | None = None
    photo_type: str | None = None
    entered_at: datetime | None = None
    taken_back: bool = False
