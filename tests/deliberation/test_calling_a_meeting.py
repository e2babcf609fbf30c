"""Calling a meeting: its matters, its members, its notice."""

import asyncio
from dataclasses import replace
from datetime import UTC, date, datetime
from uuid import uuid4

import pytest

from app.database import fetch, fetch_row
from app.deliberation.queries.attendance import headcount, members_due
from app.deliberation.queries.due import people_due
from app.deliberation.queries.meetings import meeting_view, meetings_of
from app.deliberation.rules.bodies import Assembly
from app.deliberation.rules.states import MeetingState, PassageOutcome, ToldBy
from app.deliberation.rules.step_keys import StepKey
from app.deliberation.services.meetings import call_meeting, cancel_meeting
from app.deliberation.services.proposals import put_forward
from app.refusals import Forbidden, Missing, Refused
from tests.cast import EIGHT, Cast
from tests.deliberation.matters import a_matter, draft, end_step
from tests.deliberation.sittings import CALLED, a_called_meeting, a_draft, kinds_of, later

pytestmark = pytest.mark.anyio

# counted by hand in cases/village.csv: 5 on the branch committee, 3 on the villagers' committee, 2 of them on both,
# 16 representatives, 38 full Party members
DUE = {
    Assembly.BRANCH_COMMITTEE: 5,
    Assembly.TWO_COMMITTEES: 6,
    Assembly.PARTY_MEETING: 38,
    Assembly.REPRESENTATIVES_MEETING: 19,
    Assembly.SUPERVISION_COMMITTEE: 3,
}


@pytest.mark.parametrize("body", DUE)
async def test_who_is_due_follows_from_the_seats_of_the_village_list(village: Cast, body: Assembly) -> None:
    due = await people_due(body, village=village.place.id, on=EIGHT.date())

    assert len(due) == DUE[body]


async def test_a_meeting_is_called_for_the_body_of_the_step(village: Cast) -> None:
    matter = await a_matter(village, at_step=StepKey.RESOLVE, at=CALLED)

    meeting = await call_meeting(a_draft(village, matter.id), by=village.clerk, at=CALLED)

    view = await meeting_view(meeting, village=village.place.id)
    assert (view.body, view.ordinal, view.year, view.state) == (
        Assembly.REPRESENTATIVES_MEETING, 1, 2026, MeetingState.CALLED,
    )  # fmt: skip
    assert [(item.proposal, item.revision_number, item.step) for item in view.items] == [
        (matter.id, 1, StepKey.RESOLVE)
    ]
    assert (await headcount(meeting)).due == {"representatives": 16, "committee": 3}
    assert await kinds_of(meeting) == ["meeting.called"]


async def test_everybody_told_at_the_calling_is_told_at_that_moment(village: Cast) -> None:
    meeting = await a_called_meeting(village, told_by=ToldBy.BROADCAST)

    members = await members_due(meeting)

    assert {(member.told_by, member.told_at) for member in members} == {(ToldBy.BROADCAST, CALLED)}


@pytest.mark.usefixtures("in_english")
async def test_three_days_notice_is_local_practice_and_needs_a_reason_to_be_shortened(village: Cast) -> None:
    matter = await a_matter(village, at_step=StepKey.RESOLVE, at=CALLED)
    late = later(EIGHT, days=-2)

    with pytest.raises(Refused) as refused:
        await call_meeting(a_draft(village, matter.id), by=village.clerk, at=late)
    meeting = await call_meeting(
        a_draft(village, matter.id, short_notice_reason="汛期将至，须先定施工队"), by=village.clerk, at=late
    )

    assert str(refused.value.message) == (
        "The members must be told 3 days before; this meeting gives them 2. The earliest possible day is 21 April 2026."
    )
    assert refused.value.field == "short_notice_reason"
    assert (await meeting_view(meeting, village=village.place.id)).short_notice_reason == "汛期将至，须先定施工队"


async def test_ten_days_before_a_villagers_meeting_are_law_and_no_reason_shortens_them(village: Cast) -> None:
    charter = await put_forward(draft(category="charter"), by=village.secretary, at=CALLED)
    for _step in range(3):
        await end_step(charter.id, PassageOutcome.CARRIED, by=village.secretary, at=CALLED)
    wish = a_draft(village, charter.id, short_notice_reason="来不及了")

    with pytest.raises(Refused) as refused:
        await call_meeting(wish, by=village.clerk, at=later(CALLED, days=1))
    meeting = await call_meeting(wish, by=village.clerk, at=CALLED)

    assert refused.value.field == "day"
    assert refused.value.citation.article == "25"  # type: ignore[attr-defined]  # a Source
    assert (await meeting_view(meeting, village=village.place.id)).short_notice_reason == ""
    due = (await headcount(meeting)).due
    grown = await fetch_row(
        "SELECT count(*) AS adults, count(DISTINCT household) AS households FROM person"
        " WHERE village = $1 AND household IS NOT NULL AND born <= $2",
        village.place.id, date(2008, 4, 20),
    )  # fmt: skip
    assert grown is not None
    assert due == dict(grown)
    assert due["households"] == 96


