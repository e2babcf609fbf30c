"""What is asked of votes afterwards: verdicts of a matter, who answered, a representative's own record."""

from datetime import timedelta
from uuid import UUID

import pytest

from app.deliberation.queries.vote_begun import vote_begun
from app.deliberation.rules.step_keys import StepKey
from app.refusals import Missing
from app.votes.queries.named import named_answers, own_record
from app.votes.queries.panel import open_vote_of, void_votes_of
from app.votes.queries.turnout import turnout
from app.votes.queries.verdicts import verdict_of, verdicts_of, verdicts_of_meeting
from app.votes.rules.ballots import Choice, Method
from app.votes.rules.papers import PaperNumbers
from app.votes.rules.verdict import Outcome
from app.votes.services.casting import cast, cast_for
from app.votes.services.closing import close_vote, void_vote
from app.votes.services.counting import enter_hands, enter_paper
from app.words import translate
from tests.cast import EIGHT, Cast
from tests.votes.hall import Hall, sit

pytestmark = pytest.mark.anyio
LATER = EIGHT + timedelta(minutes=9)


async def decided(village: Cast) -> tuple[Hall, UUID]:
    """Carry a matter by nine of fifteen, one of them said aloud; one against, five silent."""
    hall = await sit(village, present=15)
    vote = await hall.open()
    for place in range(8):
        await cast(vote, Choice.FOR, by=hall.voter(place), at=EIGHT)
    await cast_for(vote, hall.present[8], Choice.FOR, by=village.clerk, at=EIGHT)
    await cast(vote, Choice.AGAINST, by=hall.voter(9), at=EIGHT)
    await close_vote(vote, by=village.clerk, at=LATER)
    return hall, vote


async def test_a_matter_tells_its_verdicts_with_place_and_working(village: Cast) -> None:
    hall, vote = await decided(village)

    (found,) = await verdicts_of(hall.proposal)

    assert (found.vote, found.passage, found.item) == (vote, hall.passage, hall.item)
    assert (found.step, found.method, found.roll) == (StepKey.RESOLVE, Method.NAMED, 15)
    assert (found.outcome, found.revision_number, found.decided_at) == (Outcome.CARRIED, 1, LATER)
    assert [(translate(name, "zh_CN"), number) for name, number in found.pairs] == [
        ("赞成", 9), ("反对", 1), ("弃权", 0), ("未表决", 5),
    ]  # fmt: skip
    assert [source.article for source in found.sources] == ["30"]
    assert await verdicts_of_meeting(hall.meeting) == (found,)


async def test_a_void_count_stands_before_the_one_that_decided(village: Cast) -> None:
    hall = await sit(village, present=15)
    first = await hall.open(Method.PAPER, tellers=hall.present[:2])
    stuffed = PaperNumbers(handed_out=14, returned=15, in_favour=10, against=3, abstain=1, invalid=1)
    for place in range(2):
        await enter_paper(first, stuffed, by=hall.voter(place), at=EIGHT)
    await close_vote(first, by=village.clerk, at=EIGHT)
    second = await hall.open(Method.HANDS)
    await enter_hands(second, in_favour=10, against=5, abstain=0, by=village.clerk, at=LATER)
    await close_vote(second, by=village.clerk, at=LATER)

    found = await verdicts_of(hall.proposal)

    assert [(one.outcome, one.round) for one in found] == [(Outcome.VOID, 1), (Outcome.CARRIED, 2)]
    assert len(found[0].tellers) == 2
    assert [(void.round, void.reason) for void in await void_votes_of(hall.item)] == [(1, None)]


async def test_the_next_village_finds_no_verdict(village: Cast) -> None:
    _hall, vote = await decided(village)

    with pytest.raises(Missing):
        await verdict_of(vote, village=village.neighbour.id)


async def test_nobody_learns_an_answer_before_the_closing(village: Cast) -> None:
    hall = await sit(village, present=15)
    vote = await hall.open()
    await cast(vote, Choice.AGAINST, by=hall.voter(0), at=EIGHT)
    assert hall.present[0] is not None

    assert await named_answers(vote) == ()
    assert await own_record(hall.present[0]) == ()
    assert await verdicts_of(hall.proposal) == ()


async def test_after_it_everybody_on_the_roll_stands_with_the_own_answer(village: Cast) -> None:
    hall, vote = await decided(village)

    answers = {answer.person: answer for answer in await named_answers(vote)}

    assert set(answers) == set(hall.present)
    assert answers[hall.present[9]].choice is Choice.AGAINST
    assert answers[hall.present[8]].channel == "clerk"
    assert answers[hall.present[14]].choice is None


async def test_the_own_record_names_only_answers_that_were_named(village: Cast) -> None:
    hall, vote = await decided(village)
    other = await sit(village, present=15)
    hands = await other.open(Method.HANDS)
    await enter_hands(hands, in_favour=1, against=0, abstain=0, by=village.clerk, at=LATER)
    await close_vote(hands, by=village.clerk, at=LATER + timedelta(days=1))

    record = await own_record(hall.present[9])

    assert [(one.vote, one.outcome, one.named, one.choice) for one in record] == [
        (hands, Outcome.REJECTED, False, None),
        (vote, Outcome.CARRIED, True, Choice.AGAINST),
    ]


async def test_the_turnout_names_who_is_missing(village: Cast) -> None:
    hall = await sit(village, present=15)
    vote = await hall.open()
    for place in range(13):
        await cast(vote, Choice.FOR, by=hall.voter(place), at=EIGHT)

    found = await turnout(vote)

    assert (found.roll, found.received) == (15, 13)
    assert {voter.person for voter in found.missing} == set(hall.present[13:])


async def test_an_open_vote_keeps_the_matter_where_it_is(village: Cast) -> None:
    hall = await sit(village, present=15)
    assert not await vote_begun(hall.passage)

    vote = await hall.open()
    assert await vote_begun(hall.passage)
    assert (await open_vote_of(hall.meeting)) is not None

    await void_vote(vote, reason="问题念错了", by=village.clerk, at=LATER)
    assert not await vote_begun(hall.passage)
    assert await open_vote_of(hall.meeting) is None
