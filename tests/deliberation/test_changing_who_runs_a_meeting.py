"""A chair who can't come is replaced without calling the members anew; each vote keeps the chair it was held under."""

import json
from uuid import UUID

import pytest

from app.database import execute, fetch_value
from app.deliberation.queries.meetings import meeting_view
from app.deliberation.services.meetings import change_officers, close_meeting
from app.doors import Actor
from app.refusals import Forbidden, Missing, Refused
from app.votes.queries.verdicts import verdict_of
from app.votes.services.closing import close_vote
from tests.cast import EIGHT, Cast
from tests.client import Doors
from tests.deliberation.sittings import a_called_meeting, kinds_of
from tests.votes.hall import sit

pytestmark = pytest.mark.anyio


async def change(
    meeting: UUID, village: Cast, *, chair: str = "P0098", reason: str = "原主持人住院", by: Actor
) -> None:
    assert village.clerk.person is not None
    await change_officers(
        meeting, chair=village.person(chair), recorder=village.clerk.person, reason=reason, by=by, at=EIGHT
    )


async def test_a_called_meeting_gets_another_chair(village: Cast) -> None:
    meeting = await a_called_meeting(village)

    await change(meeting, village, by=village.clerk)

    view = await meeting_view(meeting, village=village.place.id)
    assert view.chair == village.person("P0098")
    assert view.run_by(village.branch)
    assert (await kinds_of(meeting))[-1] == "meeting.officers_changed"
    facts = await fetch_value("SELECT facts FROM record_entry WHERE kind = 'meeting.officers_changed'")
    assert json.loads(facts)["chair_before"] == str(village.secretary.person)


async def test_the_chair_hands_over_but_nobody_takes_over(village: Cast) -> None:
    meeting = await a_called_meeting(village)

    with pytest.raises(Forbidden):
        await change(meeting, village, by=village.resident)
    with pytest.raises(Missing):
        await change(meeting, village, by=village.stranger)
    await change(meeting, village, by=village.secretary)


async def test_it_needs_a_reason_two_people_and_a_change(village: Cast) -> None:
    meeting = await a_called_meeting(village)
    recorder = next(no for no, person in village.people.items() if person == village.clerk.person)

    with pytest.raises(Refused, match="reason"):
        await change(meeting, village, reason=" ", by=village.clerk)
    with pytest.raises(Refused, match="two people"):
        await change(meeting, village, chair=recorder, by=village.clerk)
    with pytest.raises(Refused, match="already"):
        await change(meeting, village, chair="P0150", by=village.clerk)


async def test_an_open_vote_is_closed_first_and_keeps_its_chair(village: Cast) -> None:
    hall = await sit(village, present=15)
    vote = await hall.open()

    with pytest.raises(Refused, match="still open"):
        await change(hall.meeting, village, by=village.clerk)
    await close_vote(vote, by=village.clerk, at=EIGHT)
    await change(hall.meeting, village, by=village.clerk)

    decided = await verdict_of(vote, village=village.place.id)
    assert decided.chair_name == await fetch_value("SELECT name FROM person WHERE id = $1", village.committee.person)


async def test_a_meeting_that_is_over_keeps_its_chair(village: Cast) -> None:
    hall = await sit(village, present=15)
    await close_meeting(hall.meeting, by=village.clerk, at=EIGHT)

    with pytest.raises(Refused, match="closed already"):
        await change(hall.meeting, village, by=village.clerk)


async def test_somebody_who_moved_away_chairs_nothing(village: Cast) -> None:
    meeting = await a_called_meeting(village)
    await execute("UPDATE person SET until = $2 WHERE id = $1", village.person("P0098"), EIGHT.date())

    with pytest.raises(Missing):
        await change(meeting, village, by=village.clerk)


async def test_the_page_keeps_what_was_typed(doors: Doors, village: Cast) -> None:
    meeting = await a_called_meeting(village)
    client = await doors.as_(village.clerk)
    address = f"/v/mgb/meetings/{meeting}/officers"
    typed = {"chair": str(village.clerk.person), "recorder": str(village.clerk.person), "reason": "原主持人住院"}

    asked = await client.get(address)
    refused = await client.post(address, data=typed)
    done = await client.post(address, data=typed | {"chair": str(village.branch.person)})

    assert asked.status_code == 200
    assert refused.status_code == 409
    assert "原主持人住院" in refused.text
    assert done.status_code == 303
