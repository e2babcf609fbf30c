"""Where secretary and head of the committee are one person, the two committees confer in the same sitting."""

import asyncio
from uuid import UUID

import pytest

from app.database import execute, fetch, fetch_value
from app.deliberation.queries.attendance import headcount, members_due
from app.deliberation.queries.meetings import meeting_view
from app.deliberation.queries.passages import current_passage
from app.deliberation.rules.bodies import Assembly
from app.deliberation.rules.states import MeetingState, PassageOutcome, ToldBy
from app.deliberation.rules.step_keys import StepKey
from app.deliberation.services.joining import Untold
from app.deliberation.services.meetings import go_on
from app.refusals import Forbidden, Missing, Refused
from app.votes.rules.ballots import Method
from app.votes.services.closing import close_vote
from app.votes.services.counting import enter_hands
from app.votes.services.opening import open_vote
from tests.cast import EIGHT, Cast
from tests.client import Doors, said
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


async def told(branch: UUID) -> dict[UUID, ToldBy]:
    """Say that the committee members outside the branch were told at this moment."""
    rows = await fetch(
        "SELECT DISTINCT s.person FROM seat s JOIN meeting m ON m.village = s.village AND m.id = $1"
        " WHERE s.body = 'villagers_committee' AND s.office <> 'clerk' AND s.until IS NULL"
        " AND NOT EXISTS (SELECT 1 FROM summons o WHERE o.meeting = m.id AND o.person = s.person)",
        branch,
    )
    return {row["person"]: ToldBy.IN_PERSON for row in rows}


async def test_the_hall_goes_on_as_the_two_committees(village: Cast) -> None:
    branch = await carried(village)

    following = await go_on(branch, told=await told(branch), by=village.clerk, at=EIGHT)

    before, after = [await meeting_view(one, village=village.place.id) for one in (branch, following)]
    counted = await headcount(following)
    assert (before.state, after.state) == (MeetingState.CLOSED, MeetingState.OPEN)
    assert (after.body, after.chair, after.place) == (Assembly.TWO_COMMITTEES, before.chair, before.place)
    assert (counted.due["members"], counted.present["members"]) == (6, 4)
    assert await code_of(following) == await code_of(branch)


async def test_both_steps_have_their_own_verdict(village: Cast) -> None:
    branch = await carried(village)
    following = await go_on(branch, told=await told(branch), by=village.clerk, at=EIGHT)

    await carry(following, village, hands=4)

    proposal = await fetch_value("SELECT id FROM proposal")
    passage = await current_passage(proposal)
    assert passage is not None
    assert passage.step is StepKey.REVIEW
    assert await fetch_value("SELECT count(*) FROM passage WHERE outcome = $1", PassageOutcome.CARRIED.value) == 2
    assert await fetch_value("SELECT count(*) FROM verdict") == 2


async def test_members_who_were_not_told_stop_it_and_are_named(village: Cast) -> None:
    branch = await carried(village)
    (outside,) = await told(branch)
    name = await fetch_value("SELECT name FROM person WHERE id = $1", outside)

    with pytest.raises(Untold, match=name) as stopped:
        await go_on(branch, by=village.clerk, at=EIGHT)

    assert [member.person for member in stopped.value.members] == [outside]
    assert await fetch_value("SELECT count(*) FROM meeting") == 1
    assert (await meeting_view(branch, village=village.place.id)).state is MeetingState.OPEN


async def test_who_is_told_now_is_noted_as_told_now(village: Cast) -> None:
    branch = await carried(village)
    (outside,) = await told(branch)

    following = await go_on(branch, told={outside: ToldBy.PHONE}, by=village.clerk, at=EIGHT)

    (member,) = [one for one in await members_due(following) if one.person == outside]
    assert (member.told_by, member.told_at) == (ToldBy.PHONE, EIGHT)


async def test_of_two_at_once_one_is_refused(village: Cast) -> None:
    branch = await carried(village)
    aware = await told(branch)

    answers = await asyncio.gather(
        *(go_on(branch, told=aware, by=by, at=EIGHT) for by in (village.clerk, village.secretary)),
        return_exceptions=True,
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
        await go_on(branch, told=await told(branch), by=village.clerk, at=EIGHT)


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
    stopped = await client.post(f"/v/mgb/meetings/{branch}/go-on")
    (outside,) = await told(branch)
    filled = {"person": str(outside), "told_by": "phone"}
    answer = await client.post(f"/v/mgb/meetings/{branch}/go-on", data=filled)

    assert stopped.status_code == 409
    assert "还有1名成员没有通知" in said(stopped)
    following = await fetch_value("SELECT id FROM meeting WHERE body = 'two_committees'")
    assert "接着开村“两委”会议" in console.text
    assert (answer.status_code, answer.headers["location"]) == (303, f"/v/mgb/meetings/{following}/console")
