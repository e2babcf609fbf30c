"""What people type or tap when they vote, count, open and end a vote."""

from typing import Annotated
from uuid import UUID

import msgspec

from app.votes.rules.ballots import Choice, Method

Count = Annotated[int, msgspec.Meta(ge=0, le=100_000)]
Reason = Annotated[str, msgspec.Meta(min_length=1, max_length=300)]


class Answer(msgspec.Struct, kw_only=True, frozen=True):
    """One of the three buttons."""

    choice: Choice


class SaidAloud(msgspec.Struct, kw_only=True, frozen=True):
    """What a member without a phone said, as the clerk enters it."""

    person: UUID
    choice: Choice


class Opening(msgspec.Struct, kw_only=True, frozen=True):
    """How the vote on an item is to be held, and who counts."""

    item: UUID
    method: Method
    tellers: list[UUID] = []
    sure: bool = False
    """That it is known that the vote can't be carried by those who are there."""


class Hands(msgspec.Struct, kw_only=True, frozen=True):
    """The three numbers of a vote by hands."""

    in_favour: Count
    against: Count
    abstain: Count


class Papers(msgspec.Struct, kw_only=True, frozen=True):
    """What one teller counted."""

    handed_out: Count
    returned: Count
    in_favour: Count
    against: Count
    abstain: Count
    invalid: Count


class Closing(msgspec.Struct, kw_only=True, frozen=True):
    """The button that closes a vote; `seen` marks the numbers that were looked at, empty before anybody has."""

    seen: Annotated[str, msgspec.Meta(max_length=16)] = ""


class Voiding(msgspec.Struct, kw_only=True, frozen=True):
    """Why a vote is declared void."""

    reason: Reason
