"""Reads who answered what in a named vote, once it is closed: for the village's own people, the public sees numbers."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from app.database import fetch
from app.votes.rules.ballots import Channel, Choice
from app.votes.rules.verdict import Outcome
from app.votes.rules.words import CHOICES, DRAWINGS, OUTCOMES
from app.words import Message, _


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedAnswer:
    """One name on the roll with the answer; None where none came."""

    person: UUID
    name: str
    choice: Choice | None
    channel: Channel | None

    @property
    def word(self) -> Message:
        """The answer in a word."""
        return _("no answer") if self.choice is None else CHOICES[self.choice]

    @property
    def drawing(self) -> str:
        """The mark beside the word."""
        return "" if self.choice is None else DRAWINGS[self.choice]


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnAnswer:
    """One closed vote for which a person was on the roll; the answer is known only of named votes."""

    vote: UUID
    title: str
    year: int
    number: int
    decided_at: datetime
    outcome: Outcome
    named: bool
    choice: Choice | None

    @property
    def word(self) -> Message:
        """What is known of the person's part in it."""
        if not self.named:
            return _("took part; hands and papers carry no names")
        return _("no answer") if self.choice is None else CHOICES[self.choice]

    @property
    def drawing(self) -> str:
        """The mark beside the word."""
        return "" if self.choice is None else DRAWINGS[self.choice]

    @property
    def outcome_word(self) -> Message:
        """How the vote ended."""
        return OUTCOMES[self.outcome]


async def named_answers(vote: UUID) -> tuple[NamedAnswer, ...]:
    """Return how everybody on the roll answered a closed named vote; nothing before, nothing of another kind."""
    rows = await fetch(
        "SELECT e.person, p.name, b.choice, b.channel FROM roll_entry e JOIN vote v ON v.id = e.vote"
        " JOIN person p ON p.id = e.person LEFT JOIN ballot b ON b.vote = e.vote AND b.voter = e.person"
        " WHERE e.vote = $1 AND v.state = 'closed' AND v.method = 'named' ORDER BY p.name, p.no",
        vote,
    )
    return tuple(
        NamedAnswer(
            person=row["person"],
            name=row["name"],
            choice=None if row["choice"] is None else Choice(row["choice"]),
            channel=None if row["channel"] is None else Channel(row["channel"]),
        )
        for row in rows
    )


async def own_record(person: UUID) -> tuple[OwnAnswer, ...]:
    """Return the closed votes for which a person was on the roll, newest first, with the answer where it is known."""
    rows = await fetch(
        "SELECT v.id AS vote, p.title, p.year, p.number, d.decided_at, d.outcome, v.method = 'named' AS named, b.choice"
        " FROM roll_entry e JOIN vote v ON v.id = e.vote AND v.state = 'closed' JOIN verdict d ON d.vote = v.id"
        " JOIN revision r ON r.id = v.revision JOIN proposal p ON p.id = r.proposal"
        " LEFT JOIN ballot b ON b.vote = v.id AND b.voter = e.person"
        " WHERE e.person = $1 ORDER BY d.decided_at DESC",
        person,
    )
    return tuple(
        OwnAnswer(
            **{name: row[name] for name in ("vote", "title", "year", "number", "decided_at", "named")},
            outcome=Outcome(row["outcome"]),
            choice=None if row["choice"] is None else Choice(row["choice"]),
        )
        for row in rows
    )
