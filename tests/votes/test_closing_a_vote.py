"""Closing a vote counts it, decides the matter, and writes one line that shows the working."""

import json
from datetime import timedelta
from uuid import UUID

import pytest

from app.database import execute, fetch_row, fetch_value
from app.deliberation.rules.bodies import Assembly
from app.record import verify
from app.refusals import Forbidden, Missing, Refused
from app.votes.queries.counts import answers_of
from app.votes.rules.ballots import Choice, Method
from app.votes.rules.digest import digest
from app.votes.rules.verdict import Outcome, Verdict
from app.votes.services.casting import cast, cast_for
from app.votes.services.closing import close_vote, void_vote
from app.votes.services.counting import enter_hands
from tests.cast import EIGHT, Cast
from tests.votes.hall import Hall, sit

pytestmark = pytest.mark.anyio
LATER = EIGHT + timedelta(minutes=9)


async def answered(hall: Hall, *, in_favour: int, against: int = 0, abstain: int = 0) -> UUID:
    """Open the vote on phones and let people answer."""
    vote = await hall.open()
    answers = [Choice.FOR] * in_favour + [Choice.AGAINST] * against + [Choice.ABSTAIN] * abstain
    for place, choice in enumerate(answers):
        await cast(vote, choice, by=hall.voter(place), at=EIGHT)
    return vote


async def test_more_than_half_of_those_present_carry_the_matter_to_its_next_step(village: Cast) -> None:
    hall = await sit(village, present=15)
    vote = await answered(hall, in_favour=8, against=4, abstain=3)

    verdict = await close_vote(vote, by=village.clerk, at=LATER)

    assert verdict.outcome is Outcome.CARRIED
    found = [(check.kind, check.actual, check.base, check.needed, check.met) for check in verdict.checks]
    assert found == [("attendance", 15, 19, 13, True), ("approval", 8, 15, 8, True)]
    assert await fetch_value("SELECT outcome FROM agenda_item WHERE id = $1", hall.item) == "carried"
    proposal = await fetch_row("SELECT step, state FROM proposal WHERE id = $1", hall.proposal)
    assert proposal is not None
    assert tuple(proposal) == (5, "disclosing")


async def test_exactly_half_of_those_present_reject_it(village: Cast) -> None:
    hall = await sit(village, present=14)
    vote = await answered(hall, in_favour=7, against=4)

    verdict = await close_vote(vote, by=village.clerk, at=LATER)

    assert verdict.outcome is Outcome.REJECTED  # more than half of 14 is 8
    assert await fetch_value("SELECT state FROM proposal WHERE id = $1", hall.proposal) == "rejected"


async def test_the_party_meeting_needs_more_than_half_of_all_who_are_due(village: Cast) -> None:
    hall = await sit(village, present=20, body=Assembly.PARTY_MEETING)
    vote = await answered(hall, in_favour=19)

    verdict = await close_vote(vote, by=village.clerk, at=LATER)

    assert verdict.outcome is Outcome.REJECTED  # 38 are due: 20 in favour are needed
    assert [(check.actual, check.base, check.needed) for check in verdict.checks] == [(20, 38, 19), (19, 38, 20)]


async def test_silence_carries_nothing(village: Cast) -> None:
    hall = await sit(village, present=15)
    vote = await answered(hall, in_favour=0, abstain=15)

    assert (await close_vote(vote, by=village.clerk, at=LATER)).outcome is Outcome.REJECTED


async def test_the_verdict_is_kept_as_it_was_given(village: Cast) -> None:
    hall = await sit(village, present=15)
    vote = await answered(hall, in_favour=8, against=4, abstain=3)

    verdict = await close_vote(vote, by=village.clerk, at=LATER)

    kept = await fetch_value("SELECT facts FROM verdict WHERE vote = $1", vote)
    assert Verdict.from_facts(json.loads(kept)) == verdict


async def test_one_line_in_the_record_shows_verdict_and_digest(village: Cast) -> None:
    hall = await sit(village, present=15)
    vote = await answered(hall, in_favour=8, against=4, abstain=3)

    verdict = await close_vote(vote, by=village.clerk, at=LATER)

    entry = await fetch_row("SELECT facts FROM record_entry WHERE subject = $1 AND kind = 'vote.closed'", vote)
    assert entry is not None
    facts = json.loads(entry["facts"])
    assert facts["checks"] == verdict.as_facts()["checks"]
    assert facts["ballots"] == digest(await answers_of(vote))
    assert facts["roll"] == 15
    assert await verify(village.place.id) is None


async def test_the_record_keeps_how_many_answers_were_said_aloud(village: Cast) -> None:
    hall = await sit(village, present=15)
    vote = await answered(hall, in_favour=8)
    await cast_for(vote, hall.present[8], Choice.AGAINST, by=village.clerk, at=EIGHT)

    await close_vote(vote, by=village.clerk, at=LATER)

    facts = await fetch_value("SELECT facts FROM record_entry WHERE subject = $1 AND kind = 'vote.closed'", vote)
    assert json.loads(facts)["said_aloud"] == 1


async def test_a_closed_vote_is_not_closed_again(village: Cast) -> None:
    hall = await sit(village, present=15)
    vote = await answered(hall, in_favour=8)
    await close_vote(vote, by=village.clerk, at=LATER)

    with pytest.raises(Refused, match="already closed"):
        await close_vote(vote, by=village.clerk, at=LATER)
    with pytest.raises(Refused, match="already closed"):
        await void_vote(vote, reason="重来", by=village.clerk, at=LATER)


async def test_who_left_after_the_opening_still_counts_as_present(village: Cast) -> None:
    hall = await sit(village, present=13)
    vote = await hall.open(Method.HANDS)
    await execute(
        "INSERT INTO departure (attendance, left_at, why, noted_by)"
        " SELECT id, $2, 'left', $3 FROM attendance WHERE meeting = $1 LIMIT 1",
        hall.meeting, LATER, village.clerk.person,
    )  # fmt: skip
    await enter_hands(vote, in_favour=7, against=0, abstain=0, by=village.clerk, at=LATER)

    verdict = await close_vote(vote, by=village.clerk, at=LATER)

    assert [(check.actual, check.base) for check in verdict.checks] == [(13, 19), (7, 13)]


async def test_a_void_vote_decides_nothing_and_is_held_again(village: Cast) -> None:
    hall = await sit(village, present=15)
    vote = await answered(hall, in_favour=8)

    await void_vote(vote, reason="问题念错了", by=village.clerk, at=LATER)

    assert await fetch_value("SELECT outcome FROM agenda_item WHERE id = $1", hall.item) is None
    assert await fetch_value("SELECT count(*) FROM verdict WHERE vote = $1", vote) == 0
    again = await hall.open()
    assert await fetch_value("SELECT round FROM vote WHERE id = $1", again) == 2


async def test_a_vote_is_not_declared_void_without_a_reason(village: Cast) -> None:
    hall = await sit(village, present=15)
    vote = await hall.open()

    with pytest.raises(Refused) as refused:
        await void_vote(vote, reason="  ", by=village.clerk, at=LATER)

    assert refused.value.field == "reason"


async def test_a_member_closes_nothing_and_a_stranger_finds_nothing(village: Cast) -> None:
    hall = await sit(village, present=15)
    vote = await hall.open()

    for act in (close_vote(vote, by=hall.voter(), at=LATER), void_vote(vote, reason="x", by=hall.voter(), at=LATER)):
        with pytest.raises(Forbidden):
            await act
    with pytest.raises(Missing):
        await close_vote(vote, by=village.stranger, at=LATER)
