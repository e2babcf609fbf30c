"""The digest of the ballots: one line in the record holds all answers of a vote to what they were when it closed."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from app.votes.rules.ballots import Channel, Choice


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Answer:
    """One ballot as it counts: whose, what, by which way, entered by whom."""

    voter: UUID
    choice: Choice
    channel: Channel
    cast_by: UUID


def digest(answers: Iterable[Answer]) -> str:
    """Return the SHA-256 of the sorted ballots, in hexadecimal; the order in which they came doesn't matter.

    Each ballot is one line of voter, choice, channel and who entered it, so the list can be written out and
    hashed again by anybody who holds it.
    """
    lines = (f"{answer.voter} {answer.choice} {answer.channel} {answer.cast_by}\n" for answer in sorted(answers))
    return hashlib.sha256("".join(lines).encode("ascii")).hexdigest()
