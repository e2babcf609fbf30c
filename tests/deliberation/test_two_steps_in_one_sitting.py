"""Where secretary and head of the committee are one person, the two committees confer in the same sitting."""

import asyncio
from uuid import UUID

import pytest

from app.database import execute, fetch_value
from app.deliberation.queries.attendance import headcount
from app.deliberation.queries.meetings import meeting_view
from app.deliberation.queries.passages import current_passage
from app.deliberation.rules.bodies import Assembly
from app.deliberation.rules.states import MeetingState, PassageOutcome
from app.deliberation.rules.step_keys import StepKey
from app.deliberation.services.meetings import go_on
from app.refusals import Forbidden, Missing, Refused
from app.votes.rules.ballots import Method
from app.votes.services.closing import close_vote
from app.votes.services.counting import enter_hands
from app.votes.services.opening import open_vote
from tests.cast import EIGHT, Cast
from tests.client import Doors
from tests.deliberation.sittings import an_open_meeting, code_of

pytestmark = pytest.mark.anyio


async def carried(village: Cast, *, present: int = 4) -> UUID:
    """Hold a meeting of the branch committee that carries its matter."""
    meeting = await an_open_meeting(village, present=present)
    await carry(meeting, village, hands=present)
    return meeting


async def carry(meeting: UUID, village: Cast, *, hands: int) -> None:
    item = await fetch_value("SELECT id FROM agenda_item WHERE meeting = $1", meeting)
    vote = await open_vote(item, method=Method.HANDS, by=village.clerk, at=EIGHT)
    await enter_hands(vote, in_favour=hands, against=0, abstain=0, by=village.clerk, at=EIGHT)
    await close_vote(vote, by=village.clerk, at=EIGHT)


async def test_the_hall_goes_on_as_the_two_committees(village: Cast) -> None:
    branch = await carried(village)

    following = await go_on(branch, by=village.clerk, at=EIGHT)

    before, after = [await meeting_view(one, village=village.place.id) for one in (branch, following)]
    counted = await headcount(following)
    assert (before.state, after.state) == (MeetingState.CLOSED, MeetingState.OPEN)
    assert (after.body, after.chair, after.place) == (Assembly.TWO_COMMITTEES, before.chair, before.place)
    assert (counted.due["members"], counted.present["members"]) == (6, 4)
    assert await code_of(following) == await code_of(branch)


async def test_both_steps_have_their_own_verdict(village: Cast) -> None:
    following = await go_on(await carried(village), by=village.clerk, at=EIGHT)

    await carry(following, village, hands=4)

    proposal = await fetch_value("SELECT id FROM proposal")
    passage = await current_passage(proposal)
    assert passage is not None
    assert passage.step is StepKey.REVIEW
    assert await fetch_value("SELECT count(*) FROM passage WHERE outcome = $1", PassageOutcome.CARRIED.value) == 2
    assert await fetch_value("SELECT count(*) FROM verdict") == 2


async def test_of_two_at_once_one_is_refused(village: Cast) -> None:
    branch = await carried(village)

    answers = await asyncio.gather(
        go_on(branch, by=village.clerk, at=EIGHT), go_on(branch, by=village.secretary, at=EIGHT), return_exceptions=True
    )

    assert sorted(isinstance(answer, Refused) for answer in answers) == [False, True]
    assert await fetch_value("SELECT count(*) FROM meeting") == 2


async def test_two_people_at_the_head_hold_two_meetings(village: Cast) -> None:
    branch = await carried(village)
    await execute(
        "UPDATE seat SET office = 'member' WHERE body = 'villagers_committee' AND office = 'chair' AND village = $1",
        village.place.id,
    )

    with pytest.raises(Refused, match="same sitting"):
        await go_on(branch, by=village.clerk, at=EIGHT)


async def test_nothing_goes_on_before_it_is_carried(village: Cast) -> None:
    meeting = await an_open_meeting(village, present=4)

    with pytest.raises(Refused, match="same sitting"):
        await go_on(meeting, by=village.clerk, at=EIGHT)


async def test_only_who_runs_the_meeting_goes_on(village: Cast) -> None:
    branch = await carried(village)

    with pytest.raises(Forbidden):
        await go_on(branch, by=village.resident, at=EIGHT)
    with pytest.raises(Missing):
        await go_on(branch, by=village.stranger, at=EIGHT)


async def test_the_console_offers_it_when_every_item_is_decided(doors: Doors, village: Cast) -> None:
    branch = await carried(village)
    client = await doors.as_(village.clerk)

    console = await client.get(f"/v/mgb/meetings/{branch}/console")
    answer = await client.post(f"/v/mgb/meetings/{branch}/go-on")

    following = await fetch_value("SELECT id FROM meeting WHERE body = 'two_committees'")
    assert "接着开村“两委”会议" in console.text
    assert (answer.status_code, answer.headers["location"]) == (303, f"/v/mgb/meetings/{following}/console")
