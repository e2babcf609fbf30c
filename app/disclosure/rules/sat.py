"""A sitting over a matter as everybody reads it: which body, who was there, how it voted, why it did not decide."""

from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias
from uuid import UUID

from app.check_words import check_name, check_need
from app.deliberation.rules.bodies import Assembly
from app.deliberation.rules.checks import Check
from app.deliberation.rules.meeting_words import BODIES
from app.deliberation.rules.states import PassageOutcome
from app.votes.rules.ballots import Choice, Method
from app.votes.rules.verdict import Outcome, Verdict
from app.votes.rules.words import CHOICES, METHODS, OUTCOMES, tally_pairs
from app.words import Message, _

Row: TypeAlias = tuple[tuple[Message, object], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sat:
    """One sitting of one body over one matter; `outcome` is None while it is still to come or in session."""

    proposal: UUID
    step: int
    item: UUID
    meeting: UUID
    body: Assembly
    at: datetime
    place: str
    outcome: PassageOutcome | None
    due: int = 0
    present: int = 0
    checks: tuple[Check, ...] = ()
    vote: UUID | None = None
    method: Method | None = None
    revision: UUID
    revision_number: int = 0
    verdict: Verdict | None = None
    roll: int = 0
    """How many could vote."""
    void_reason: str | None = None
    """Why the vote was declared void, where it was."""
    names: tuple[tuple[Choice, tuple[str, ...]], ...] = ()
    """Who answered what, where the vote was by name and is closed; read for the village's own people alone."""

    @property
    def title(self) -> Message:
        """The body that sat."""
        return BODIES[self.body]

    @property
    def word(self) -> Message:
        """How the vote ended."""
        return OUTCOMES[self.ended]

    @property
    def ended(self) -> Outcome:
        """How the vote ended; what was declared void after its verdict decides nothing."""
        return Outcome.VOID if self.verdict is None or self.outcome is PassageOutcome.VOID else self.verdict.outcome

    @property
    def said_first(self) -> Message | None:
        """The outcome that was told before the vote was declared void, in a word."""
        return None if self.verdict is None else OUTCOMES[self.verdict.outcome]

    @property
    def method_word(self) -> Message | None:
        """How it voted."""
        return None if self.method is None else METHODS[self.method]

    @property
    def said(self) -> tuple[tuple[Message, tuple[str, ...]], ...]:
        """Who answered what, with the answer in words."""
        return tuple((CHOICES[choice], names) for choice, names in self.names)

    @property
    def heads(self) -> Row:
        """Due and present."""
        return (_("Due"), self.due), (_("Present"), self.present)

    @property
    def pairs(self) -> Row:
        """How the votes fell, with their names."""
        return () if self.verdict is None else tally_pairs(self.verdict.tally, missing=self.missing)

    @property
    def missing(self) -> int:
        """How many could vote and did not."""
        return 0 if self.verdict is None else self.verdict.tally.missing_of(self.roll)

    @property
    def figures(self) -> tuple[Row, ...]:
        """The numbers as they stand under a step of the rail."""
        return tuple(row for row in (self.heads, self.pairs) if row)

    @property
    def lacking(self) -> Message | None:
        """Why this sitting decided nothing or decided against it: the first number that was not reached."""
        unmet = next((check for check in self.checks if not check.met), None)
        if unmet is None:
            return None
        return _("%(due)s due; %(name)s: %(need)s.", due=self.due, name=check_name(unmet), need=check_need(unmet))
