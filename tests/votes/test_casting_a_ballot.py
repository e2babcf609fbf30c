"""A voter has one ballot; the last answer before the closing counts, and whoever can't vote is told why."""

import asyncio
from datetime import timedelta
from uuid import uuid4

import asyncpg
import pytest

from app.database import execute, fetch, fetch_value
from app.deliberation.web.attendance import events_of
from app.refusals import Forbidden, Missing, Refused
from app.votes.rules.ballots import Choice, Method
from app.votes.services.casting import cast, cast_for
from app.votes.services.closing import close_vote, void_vote
from app.words import translate
from tests.cast import EIGHT, Cast
from tests.votes.hall import sign_in, sit, somebody

pytestmark = pytest.mark.anyio
LATER = EIGHT + timedelta(minutes=2)


async def test_the_answer_gets_a_receipt(village: Cast) -> None:
    hall = await sit(village, present=15)
    vote = await hall.open()

    receipt = await cast(vote, Choice.FOR, by=hall.voter(), at=EIGHT)

    assert (receipt.choice, receipt.at) == (Choice.FOR, EIGHT)
    assert len(receipt.receipt) == 7


async def test_the_same_answer_again_gets_the_same_receipt(village: Cast) -> None:
    hall = await sit(village, present=15)
    vote = await hall.open()
    first = await cast(vote, Choice.FOR, by=hall.voter(), at=EIGHT)

    again = await cast(vote, Choice.FOR, by=hall.voter(), at=LATER)

    assert again == first
    assert await fetch_value("SELECT count(*) FROM ballot WHERE vote = $1", vote) == 1


async def test_a_changed_answer_replaces_the_first_and_gets_its_own_receipt(village: Cast) -> None:
    hall = await sit(village, present=15)
    vote = await hall.open()
    first = await cast(vote, Choice.FOR, by=hall.voter(), at=EIGHT)

    second = await cast(vote, Choice.AGAINST, by=hall.voter(), at=LATER)

    assert second.receipt != first.receipt
    rows = await fetch("SELECT choice, cast_at FROM ballot WHERE vote = $1", vote)
    assert [(row["choice"], row["cast_at"]) for row in rows] == [("against", LATER)]


async def test_a_ballot_writes_no_line_of_its_own_in_the_record(village: Cast) -> None:
    hall = await sit(village, present=15)
    vote = await hall.open()

    await cast(vote, Choice.FOR, by=hall.voter(), at=EIGHT)

    kinds = [row["kind"] for row in await fetch("SELECT kind FROM record_entry WHERE subject = $1", vote)]
    assert kinds == ["vote.opened"]


@pytest.mark.usefixtures("doors")
async def test_open_pages_hear_that_somebody_answered_and_no_more(village: Cast) -> None:
    hall = await sit(village, present=15)
    stream = events_of(hall.meeting, again=False)
    await anext(stream)
    listening = asyncio.create_task(asyncio.wait_for(anext(stream), 10))
    await asyncio.sleep(0.05)
    vote = await hall.open()
    assert "event: vote" in await listening

    await cast(vote, Choice.AGAINST, by=hall.voter(), at=EIGHT)

    assert await asyncio.wait_for(anext(stream), 10) == "event: turnout\nid: 1\ndata: turnout\n\n"


async def test_who_came_after_the_roll_was_frozen_is_sent_to_the_clerk(village: Cast) -> None:
    hall = await sit(village, present=15)
    vote = await hall.open()
    await sign_in(hall.meeting, hall.due[15])

    with pytest.raises(Refused) as refused:
        await cast(vote, Choice.FOR, by=somebody(village, hall.due[15]), at=LATER)

    assert "was not there when the vote opened" in str(refused.value.message)
    assert "表决开始时" in translate(refused.value.message, "zh_CN")
    assert "clerk" in str(refused.value.ways_on[0].label)


async def test_who_has_no_seat_in_the_body_has_no_vote(village: Cast) -> None:
    hall = await sit(village, present=15)
    vote = await hall.open()

    with pytest.raises(Refused) as refused:
        await cast(vote, Choice.FOR, by=village.resident, at=EIGHT)

    assert "has no vote in this body" in str(refused.value.message)


async def test_after_the_closing_no_answer_is_taken(village: Cast) -> None:
    hall = await sit(village, present=15)
    vote = await hall.open()
    await close_vote(vote, by=village.clerk, at=LATER)

    with pytest.raises(Refused) as refused:
        await cast(vote, Choice.FOR, by=hall.voter(), at=LATER)

    assert str(refused.value.message).startswith("The vote is closed")
    assert translate(refused.value.message, "zh_CN") == "表决已经结束，不再收票。结束前收到的都已计入。"


