"""Two people at the same moment, on real connections: one vote per voter, and what was acknowledged is counted."""

import asyncio
from collections import Counter
from datetime import timedelta
from uuid import UUID

import pytest

from app.database import fetch, fetch_value, transaction
from app.deliberation.rules.bodies import Assembly
from app.record import verify
from app.refusals import Refused
from app.votes.rules.ballots import Choice, Method
from app.votes.rules.papers import Agreement, PaperNumbers
from app.votes.rules.verdict import Verdict
from app.votes.services.casting import Receipt, cast
from app.votes.services.closing import close_vote
from app.votes.services.counting import enter_paper
from app.votes.services.opening import open_vote
from tests.cast import EIGHT, Cast
from tests.votes.hall import sit

pytestmark = pytest.mark.anyio
WAITING = "SELECT EXISTS (SELECT 1 FROM pg_locks WHERE NOT granted)"
LATER = EIGHT + timedelta(minutes=9)
AGAIN_AND_AGAIN = 12
PAUSES = (0, 0.002, 0.004, 0.008, 0.012)  # seconds by which the closing lags behind the ballots


async def test_a_double_tap_is_one_vote_with_one_receipt(village: Cast) -> None:
    hall = await sit(village, present=15)
    vote = await hall.open()

    receipts = await asyncio.gather(*(cast(vote, Choice.FOR, by=hall.voter(), at=EIGHT) for _tap in range(8)))

    assert len({receipt.receipt for receipt in receipts}) == 1
    assert await fetch_value("SELECT count(*) FROM ballot WHERE vote = $1", vote) == 1


async def test_two_phones_with_different_answers_leave_one_of_them(village: Cast) -> None:
    hall = await sit(village, present=15)
    vote = await hall.open()

    receipts = await asyncio.gather(
        *(cast(vote, choice, by=hall.voter(), at=EIGHT) for choice in (Choice.FOR, Choice.AGAINST) * 4)
    )

    rows = await fetch("SELECT choice, receipt FROM ballot WHERE vote = $1", vote)
    assert len(rows) == 1
    assert (rows[0]["receipt"], rows[0]["choice"]) in {(r.receipt.replace("-", ""), r.choice) for r in receipts}


async def test_fifty_voters_at_once_are_fifty_votes(village: Cast) -> None:
    hall = await sit(village, present=150, body=Assembly.VILLAGERS_MEETING)
    vote = await hall.open()

    await asyncio.gather(*(cast(vote, Choice.FOR, by=hall.voter(place), at=EIGHT) for place in range(50)))

    verdict = await close_vote(vote, by=village.clerk, at=LATER)
    assert verdict.tally.in_favour == 50
    assert await verify(village.place.id) is None


@pytest.mark.parametrize("pause", PAUSES)
async def test_what_was_acknowledged_before_the_closing_is_counted(village: Cast, pause: float) -> None:
    taken, refused = 0, 0
    for _round in range(AGAIN_AND_AGAIN):
        hall = await sit(village, present=15)
        vote = await hall.open()

        async def close(vote: UUID = vote) -> Verdict:
            await asyncio.sleep(pause)
            return await close_vote(vote, by=village.clerk, at=LATER)

        answers = await asyncio.gather(
            close(),
            *(cast(vote, Choice.FOR, by=hall.voter(place), at=EIGHT) for place in range(15)),
            return_exceptions=True,
        )

        verdict, acknowledged = answers[0], [answer for answer in answers[1:] if isinstance(answer, Receipt)]
        assert isinstance(verdict, Verdict)
        assert verdict.tally.in_favour == len(acknowledged)
        assert {type(answer) for answer in answers[1:]} <= {Receipt, Refused}
        taken, refused = taken + len(acknowledged), refused + 15 - len(acknowledged)
    assert taken + refused == AGAIN_AND_AGAIN * 15


async def test_the_closing_waits_for_a_ballot_that_is_under_way(village: Cast) -> None:
    hall = await sit(village, present=15)
    vote = await hall.open()
    under_way = asyncio.Event()

    async def close() -> Verdict:
        await under_way.wait()
        return await close_vote(vote, by=village.clerk, at=LATER)

    closing = asyncio.create_task(close())
    async with transaction():
        await cast(vote, Choice.FOR, by=hall.voter(), at=EIGHT)
        under_way.set()
        while not (closing.done() or await fetch_value(WAITING)):  # noqa: ASYNC110  # a lock tells nobody
            await asyncio.sleep(0.01)

    assert (await closing).tally.in_favour == 1


async def test_of_two_chairs_closing_at_once_one_is_refused(village: Cast) -> None:
    hall = await sit(village, present=15)
    vote = await hall.open()
    await cast(vote, Choice.FOR, by=hall.voter(), at=EIGHT)

    answers = await asyncio.gather(
        *(close_vote(vote, by=actor, at=LATER) for actor in (village.secretary, village.clerk)), return_exceptions=True
    )

    assert Counter(type(answer) for answer in answers) == {Verdict: 1, Refused: 1}
    assert await fetch_value("SELECT count(*) FROM verdict WHERE vote = $1", vote) == 1


async def test_of_two_votes_opened_at_once_one_is_refused(village: Cast) -> None:
    hall = await sit(village, present=15)

    answers = await asyncio.gather(
        *(open_vote(hall.item, method=Method.NAMED, by=village.clerk, at=EIGHT) for _hand in range(2)),
        return_exceptions=True,
    )

    assert sorted(isinstance(answer, Refused) for answer in answers) == [False, True]
    assert await fetch_value("SELECT count(*) FROM vote WHERE item = $1", hall.item) == 1


async def test_two_tellers_entering_at_once_agree(village: Cast) -> None:
    hall = await sit(village, present=15)
    vote = await hall.open(Method.PAPER, tellers=hall.present[:2])
    counted = PaperNumbers(handed_out=15, returned=14, in_favour=9, against=3, abstain=1, invalid=1)

    answers = await asyncio.gather(*(enter_paper(vote, counted, by=hall.voter(place), at=EIGHT) for place in range(2)))

    assert sorted(answer.agreed for answer in answers) == [False, True]
    assert all(isinstance(answer, Agreement) for answer in answers)


async def test_a_teller_who_taps_twice_has_counted_once(village: Cast) -> None:
    hall = await sit(village, present=15)
    vote = await hall.open(Method.PAPER, tellers=hall.present[:2])
    counted = PaperNumbers(handed_out=15, returned=14, in_favour=9, against=3, abstain=1, invalid=1)

    answers = await asyncio.gather(
        *(enter_paper(vote, counted, by=hall.voter(), at=EIGHT) for _tap in range(2)), return_exceptions=True
    )

    assert Counter(type(answer) for answer in answers) == {Agreement: 1, Refused: 1}
