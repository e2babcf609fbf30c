"""A meeting is opened on its day, closed when nothing is open, declared not held when too few came, or cancelled."""

import asyncio
from datetime import date
from uuid import UUID, uuid4

import pytest

from app.database import execute, fetch_value
from app.deliberation.queries.attendance import headcount, members_due
from app.deliberation.queries.meetings import meeting_view
from app.deliberation.queries.passages import current_passage
from app.deliberation.rules.states import MeetingState, PassageOutcome, ProposalState, ToldBy
from app.deliberation.rules.step_keys import StepKey
from app.deliberation.services.attendance import tick
from app.deliberation.services.courses import withdraw_proposal
from app.deliberation.services.meetings import (
    call_meeting,
    cancel_meeting,
    close_meeting,
    declare_not_held,
    open_meeting,
    tell_all,
)
from app.deliberation.services.proposals import put_forward
from app.refusals import Forbidden, Missing, Refused
from tests.cast import EIGHT, Cast
from tests.deliberation.matters import draft, end_step
from tests.deliberation.sittings import (
    CALLED,
    a_called_meeting,
    a_draft,
    an_open_meeting,
    an_open_vote,
    kinds_of,
    later,
)

pytestmark = pytest.mark.anyio


async def state(village: Cast, meeting: UUID) -> MeetingState:
    return (await meeting_view(meeting, village=village.place.id)).state


async def test_the_chair_opens_without_being_secretary(village: Cast) -> None:
    matter = await put_forward(draft(), by=village.secretary, at=CALLED)
    wish = a_draft(village, matter.id, chair=village.branch.person)
    meeting = await call_meeting(wish, by=village.clerk, at=CALLED)

    await open_meeting(meeting, by=village.branch, at=EIGHT)

    view = await meeting_view(meeting, village=village.place.id)
    assert (view.state, view.opened_at) == (MeetingState.OPEN, EIGHT)


@pytest.mark.parametrize("who", ["representative", "supervisor", "resident", "committee", "township", "administrator"])
async def test_nobody_else_opens_closes_or_ends_a_meeting(village: Cast, who: str) -> None:
    meeting, by = await a_called_meeting(village), getattr(village, who)

    with pytest.raises(Forbidden):
        await open_meeting(meeting, by=by, at=EIGHT)
    with pytest.raises(Forbidden):
        await close_meeting(meeting, by=by, at=EIGHT)
    with pytest.raises(Forbidden):
        await declare_not_held(meeting, by=by, at=EIGHT)
    with pytest.raises(Forbidden):
        await cancel_meeting(meeting, reason="不开了", by=by, at=EIGHT)


async def test_a_stranger_finds_nothing_to_open(village: Cast) -> None:
    meeting = await a_called_meeting(village)

    for act in (open_meeting, close_meeting, declare_not_held):
        with pytest.raises(Missing):
            await act(meeting, by=village.stranger, at=EIGHT)
    with pytest.raises(Missing):
        await open_meeting(uuid4(), by=village.clerk, at=EIGHT)


async def test_a_meeting_does_not_begin_on_an_earlier_day(village: Cast) -> None:
    meeting = await a_called_meeting(village)

    with pytest.raises(Refused, match="earlier day"):
        await open_meeting(meeting, by=village.clerk, at=later(EIGHT, days=-1))
    await open_meeting(meeting, by=village.clerk, at=later(EIGHT, hours=-12))

    assert await state(village, meeting) is MeetingState.OPEN


async def test_who_is_due_follows_from_the_seats_of_the_day(village: Cast) -> None:
    meeting = await a_called_meeting(village)
    left = village.branch.person
    await execute("UPDATE seat SET until = $2 WHERE person = $1", left, date(2026, 4, 15))
    await execute(
        "INSERT INTO seat (id, village, person, body, office, since)"
        " VALUES ($1, $2, $3, 'branch_committee', 'member', $4)",
        uuid4(), village.place.id, village.resident.person, date(2026, 4, 15),
    )  # fmt: skip

    await open_meeting(meeting, by=village.clerk, at=EIGHT)

    due = {member.person for member in await members_due(meeting)}
    assert left not in due
    assert village.resident.person in due
    assert (await headcount(meeting)).due == {"members": 5}


