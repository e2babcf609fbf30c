"""Hands are counted as three numbers; the last count stands."""

import json

import pytest

from app.database import fetch, fetch_value
from app.refusals import Forbidden, Missing, Refused
from app.votes.rules.ballots import Method
from app.votes.rules.verdict import Outcome
from app.votes.services.closing import close_vote, void_vote
from app.votes.services.counting import enter_hands
from app.words import translate
from tests.cast import EIGHT, Cast
from tests.votes.hall import sit

pytestmark = pytest.mark.anyio


async def test_three_numbers_decide(village: Cast) -> None:
    hall = await sit(village, present=15)
    vote = await hall.open(Method.HANDS)

    await enter_hands(vote, in_favour=8, against=4, abstain=3, by=village.clerk, at=EIGHT)
    verdict = await close_vote(vote, by=village.clerk, at=EIGHT)

    assert verdict.outcome is Outcome.CARRIED  # 8 of 15 present are more than half
    assert (verdict.tally.in_favour, verdict.tally.against, verdict.tally.abstain) == (8, 4, 3)


async def test_a_second_count_replaces_the_first_and_both_are_kept(village: Cast) -> None:
    hall = await sit(village, present=15)
    vote = await hall.open(Method.HANDS)
    await enter_hands(vote, in_favour=8, against=4, abstain=3, by=village.clerk, at=EIGHT)

    await enter_hands(vote, in_favour=7, against=5, abstain=3, by=village.clerk, at=EIGHT)

    verdict = await close_vote(vote, by=village.clerk, at=EIGHT)
    assert verdict.outcome is Outcome.REJECTED  # 7 of 15 are not more than half
    assert await fetch_value("SELECT count(*) FROM hand_count WHERE vote = $1", vote) == 2


async def test_each_count_is_one_line_in_the_record(village: Cast) -> None:
    hall = await sit(village, present=15)
    vote = await hall.open(Method.HANDS)

    await enter_hands(vote, in_favour=8, against=4, abstain=3, by=village.clerk, at=EIGHT)
    await enter_hands(vote, in_favour=7, against=5, abstain=3, by=village.clerk, at=EIGHT)

    found = await fetch(
        "SELECT facts FROM record_entry WHERE subject = $1 AND kind LIKE 'vote.hands%' ORDER BY seq", vote
    )
    assert [json.loads(row["facts"])["in_favour"] for row in found] == [8, 7]


async def test_more_hands_than_people_are_counted_again(village: Cast) -> None:
    hall = await sit(village, present=15)
    vote = await hall.open(Method.HANDS)

    with pytest.raises(Refused) as refused:
        await enter_hands(vote, in_favour=10, against=4, abstain=2, by=village.clerk, at=EIGHT)

    assert "16 hands were counted, but only 15 people are on the roll" in str(refused.value.message)
    assert translate(refused.value.message, "zh_CN") == "共数到16人举手，但本次表决人只有15人，请重新清点。"


async def test_without_a_count_the_vote_stays_open(village: Cast) -> None:
    hall = await sit(village, present=15)
    vote = await hall.open(Method.HANDS)

    with pytest.raises(Refused, match="hands have not been counted"):
        await close_vote(vote, by=village.clerk, at=EIGHT)

    assert await fetch_value("SELECT state FROM vote WHERE id = $1", vote) == "open"


async def test_only_who_runs_the_meeting_enters_hands(village: Cast) -> None:
    hall = await sit(village, present=15)
    vote = await hall.open(Method.HANDS)

    with pytest.raises(Forbidden):
        await enter_hands(vote, in_favour=8, against=4, abstain=3, by=hall.voter(2), at=EIGHT)
    with pytest.raises(Missing):
        await enter_hands(vote, in_favour=8, against=4, abstain=3, by=village.stranger, at=EIGHT)


async def test_hands_are_not_entered_in_a_vote_on_phones(village: Cast) -> None:
    hall = await sit(village, present=15)
    vote = await hall.open(Method.NAMED)

    with pytest.raises(Refused, match="held in another way"):
        await enter_hands(vote, in_favour=8, against=4, abstain=3, by=village.clerk, at=EIGHT)


async def test_hands_are_not_counted_once_the_vote_has_ended(village: Cast) -> None:
    hall = await sit(village, present=15)
    void = await hall.open(Method.HANDS)
    await void_vote(void, reason="问题念错了", by=village.clerk, at=EIGHT)
    closed = await hall.open(Method.HANDS)
    await enter_hands(closed, in_favour=8, against=4, abstain=3, by=village.clerk, at=EIGHT)
    await close_vote(closed, by=village.clerk, at=EIGHT)

    for vote, why in ((void, "declared void"), (closed, "already closed")):
        with pytest.raises(Refused, match=why):
            await enter_hands(vote, in_favour=7, against=5, abstain=3, by=village.clerk, at=EIGHT)
