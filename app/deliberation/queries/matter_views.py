"""A matter as its page shows it: its number, its present text and money, its papers and its revisions."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from app.bilingual import Bilingual
from app.deliberation.rules.matter_words import STATES, number_words
from app.deliberation.rules.money import Money, total
from app.deliberation.rules.pack import Pack
from app.deliberation.rules.sources import Source
from app.deliberation.rules.states import MoneyKind, ProposalState
from app.deliberation.rules.step_keys import StepKey
from app.deliberation.rules.steps import Position
from app.words import Fen, Message


@dataclass(frozen=True, slots=True, kw_only=True)
class AttachmentView:
    """A paper of a matter."""

    name: str
    sha256: str
    media_type: str
    size: int
    hidden: str = ""
    """Why it was hidden; its file is then not to be had."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RevisionLine:
    """One revision in the list of revisions."""

    number: int
    reason: str
    author: str
    written_at: datetime
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalView:
    """A matter with its present wording; `pack` is the one it was put forward under."""

    id: UUID
    village: UUID
    year: int
    number: int
    title: str
    category_key: str
    category: Bilingual
    category_source: Source
    origin: Bilingual
    state: ProposalState
    step: StepKey
    sponsor: UUID
    sponsor_name: str
    put_forward_at: datetime
    renews: str | None
    suggestion: str | None
    supporters: int
    pack: Pack
    revision: UUID
    summary: str
    text: str
    money: tuple[Money, ...]
    attachments: tuple[AttachmentView, ...]
    revisions: tuple[RevisionLine, ...]  # newest first

    @property
    def slug(self) -> str:
        """The number as it stands in addresses: 2026-3."""
        return f"{self.year}-{self.number}"

    @property
    def number_words(self) -> Message:
        """The number as it is printed: 议〔2026〕3号."""
        return number_words(self.year, self.number)

    @property
    def state_words(self) -> Message:
        """Where the matter stands, in a word."""
        return STATES[self.state]

    @property
    def position(self) -> Position:
        """Where the matter stands, as the rules see it."""
        return Position(step=self.step, state=self.state)

    @property
    def latest(self) -> RevisionLine:
        """The revision whose text this is."""
        return self.revisions[0]

    @property
    def sources(self) -> tuple[Money, ...]:
        """The lines of where the money comes from."""
        return tuple(line for line in self.money if line.kind is MoneyKind.SOURCE)

    @property
    def spending(self) -> tuple[Money, ...]:
        """The lines of what it is spent on."""
        return tuple(line for line in self.money if line.kind is MoneyKind.SPENDING)

    @property
    def total(self) -> Fen:
        """The sum of the money, in fen; both sides have the same where both are there."""
        return max(total(self.money, MoneyKind.SOURCE), total(self.money, MoneyKind.SPENDING))