async def test_of_two_who_open_at_once_one_is_refused(village: Cast) -> None:
    meeting = await a_called_meeting(village)

    answers = await asyncio.gather(
        open_meeting(meeting, by=village.clerk, at=EIGHT),
        open_meeting(meeting, by=village.secretary, at=EIGHT),
        return_exceptions=True,
    )

    assert sorted(type(answer).__name__ for answer in answers) == ["NoneType", "Refused"]
    assert (await kinds_of(meeting)).count("meeting.opened") == 1


async def test_members_come_in_while_the_meeting_is_being_opened(village: Cast) -> None:
    meeting = await a_called_meeting(village)
    members = await members_due(meeting)

    await asyncio.gather(
        open_meeting(meeting, by=village.secretary, at=EIGHT),
        *(tick(meeting, member.person, by=village.clerk, at=EIGHT) for member in members),
    )

    assert (await headcount(meeting)).present == {"members": 5}


async def test_a_villagers_meeting_is_not_opened_when_the_members_were_not_told_ten_days_before(village: Cast) -> None:
    charter = await put_forward(draft(category="charter"), by=village.secretary, at=CALLED)
    for _step in range(3):
        await end_step(charter.id, PassageOutcome.CARRIED, by=village.secretary, at=CALLED)
    meeting = await call_meeting(a_draft(village, charter.id, told_by=None), by=village.clerk, at=CALLED)
    await tell_all(meeting, ToldBy.BROADCAST, by=village.clerk, at=later(CALLED, days=1))

    with pytest.raises(Refused, match="were not told 10 days before") as refused:
        await open_meeting(meeting, by=village.clerk, at=EIGHT)

    assert refused.value.citation.article == "25"  # type: ignore[attr-defined]  # a Source


async def test_a_closed_meeting_leaves_an_undecided_item_to_the_next_sitting(village: Cast) -> None:
    meeting = await an_open_meeting(village)
    (item,) = (await meeting_view(meeting, village=village.place.id)).items

    await close_meeting(meeting, by=village.clerk, at=later(hours=1))
    again = await call_meeting(
        a_draft(village, item.proposal, starts_at=later(days=1)), by=village.clerk, at=later(hours=2)
    )

    assert await state(village, meeting) is MeetingState.CLOSED
    assert (await meeting_view(again, village=village.place.id)).ordinal == 2


async def test_a_meeting_is_not_closed_while_a_vote_is_open(village: Cast) -> None:
    meeting = await an_open_meeting(village)
    await an_open_vote(meeting, by=village.clerk)

    for act in (close_meeting, declare_not_held):
        with pytest.raises(Refused, match="vote is still open"):
            await act(meeting, by=village.clerk, at=EIGHT)


async def test_a_meeting_is_closed_once(village: Cast) -> None:
    meeting = await an_open_meeting(village)

    answers = await asyncio.gather(
        close_meeting(meeting, by=village.clerk, at=EIGHT),
        close_meeting(meeting, by=village.secretary, at=EIGHT),
        return_exceptions=True,
    )

    assert sorted(type(answer).__name__ for answer in answers) == ["NoneType", "Refused"]


async def test_a_meeting_that_was_not_opened_is_not_closed(village: Cast) -> None:
    meeting = await a_called_meeting(village)

    with pytest.raises(Refused, match="not been opened"):
        await close_meeting(meeting, by=village.clerk, at=EIGHT)


async def test_when_too_few_came_nothing_is_decided_and_the_body_meets_again(village: Cast) -> None:
    meeting = await an_open_meeting(village, at_step=StepKey.RESOLVE, present=12)  # of 19 due, 13 are needed
    (item,) = (await meeting_view(meeting, village=village.place.id)).items

    found = await declare_not_held(meeting, by=village.clerk, at=later(minutes=40))

    (check,) = found.checks
    assert (check.actual, check.base, check.needed, found.quorate) == (12, 19, 13, False)
    view = await meeting_view(meeting, village=village.place.id)
    assert (view.state, view.items[0].outcome) == (MeetingState.NOT_HELD, PassageOutcome.INQUORATE)
    passage = await current_passage(item.proposal)
    assert passage is not None
    assert passage.id == item.passage
    proposal_state = await fetch_value("SELECT state FROM proposal WHERE id = $1", item.proposal)
    assert proposal_state == ProposalState.IN_DISCUSSION
    again = a_draft(village, item.proposal, starts_at=later(days=4))
    assert await call_meeting(again, by=village.clerk, at=later(hours=1))
    assert (await kinds_of(meeting))[-1] == "meeting.not_held"


