"""Before a vote is closed its numbers are looked at: what does not add up is said, and nothing is over by a slip."""

from datetime import timedelta
from uuid import UUID

import pytest

from app.database import fetch_value
from app.deliberation.rules.bodies import Assembly
from app.deliberation.rules.states import DepartedWhy
from app.deliberation.services.attendance import note_departure, tick
from app.refusals import Refused
from app.votes.rules.ballots import Choice, Method
from app.votes.rules.papers import PaperNumbers
from app.votes.rules.verdict import Outcome
from app.votes.services.casting import cast, cast_for
from app.votes.services.closing import close_vote, closing_outlook, void_vote
from app.votes.services.counting import enter_hands, enter_paper
from app.words import translate
from tests.cast import EIGHT, Cast
from tests.client import Doors, said
from tests.votes.hall import Hall, sit
from tests.votes.test_console import seen_on

pytestmark = pytest.mark.anyio
SOON, LATER = EIGHT + timedelta(minutes=5), EIGHT + timedelta(minutes=9)


async def hands(village: Cast, *, present: int, in_favour: int, body: Assembly) -> tuple[Hall, UUID]:
    """Sit with so many and count so many hands in favour, none against."""
    hall = await sit(village, present=present, body=body)
    vote = await hall.open(Method.HANDS)
    await enter_hands(vote, in_favour=in_favour, against=0, abstain=0, by=village.clerk, at=SOON)
    return hall, vote


async def test_hands_that_do_not_add_up_are_asked_about_and_closed_only_when_confirmed(
    doors: Doors, village: Cast
) -> None:
    hall, vote = await hands(village, present=4, in_favour=1, body=Assembly.BRANCH_COMMITTEE)
    client = await doors.as_(village.clerk)

    look = await client.post(f"/v/mgb/votes/{vote}/close")

    assert await fetch_value("SELECT state FROM vote WHERE id = $1", vote) == "open"
    assert "本次表决人4人，其中3人未表决" in said(look)
    assert "verdict--rejected" in look.text
    assert "确认结束表决：未通过" in said(look)
    assert "重新清点" in look.text
    await client.post(f"/v/mgb/votes/{vote}/close", data={"seen": seen_on(look)})
    assert await fetch_value("SELECT state FROM proposal WHERE id = $1", hall.proposal) == "rejected"


async def test_hands_may_be_counted_again_after_the_look(doors: Doors, village: Cast) -> None:
    hall, vote = await hands(village, present=4, in_favour=1, body=Assembly.BRANCH_COMMITTEE)
    client = await doors.as_(village.clerk)
    look = await client.get(f"/v/mgb/votes/{vote}/close")

    await enter_hands(vote, in_favour=4, against=0, abstain=0, by=village.clerk, at=SOON)
    stale = await client.post(f"/v/mgb/votes/{vote}/close", data={"seen": seen_on(look)})
    await client.post(f"/v/mgb/votes/{vote}/close", data={"seen": seen_on(stale)})

    assert stale.status_code == 409
    assert "您核对之后人数有了变化" in said(stale)
    assert await fetch_value("SELECT outcome FROM agenda_item WHERE id = $1", hall.item) == "carried"


async def test_papers_are_looked_at_before_they_decide(doors: Doors, village: Cast) -> None:
    hall = await sit(village, present=15)
    vote = await hall.open(Method.PAPER, tellers=hall.present[:2])
    counted = PaperNumbers(handed_out=15, returned=14, in_favour=9, against=3, abstain=1, invalid=1)
    for place in range(2):
        await enter_paper(vote, counted, by=hall.voter(place), at=SOON)

    look = await (await doors.as_(village.clerk)).post(f"/v/mgb/votes/{vote}/close")

    assert "本次表决人15人，其中1人未表决" in said(look)
    assert "确认结束表决：通过" in said(look)


async def test_answers_by_name_stay_unseen_until_the_vote_is_closed(doors: Doors, village: Cast) -> None:
    hall = await sit(village, present=15)
    vote = await hall.open()
    for place in range(13):
        await cast(vote, Choice.AGAINST, by=hall.voter(place), at=SOON)

    look = await (await doors.as_(village.clerk)).post(f"/v/mgb/votes/{vote}/close")

    assert "本次表决人15人，其中2人未表决" in said(look)
    assert "verdict--" not in look.text


async def test_the_verdict_and_the_record_say_how_many_did_not_vote(village: Cast) -> None:
    _hall, vote = await hands(village, present=4, in_favour=3, body=Assembly.BRANCH_COMMITTEE)

    verdict = await close_vote(vote, by=village.clerk, at=LATER)

    assert (verdict.roll, verdict.missing, verdict.tally.cast) == (4, 1, 3)
    kept = await fetch_value(
        "SELECT facts::json ->> 'missing' FROM record_entry WHERE subject = $1 AND kind = 'vote.closed'", vote
    )
    assert kept == "1"


async def test_who_was_ticked_by_mistake_keeps_a_vote_from_being_closed(village: Cast) -> None:
    hall = await sit(village, present=3, body=Assembly.BRANCH_COMMITTEE)
    vote = await hall.open()
    for person in hall.present:
        await cast_for(vote, person, Choice.FOR, by=village.clerk, at=SOON)

    await note_departure(hall.meeting, hall.present[2], why=DepartedWhy.MISTAKE, by=village.clerk, at=SOON)

    with pytest.raises(Refused, match="signed in by mistake"):
        await close_vote(vote, by=village.clerk, at=LATER)
    await void_vote(vote, reason="误登记一人", by=village.clerk, at=LATER)
    with pytest.raises(Refused, match="2 of 5 members are present; 3 are needed"):
        await hall.open()


