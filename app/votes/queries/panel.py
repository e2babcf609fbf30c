"""Reads what the console and the hall show of a meeting's votes: the one in hand, and how far it has come."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from app.database import fetch, fetch_row
from app.deliberation.rules.headcount import Headcount
from app.deliberation.rules.rule import Rule
from app.votes.queries.counts import agreement_of, last_hands
from app.votes.queries.turnout import Turnout, turnout
from app.votes.rules.ballots import Method, VoteState
from app.votes.rules.papers import Agreement
from app.votes.rules.tally import Tally
from app.votes.rules.words import METHODS, NUMBERS, number_needed, turnout_needed
from app.words import Message, _


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenVote:
    """An open vote as it is run from the table in the hall."""

    id: UUID
    item: UUID
    question: str
    method: Method
    round: int
    revision_number: int
    opened_at: datetime
    rule: Rule
    heads: Headcount
    turnout: Turnout
    tellers: tuple[tuple[UUID, str], ...] = ()
    hands: Tally | None = None
    papers: Agreement | None = None

    @property
    def method_word(self) -> Message:
        """How the vote is held."""
        return METHODS[self.method]

    @property
    def needs(self) -> tuple[tuple[Message, Message], ...]:
        """How many must vote and what carries the vote, line by line, in numbers where they are known."""
        voting = [(_("Must vote"), turnout_needed(line, heads=self.heads)) for line in self.rule.turnout]
        return (*voting, *((_("Carried by"), number_needed(line, heads=self.heads)) for line in self.rule.approval))

    @property
    def teller_names(self) -> tuple[str, ...]:
        """Who counts."""
        return tuple(name for _person, name in self.tellers)

    @property
    def awaited(self) -> tuple[str, ...]:
        """Which tellers have not yet entered this count."""
        return tuple(name for person, name in self.tellers if self.papers and person in self.papers.awaited)

    @property
    def is_counted(self) -> bool:
        """Whether closing comes next: hands are counted first, papers by both tellers; names count themselves."""
        match self.method:
            case Method.HANDS:
                return self.hands is not None
            case Method.PAPER:
                return self.papers is not None and self.papers.agreed
        return True

    @property
    def differing(self) -> tuple[Message, ...]:
        """Which numbers differed in the last count of the papers."""
        return tuple(NUMBERS[name] for name in (self.papers.differing if self.papers else ()))


@dataclass(frozen=True, slots=True, kw_only=True)
class VoidVote:
    """A vote of this item that was void, and why; the reason is None where the papers themselves said so."""

    round: int
    reason: str | None
    closed_at: datetime


async def open_vote_of(meeting: UUID) -> OpenVote | None:
    """Return the meeting's open vote with how far it has come, or None."""
    row = await fetch_row(
        "SELECT v.id, v.item, v.question, v.method, v.round, v.opened_at, v.rule, v.numbers,"
        " r.number AS revision_number"
        " FROM vote v JOIN revision r ON r.id = v.revision WHERE v.meeting = $1 AND v.state = $2",
        meeting, VoteState.OPEN.value,
    )  # fmt: skip
    if row is None:
        return None
    kept = dict(row)
    heads = Headcount(**json.loads(kept.pop("numbers")))
    values: dict[str, Any] = kept | {
        "heads": heads,
        "method": Method(row["method"]),
        "rule": Rule.from_facts(json.loads(row["rule"])),
        "turnout": await turnout(row["id"]),
        "tellers": await tellers_of(row["id"]),
    }
    if row["method"] == Method.HANDS:
        values["hands"] = await last_hands(row["id"])
    if row["method"] == Method.PAPER:
        values["papers"] = await agreement_of(row["id"])
    return OpenVote(**values)


async def tellers_of(vote: UUID) -> tuple[tuple[UUID, str], ...]:
    """Return the tellers of a vote by name."""
    rows = await fetch(
        "SELECT p.id, p.name FROM teller t JOIN person p ON p.id = t.person WHERE t.vote = $1 ORDER BY p.name", vote
    )
    return tuple((row["id"], row["name"]) for row in rows)


async def void_votes_of(item: UUID) -> tuple[VoidVote, ...]:
    """Return the void votes of an item, in order: the minutes name them, and so does the console."""
    rows = await fetch(
        "SELECT v.round, v.closed_at, e.facts FROM vote v LEFT JOIN record_entry e ON e.subject = v.id"
        " AND e.kind = 'vote.voided' WHERE v.item = $1 AND v.state = $2 ORDER BY v.round",
        item, VoteState.VOID.value,
    )  # fmt: skip
    return tuple(
        VoidVote(
            round=row["round"],
            reason=None if row["facts"] is None else json.loads(row["facts"])["reason"],
            closed_at=row["closed_at"],
        )
        for row in rows
    )
