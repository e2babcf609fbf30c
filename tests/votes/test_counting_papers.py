"""Two tellers count the papers; only what both counted alike is a count."""

import json
from dataclasses import replace
from uuid import UUID

import pytest

from app.database import fetch, fetch_value
from app.doors import Actor
from app.refusals import Forbidden, Missing, Refused
from app.votes.rules.ballots import Method
from app.votes.rules.papers import PaperNumbers
from app.votes.rules.verdict import Outcome
from app.votes.services.closing import close_vote
from app.votes.services.counting import enter_paper
from tests.cast import EIGHT, Cast
from tests.votes.hall import Hall, sit

pytestmark = pytest.mark.anyio
COUNTED = PaperNumbers(handed_out=15, returned=14, in_favour=9, against=3, abstain=1, invalid=1)


async def box(village: Cast) -> tuple[Hall, UUID, Actor, Actor]:
    """Open a vote on paper with two tellers."""
    hall = await sit(village, present=15)
    vote = await hall.open(Method.PAPER, tellers=hall.present[1:3])
    return hall, vote, hall.voter(1), hall.voter(2)


async def test_two_equal_counts_stand(village: Cast) -> None:
    _hall, vote, one, other = await box(village)

    assert not (await enter_paper(vote, COUNTED, by=one, at=EIGHT)).agreed
    assert (await enter_paper(vote, COUNTED, by=other, at=EIGHT)).agreed

    verdict = await close_vote(vote, by=village.clerk, at=EIGHT)
    assert verdict.outcome is Outcome.CARRIED  # 9 of 15 present
    assert (verdict.tally.handed_out, verdict.tally.returned, verdict.tally.invalid) == (15, 14, 1)


async def test_counts_that_differ_are_made_again(village: Cast) -> None:
    _hall, vote, one, other = await box(village)
    await enter_paper(vote, COUNTED, by=one, at=EIGHT)

    found = await enter_paper(vote, replace(COUNTED, in_favour=8, against=4), by=other, at=EIGHT)

    assert (found.agreed, found.attempt, found.differing) == (False, 2, ("in_favour", "against"))
    with pytest.raises(Refused, match="not yet agreed"):
        await close_vote(vote, by=village.clerk, at=EIGHT)


async def test_the_second_attempt_settles_it_and_the_first_is_kept(village: Cast) -> None:
    _hall, vote, one, other = await box(village)
    await enter_paper(vote, COUNTED, by=one, at=EIGHT)
    await enter_paper(vote, replace(COUNTED, in_favour=8, against=4), by=other, at=EIGHT)

    await enter_paper(vote, COUNTED, by=other, at=EIGHT)
    assert (await enter_paper(vote, COUNTED, by=one, at=EIGHT)).agreed

    assert await fetch_value("SELECT count(*) FROM paper_count WHERE vote = $1", vote) == 4


async def test_a_teller_counts_once_in_an_attempt(village: Cast) -> None:
    _hall, vote, one, _other = await box(village)
    await enter_paper(vote, COUNTED, by=one, at=EIGHT)

    with pytest.raises(Refused, match="wait for the other teller"):
        await enter_paper(vote, COUNTED, by=one, at=EIGHT)


async def test_a_count_that_stands_is_not_touched(village: Cast) -> None:
    _hall, vote, one, other = await box(village)
    await enter_paper(vote, COUNTED, by=one, at=EIGHT)
    await enter_paper(vote, COUNTED, by=other, at=EIGHT)

    with pytest.raises(Refused, match="agree already"):
        await enter_paper(vote, COUNTED, by=one, at=EIGHT)


async def test_more_papers_returned_than_handed_out_make_the_vote_void_and_it_is_held_again(village: Cast) -> None:
    hall, vote, one, other = await box(village)
    stuffed = PaperNumbers(handed_out=14, returned=15, in_favour=10, against=3, abstain=1, invalid=1)
    await enter_paper(vote, stuffed, by=one, at=EIGHT)
    await enter_paper(vote, stuffed, by=other, at=EIGHT)

    verdict = await close_vote(vote, by=village.clerk, at=EIGHT)

    assert verdict.outcome is Outcome.VOID
    assert [(check.actual, check.needed, check.met) for check in verdict.checks] == [(15, 14, False)]
    assert await fetch_value("SELECT outcome FROM agenda_item WHERE id = $1", hall.item) is None
    assert await fetch_value("SELECT outcome FROM passage WHERE id = $1", hall.passage) is None
    again = await hall.open(Method.HANDS)
    assert await fetch_value("SELECT round FROM vote WHERE id = $1", again) == 2


async def test_no_more_papers_are_handed_out_than_there_are_voters(village: Cast) -> None:
    _hall, vote, one, _other = await box(village)

    with pytest.raises(Refused) as refused:
        await enter_paper(vote, replace(COUNTED, handed_out=16), by=one, at=EIGHT)

    assert refused.value.field == "handed_out"
    assert "16 papers were handed out, but only 15 people are on the roll" in str(refused.value.message)


async def test_piles_that_do_not_add_up_are_refused_at_once(village: Cast) -> None:
    _hall, vote, one, _other = await box(village)

    with pytest.raises(Refused) as refused:
        await enter_paper(vote, replace(COUNTED, returned=13), by=one, at=EIGHT)

    assert refused.value.field == "returned"


async def test_only_the_named_tellers_enter_papers(village: Cast) -> None:
    hall, vote, _one, _other = await box(village)

    with pytest.raises(Forbidden):
        await enter_paper(vote, COUNTED, by=hall.voter(5), at=EIGHT)
    with pytest.raises(Forbidden):
        await enter_paper(vote, COUNTED, by=village.clerk, at=EIGHT)
    with pytest.raises(Missing):
        await enter_paper(vote, COUNTED, by=village.stranger, at=EIGHT)


async def test_the_record_tells_neither_teller_the_numbers_of_the_other(village: Cast) -> None:
    _hall, vote, one, _other = await box(village)

    await enter_paper(vote, COUNTED, by=one, at=EIGHT)

    rows = await fetch("SELECT facts FROM record_entry WHERE subject = $1 AND kind = 'vote.papers_counted'", vote)
    assert [json.loads(row["facts"]) for row in rows] == [{"agreed": False, "attempt": 1, "awaited": 1}]