async def test_matters_of_two_bodies_do_not_share_a_meeting(village: Cast) -> None:
    first, second = await a_matter(village, at=CALLED), await a_matter(village, at_step=StepKey.CONFER, at=CALLED)

    with pytest.raises(Refused, match="another body"):
        await call_meeting(a_draft(village, first.id, second.id), by=village.clerk, at=CALLED)


async def test_a_matter_waits_on_one_agenda_only(village: Cast) -> None:
    matter = await a_matter(village, at=CALLED)
    first = await call_meeting(a_draft(village, matter.id), by=village.clerk, at=CALLED)

    with pytest.raises(Refused, match="another meeting"):
        await call_meeting(a_draft(village, matter.id), by=village.clerk, at=CALLED)
    await cancel_meeting(first, reason="主持人生病", by=village.clerk, at=CALLED)
    second = await call_meeting(a_draft(village, matter.id), by=village.clerk, at=CALLED)

    assert (await meeting_view(second, village=village.place.id)).ordinal == 2


async def test_a_rejected_matter_is_not_taken_to_a_meeting(village: Cast) -> None:
    matter = await a_matter(village, at=CALLED)
    await end_step(matter.id, PassageOutcome.REJECTED, by=village.secretary)

    with pytest.raises(Refused, match="in discussion"):
        await call_meeting(a_draft(village, matter.id), by=village.clerk, at=CALLED)


async def test_a_meeting_cannot_be_called_for_the_past_nowhere_or_with_one_signature(village: Cast) -> None:
    matter = await a_matter(village, at=CALLED)
    good = a_draft(village, matter.id)

    for wrong, field in (
        (replace(good, starts_at=later(CALLED, minutes=-1)), "day"),
        (replace(good, place="　 "), "place"),
        (replace(good, recorder=good.chair), "recorder"),
        (replace(good, items=()), "items"),
    ):
        with pytest.raises(Refused) as refused:
            await call_meeting(wrong, by=village.clerk, at=CALLED)
        assert refused.value.field == field


async def test_nothing_of_another_village_is_taken(village: Cast) -> None:
    matter = await a_matter(village, at=CALLED)
    stranger = await fetch_row("SELECT id FROM person WHERE village = $1 LIMIT 1", village.neighbour.id)
    assert stranger is not None

    with pytest.raises(Missing):
        await call_meeting(a_draft(village, matter.id), by=village.stranger, at=CALLED)
    with pytest.raises(Missing):
        await call_meeting(a_draft(village, matter.id, chair=stranger["id"]), by=village.clerk, at=CALLED)
    with pytest.raises(Missing):
        await call_meeting(a_draft(village, matter.id, uuid4()), by=village.clerk, at=CALLED)


@pytest.mark.parametrize("who", ["representative", "supervisor", "party_member", "resident", "township", "branch"])
async def test_only_the_secretary_calls(village: Cast, who: str) -> None:
    matter = await a_matter(village, at=CALLED)

    with pytest.raises(Forbidden):
        await call_meeting(a_draft(village, matter.id), by=getattr(village, who), at=CALLED)


async def test_two_meetings_called_at_once_get_two_numbers(village: Cast) -> None:
    first, second = await a_matter(village, at=CALLED), await a_matter(village, at=CALLED)

    await asyncio.gather(
        call_meeting(a_draft(village, first.id), by=village.clerk, at=CALLED),
        call_meeting(a_draft(village, second.id), by=village.secretary, at=CALLED),
    )

    meetings = await meetings_of(village.place.id, living=True)
    assert sorted(meeting.ordinal for meeting in meetings) == [1, 2]


async def test_of_two_meetings_called_at_once_for_one_matter_one_is_refused(village: Cast) -> None:
    matter = await a_matter(village, at=CALLED)

    answers = await asyncio.gather(
        call_meeting(a_draft(village, matter.id), by=village.clerk, at=CALLED),
        call_meeting(a_draft(village, matter.id), by=village.secretary, at=CALLED),
        return_exceptions=True,
    )

    assert [type(answer) for answer in answers].count(Refused) == 1
    assert len(await fetch("SELECT 1 FROM meeting")) == 1


async def test_the_year_of_a_meeting_is_that_of_the_village(village: Cast) -> None:
    matter = await a_matter(village, at=CALLED)
    new_year = datetime(2026, 12, 31, 17, 0, tzinfo=UTC)  # one in the morning of New Year's Day here

    meeting = await call_meeting(a_draft(village, matter.id, starts_at=new_year), by=village.clerk, at=CALLED)

    assert (await meeting_view(meeting, village=village.place.id)).year == 2027