async def test_a_void_vote_takes_no_answer(village: Cast) -> None:
    hall = await sit(village, present=15)
    vote = await hall.open()
    await void_vote(vote, reason="问题念错了", by=village.clerk, at=LATER)

    with pytest.raises(Refused, match="declared void"):
        await cast(vote, Choice.FOR, by=hall.voter(), at=LATER)


async def test_a_vote_by_hands_takes_no_answer_by_phone(village: Cast) -> None:
    hall = await sit(village, present=15)
    vote = await hall.open(Method.HANDS)

    with pytest.raises(Refused, match="held in the hall"):
        await cast(vote, Choice.FOR, by=hall.voter(), at=EIGHT)


async def test_the_next_village_finds_no_such_vote(village: Cast) -> None:
    hall = await sit(village, present=15)
    vote = await hall.open()

    with pytest.raises(Missing):
        await cast(vote, Choice.FOR, by=village.stranger, at=EIGHT)
    with pytest.raises(Missing):
        await cast(uuid4(), Choice.FOR, by=hall.voter(), at=EIGHT)


async def test_the_clerk_enters_what_a_member_without_a_phone_says(village: Cast) -> None:
    hall = await sit(village, present=15)
    vote = await hall.open()

    await cast_for(vote, hall.present[3], Choice.ABSTAIN, by=village.clerk, at=EIGHT)

    rows = await fetch("SELECT voter, choice, channel, cast_by FROM ballot WHERE vote = $1", vote)
    assert [tuple(row) for row in rows] == [(hall.present[3], "abstain", "clerk", village.clerk.person)]


async def test_the_clerk_never_writes_over_an_answer_from_the_own_phone(village: Cast) -> None:
    hall = await sit(village, present=15)
    vote = await hall.open()
    await cast(vote, Choice.FOR, by=hall.voter(3), at=EIGHT)

    with pytest.raises(Refused, match="has answered on the own phone"):
        await cast_for(vote, hall.present[3], Choice.AGAINST, by=village.clerk, at=LATER)

    assert await fetch_value("SELECT choice FROM ballot WHERE vote = $1", vote) == "for"


async def test_the_voter_may_still_change_what_the_clerk_entered(village: Cast) -> None:
    hall = await sit(village, present=15)
    vote = await hall.open()
    await cast_for(vote, hall.present[3], Choice.AGAINST, by=village.clerk, at=EIGHT)

    await cast(vote, Choice.FOR, by=hall.voter(3), at=LATER)

    rows = await fetch("SELECT choice, channel, cast_by FROM ballot WHERE vote = $1", vote)
    assert [tuple(row) for row in rows] == [("for", "phone", hall.present[3])]


async def test_a_member_can_not_answer_for_another(village: Cast) -> None:
    hall = await sit(village, present=15)
    vote = await hall.open()

    with pytest.raises(Forbidden):
        await cast_for(vote, hall.present[3], Choice.FOR, by=hall.voter(4), at=EIGHT)
    with pytest.raises(Missing):
        await cast_for(vote, hall.present[3], Choice.FOR, by=village.stranger, at=EIGHT)


async def test_the_database_itself_refuses_ballots_of_a_closed_vote(village: Cast) -> None:
    hall = await sit(village, present=15)
    vote = await hall.open()
    await cast(vote, Choice.FOR, by=hall.voter(0), at=EIGHT)
    await close_vote(vote, by=village.clerk, at=LATER)

    with pytest.raises(asyncpg.RestrictViolationError):
        await _by_hand(vote, hall.present[1])
    with pytest.raises(asyncpg.RestrictViolationError):
        await execute("UPDATE ballot SET choice = 'against' WHERE vote = $1", vote)
    with pytest.raises(asyncpg.RestrictViolationError):
        await execute("DELETE FROM ballot WHERE vote = $1", vote)


async def test_the_database_itself_refuses_ballots_of_a_void_vote(village: Cast) -> None:
    hall = await sit(village, present=15)
    vote = await hall.open()
    await void_vote(vote, reason="问题念错了", by=village.clerk, at=LATER)

    with pytest.raises(asyncpg.RestrictViolationError):
        await _by_hand(vote, hall.present[0])


async def test_the_database_itself_refuses_a_ballot_of_somebody_who_is_not_on_the_roll(village: Cast) -> None:
    hall = await sit(village, present=15)
    vote = await hall.open()

    with pytest.raises(asyncpg.ForeignKeyViolationError) as fault:
        await _by_hand(vote, hall.due[15])

    assert fault.value.constraint_name == "ballot_voter_on_roll"


async def _by_hand(vote: object, voter: object) -> None:
    await execute(
        "INSERT INTO ballot (id, vote, voter, choice, channel, cast_by, cast_at, receipt)"
        " VALUES (gen_random_uuid(), $1, $2, 'for', 'phone', $2, $3, 'AAAAAA')",
        vote, voter, LATER,
    )  # fmt: skip
