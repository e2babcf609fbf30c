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
    resolved: int = 0
    """What later resolutions allowed beyond it."""
    sources_only: bool = False
    """Whether the matter names only where money comes from: it may be spent from there, or come in as rent does."""


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
    photo_hidden: str = ""
    """Why its photo was hidden; it then has none."""
    early_reason: str = ""
    """Why its money was spent while the resolution still hung."""
