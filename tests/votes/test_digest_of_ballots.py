"""One line in the record holds all ballots of a vote to what they were."""

import hashlib
from dataclasses import replace
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from app.votes.rules.ballots import Channel, Choice
from app.votes.rules.digest import Answer, digest

MINE = Answer(voter=UUID(int=1), choice=Choice.FOR, channel=Channel.PHONE, cast_by=UUID(int=1))
YOURS = Answer(voter=UUID(int=2), choice=Choice.AGAINST, channel=Channel.CLERK, cast_by=UUID(int=9))


@given(st.permutations([MINE, YOURS, replace(MINE, voter=UUID(int=3))]))
def test_the_order_in_which_ballots_came_does_not_matter(ballots: list[Answer]) -> None:
    assert digest(ballots) == digest(sorted(ballots))


def test_any_change_of_a_ballot_shows() -> None:
    changed = [
        replace(MINE, choice=Choice.AGAINST),
        replace(MINE, voter=UUID(int=3)),
        replace(MINE, channel=Channel.CLERK),
        replace(MINE, cast_by=UUID(int=9)),
    ]

    assert digest([MINE, YOURS]) not in {digest([one, YOURS]) for one in changed}
    assert digest([MINE, YOURS]) != digest([MINE])
    assert digest([MINE, YOURS]) != digest([MINE, YOURS, replace(MINE, voter=UUID(int=3))])


def test_the_digest_can_be_worked_out_by_hand() -> None:
    line = b"00000000-0000-0000-0000-000000000001 for phone 00000000-0000-0000-0000-000000000001\n"

    assert digest([MINE]) == hashlib.sha256(line).hexdigest()