@pytest.mark.parametrize("method", [Method.NAMED, Method.HANDS])
async def test_a_mistake_is_a_mistake_also_where_enough_are_left(village: Cast, method: Method) -> None:
    hall = await sit(village, present=15)
    vote = await hall.open(method)
    if method is Method.HANDS:
        await enter_hands(vote, in_favour=15, against=0, abstain=0, by=village.clerk, at=SOON)

    await note_departure(hall.meeting, hall.present[0], why=DepartedWhy.MISTAKE, by=village.clerk, at=SOON)

    with pytest.raises(Refused, match="signed in by mistake"):
        await close_vote(vote, by=village.clerk, at=LATER)


async def test_who_was_ticked_by_mistake_cannot_answer_from_home(village: Cast) -> None:
    hall = await sit(village, present=15)
    vote = await hall.open()

    await note_departure(hall.meeting, hall.present[0], why=DepartedWhy.MISTAKE, by=village.clerk, at=SOON)

    with pytest.raises(Refused, match="taken back as a mistake"):
        await cast(vote, Choice.FOR, by=hall.voter(), at=LATER)


async def test_who_has_left_answers_no_more_and_what_they_had_answered_stands(village: Cast) -> None:
    hall = await sit(village, present=15)
    vote = await hall.open()
    await cast(vote, Choice.FOR, by=hall.voter(0), at=SOON)
    for place in range(2):
        await note_departure(hall.meeting, hall.present[place], by=village.clerk, at=SOON)

    with pytest.raises(Refused, match="What was answered before stands"):
        await cast(vote, Choice.AGAINST, by=hall.voter(0), at=LATER)
    with pytest.raises(Refused, match="who is not in the hall has no vote"):
        await cast(vote, Choice.FOR, by=hall.voter(1), at=LATER)
    with pytest.raises(Refused, match="who is not in the hall has no vote"):
        await cast_for(vote, hall.present[1], Choice.FOR, by=village.clerk, at=LATER)

    assert (await close_vote(vote, by=village.clerk, at=LATER)).tally.in_favour == 1


async def test_a_quorum_that_broke_before_the_hands_were_counted_carries_nothing(village: Cast) -> None:
    hall = await sit(village, present=3, body=Assembly.BRANCH_COMMITTEE)
    vote = await hall.open(Method.HANDS)
    for person in hall.present[:2]:
        await note_departure(hall.meeting, person, by=village.clerk, at=SOON)

    with pytest.raises(Refused, match="only 1 of the voters in this vote are in the hall"):
        await enter_hands(vote, in_favour=2, against=0, abstain=0, by=village.clerk, at=LATER)
    await enter_hands(vote, in_favour=1, against=0, abstain=0, by=village.clerk, at=LATER)
    verdict = await close_vote(vote, by=village.clerk, at=LATER)

    assert verdict.outcome is Outcome.INQUORATE
    attendance = verdict.checks[0]
    assert (attendance.actual, attendance.base, attendance.needed) == (1, 5, 3)
    assert await fetch_value("SELECT state FROM proposal WHERE id = $1", hall.proposal) == "in_discussion"


async def test_who_leaves_after_answering_has_been_there(village: Cast) -> None:
    hall = await sit(village, present=3, body=Assembly.BRANCH_COMMITTEE)
    vote = await hall.open()
    for place in range(3):
        await cast(vote, Choice.FOR, by=hall.voter(place), at=SOON)
    for person in hall.present[:2]:
        await note_departure(hall.meeting, person, by=village.clerk, at=LATER)

    verdict = await close_vote(vote, by=village.clerk, at=LATER)

    assert verdict.outcome is Outcome.CARRIED
    assert verdict.checks[0].actual == 3


async def test_the_look_names_who_left_before_they_voted(doors: Doors, village: Cast) -> None:
    hall = await sit(village, present=14)
    vote = await hall.open()
    await note_departure(hall.meeting, hall.present[0], by=village.clerk, at=SOON)

    found = await closing_outlook(vote, by=village.clerk)
    look = await (await doors.as_(village.clerk)).post(f"/v/mgb/votes/{vote}/close")

    assert len(found.footing.left) == 1
    assert f"未表决先离会：{found.footing.left[0]}" in said(look)


async def test_a_seat_ended_before_the_day_keeps_the_vote_from_being_closed(village: Cast) -> None:
    hall = await sit(village, present=5, body=Assembly.BRANCH_COMMITTEE)
    vote = await hall.open(Method.HANDS)
    await enter_hands(vote, in_favour=5, against=0, abstain=0, by=village.clerk, at=SOON)

    await fetch_value(
        "UPDATE seat SET until = $2 WHERE person = $1 AND body = 'branch_committee' RETURNING id",
        hall.present[0], EIGHT.date() - timedelta(days=1),
    )  # fmt: skip

    with pytest.raises(Refused) as refused:
        await close_vote(vote, by=village.clerk, at=LATER)
    assert "当天不是本会议成员" in translate(refused.value.message, "zh_CN")
    await void_vote(vote, reason="一人已免职", by=village.clerk, at=LATER)
    again = await hall.open(Method.HANDS)  # who is due is read from the seats anew
    assert await fetch_value("SELECT count(*) FROM roll_entry WHERE vote = $1", again) == 4


async def test_who_came_late_is_told_why_there_is_no_vote_and_so_is_the_clerk(doors: Doors, village: Cast) -> None:
    hall = await sit(village, present=14)
    vote = await hall.open()
    await tick(hall.meeting, hall.due[14], by=village.clerk, at=SOON)

    assert len((await closing_outlook(vote, by=village.clerk)).footing.late) == 1
    console = await (await doors.as_(village.clerk)).get(f"/v/mgb/meetings/{hall.meeting}/console")
    assert "1人签到晚于开始表决，不在本次表决人中；要让他表决，请作废后重新表决。" in said(console)
