"""What is known of a vote while it is counted: how many are on the roll, who answered, what the tellers entered."""

from dataclasses import fields
from uuid import UUID

from app.database import fetch, fetch_row, fetch_value
from app.votes.rules.ballots import Channel, Choice
from app.votes.rules.digest import Answer
from app.votes.rules.papers import Agreement, PaperNumbers, TellerCount, agreement
from app.votes.rules.tally import Tally

NUMBERS = tuple(field.name for field in fields(PaperNumbers))


async def roll_size(vote: UUID) -> int:
    """Return how many names are on the frozen roll."""
    found: int = await fetch_value("SELECT count(*) FROM roll_entry WHERE vote = $1", vote)
    return found


async def voters_here(vote: UUID) -> int:
    """Return how many of those on the roll are in the hall now."""
    found: int = await fetch_value(
        "SELECT count(*) FROM roll_entry e JOIN vote v ON v.id = e.vote WHERE e.vote = $1 AND EXISTS (SELECT 1"
        " FROM attendance a WHERE a.meeting = v.meeting AND a.person = e.person"
        " AND NOT EXISTS (SELECT 1 FROM departure d WHERE d.attendance = a.id))",
        vote,
    )
    return found


async def answers_of(vote: UUID) -> list[Answer]:
    """Return every ballot of a named vote, for counting it; nothing shows this before the vote is closed."""
    rows = await fetch("SELECT voter, choice, channel, cast_by FROM ballot WHERE vote = $1", vote)
    return [
        Answer(
            voter=row["voter"], choice=Choice(row["choice"]), channel=Channel(row["channel"]), cast_by=row["cast_by"]
        )
        for row in rows
    ]


async def last_hands(vote: UUID) -> Tally | None:
    """Return the last count of hands, or None while there is none."""
    row = await fetch_row(
        "SELECT in_favour, against, abstain FROM hand_count WHERE vote = $1 ORDER BY attempt DESC LIMIT 1", vote
    )
    return None if row is None else Tally(**row)


async def agreement_of(vote: UUID) -> Agreement:
    """Return how far the tellers have come with the papers of a vote."""
    tellers = [row["person"] for row in await fetch("SELECT person FROM teller WHERE vote = $1", vote)]
    rows = await fetch("SELECT * FROM paper_count WHERE vote = $1 ORDER BY attempt", vote)
    counts = [
        TellerCount(
            teller=row["teller"],
            attempt=row["attempt"],
            numbers=PaperNumbers(**{name: row[name] for name in NUMBERS}),
        )
        for row in rows
    ]
    return agreement(counts, tellers=tellers)