async def test_a_meeting_with_enough_members_is_not_declared_not_held(village: Cast) -> None:
    meeting = await an_open_meeting(village, at_step=StepKey.RESOLVE, present=13)

    with pytest.raises(Refused, match="Enough members") as refused:
        await declare_not_held(meeting, by=village.clerk, at=later(minutes=40))

    assert [(check.actual, check.needed) for check in refused.value.checks] == [(13, 13)]  # type: ignore[attr-defined]  # checks


async def test_nobody_gives_up_before_the_hour_of_the_meeting(village: Cast) -> None:
    meeting = await a_called_meeting(village)

    with pytest.raises(Refused, match="should have begun"):
        await declare_not_held(meeting, by=village.clerk, at=later(EIGHT, minutes=-1))
    await declare_not_held(meeting, by=village.clerk, at=EIGHT)

    assert await state(village, meeting) is MeetingState.NOT_HELD


async def test_a_meeting_is_cancelled_before_it_begins_and_with_a_reason(village: Cast) -> None:
    meeting = await a_called_meeting(village)

    with pytest.raises(Refused, match="reason"):
        await cancel_meeting(meeting, reason=" ", by=village.clerk, at=EIGHT)
    await cancel_meeting(meeting, reason="台风", by=village.clerk, at=EIGHT)

    assert (await kinds_of(meeting))[-1] == "meeting.cancelled"
    view = await meeting_view(meeting, village=village.place.id)
    assert (view.state, view.close_reason) == (MeetingState.CANCELLED, "台风")
    with pytest.raises(Refused, match="was cancelled"):
        await open_meeting(meeting, by=village.clerk, at=EIGHT)


async def test_the_chair_alone_does_not_cancel_it(village: Cast) -> None:
    matter = await put_forward(draft(), by=village.secretary, at=CALLED)
    meeting = await call_meeting(a_draft(village, matter.id, chair=village.branch.person), by=village.clerk, at=CALLED)

    with pytest.raises(Forbidden):
        await cancel_meeting(meeting, reason="台风", by=village.branch, at=CALLED)


async def test_an_open_meeting_is_not_cancelled(village: Cast) -> None:
    meeting = await an_open_meeting(village)

    with pytest.raises(Refused, match="in session"):
        await cancel_meeting(meeting, reason="台风", by=village.clerk, at=EIGHT)


async def test_a_matter_withdrawn_before_does_not_keep_the_others_from_being_declared_inquorate(village: Cast) -> None:
    gone, stays = [await put_forward(draft(), by=village.secretary, at=CALLED) for _ in range(2)]
    meeting = await call_meeting(a_draft(village, gone.id, stays.id), by=village.clerk, at=CALLED)
    await withdraw_proposal(gone.id, reason="另有安排", by=village.secretary, at=CALLED)

    await declare_not_held(meeting, by=village.clerk, at=later(minutes=40))

    outcomes = [item.outcome for item in (await meeting_view(meeting, village=village.place.id)).items]
    assert outcomes == [PassageOutcome.WITHDRAWN, PassageOutcome.INQUORATE]


async def test_a_meeting_that_lost_all_its_matters_says_so(village: Cast) -> None:
    gone = await put_forward(draft(), by=village.secretary, at=CALLED)
    meeting = await call_meeting(a_draft(village, gone.id), by=village.clerk, at=CALLED)
    await withdraw_proposal(gone.id, reason="另有安排", by=village.secretary, at=CALLED)

    with pytest.raises(Refused, match="No matter is left"):
        await declare_not_held(meeting, by=village.clerk, at=later(minutes=40))

    await cancel_meeting(meeting, reason="议题已撤回", by=village.clerk, at=later(minutes=40))
