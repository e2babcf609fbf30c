"""Reads how many have answered an open vote, and who is still missing; never what was answered."""

from dataclasses import dataclass
from uuid import UUID

from app.database import fetch

FEW = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Voter:
    """A name on the roll, with the person number where two bear it; whether an answer came, and by which way."""

    person: UUID
    name: str
    answered: bool
    by_phone: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Turnout:
    """How many are on the roll, how many have answered; the names are for the console only."""

    voters: tuple[Voter, ...]

    @property
    def roll(self) -> int:
        """How many may answer."""
        return len(self.voters)

    @property
    def received(self) -> int:
        """How many have."""
        return sum(voter.answered for voter in self.voters)

    @property
    def missing(self) -> tuple[Voter, ...]:
        """Who has not answered yet."""
        return tuple(voter for voter in self.voters if not voter.answered)

    @property
    def named_missing(self) -> tuple[str, ...]:
        """The names to print: while many are missing they say nothing, the last few are asked for their answer."""
        return tuple(voter.name for voter in self.missing) if len(self.missing) <= FEW else ()


async def turnout(vote: UUID) -> Turnout:
    """Return how far a vote has come."""
    rows = await fetch(
        "SELECT e.person, CASE WHEN count(*) OVER (PARTITION BY p.name) > 1 THEN p.name || ' ' || p.no ELSE p.name END"
        " AS name, b.voter IS NOT NULL AS answered, coalesce(b.channel = 'phone', false) AS by_phone"
        " FROM roll_entry e JOIN person p ON p.id = e.person"
        " LEFT JOIN ballot b ON b.vote = e.vote AND b.voter = e.person WHERE e.vote = $1 ORDER BY p.name, p.no",
        vote,
    )
    return Turnout(voters=tuple(Voter(**row) for row in rows))
