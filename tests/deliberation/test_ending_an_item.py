"""An item that no vote decides: put off, or sent back to an earlier step."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from app.database import fetch_row, fetch_value, transaction
from app.deliberation.queries.agenda import AgendaEntry
from app.deliberation.queries.meetings import meeting_view
from app.deliberation.rules.states import PassageOutcome
from app.deliberation.rules.step_keys import StepKey
from app.deliberation.services.courses import defer_proposal, resume_proposal, withdraw_proposal
from app.deliberation.services.meetings import call_meeting, defer_item, end_item, return_item
from app.deliberation.services.revisions import revise
from app.deliberation.services.sittings import declare_not_held
from app.refusals import Forbidden, Missing, Refused
from tests.cast import EIGHT, Cast
from tests.deliberation.matters import a_matter, change
from tests.deliberation.sittings import CALLED, a_called_meeting, a_draft, an_open_meeting, an_open_vote

pytestmark = pytest.mark.anyio


async def item_of(village: Cast, meeting: UUID) -> AgendaEntry:
    (item,) = (await meeting_view(meeting, village=village.place.id)).items
    return item


async def standing(proposal: UUID) -> tuple[int, str]:
    row = await fetch_row("SELECT step, state FROM proposal WHERE id = $1", proposal)
    assert row is not None
    return row["step"], row["state"]


async def test_a_deferred_item_leaves_its_matter_where_it_is(village: Cast) -> None:
    meeting = await an_open_meeting(village, at_step=StepKey.REVIEW)
    item = await item_of(village, meeting)

    await defer_item(item.id, reason="等县里批复", by=village.secretary, at=EIGHT)

    ended = await item_of(village, meeting)
    assert (ended.outcome, ended.reason, ended.ended_at) == (PassageOutcome.DEFERRED, "等县里批复", EIGHT)
    assert await standing(item.proposal) == (3, "deferred")


async def test_a_returned_item_takes_its_matter_back(village: Cast) -> None:
    meeting = await an_open_meeting(village, at_step=StepKey.REVIEW)
    item = await item_of(village, meeting)

    await return_item(item.id, to=StepKey.CONFER, reason="预算要重算", by=village.secretary, at=EIGHT)

    assert (await item_of(village, meeting)).outcome is PassageOutcome.RETURNED
    assert await standing(item.proposal) == (2, "in_discussion")


async def test_a_matter_goes_back_only_to_an_earlier_step(village: Cast) -> None:
    meeting = await an_open_meeting(village, at_step=StepKey.REVIEW)
    item = await item_of(village, meeting)

    with pytest.raises(Refused, match="earlier step"):
        await return_item(item.id, to=StepKey.RESOLVE, reason="预算要重算", by=village.secretary, at=EIGHT)

    assert (await item_of(village, meeting)).outcome is None


async def test_an_item_ends_once_with_a_reason_and_while_no_vote_is_open(village: Cast) -> None:
    meeting = await an_open_meeting(village)
    item = await item_of(village, meeting)

    with pytest.raises(Refused, match="reason"):
        await defer_item(item.id, reason="", by=village.clerk, at=EIGHT)
    await defer_item(item.id, reason="再议", by=village.clerk, at=EIGHT)
    with pytest.raises(Refused, match="ended already"):
        await defer_item(item.id, reason="再议", by=village.clerk, at=EIGHT)

    other = await an_open_meeting(village)
    await an_open_vote(other, by=village.clerk)
    with pytest.raises(Refused, match="vote is still open"):
        await defer_item((await item_of(village, other)).id, reason="再议", by=village.clerk, at=EIGHT)


async def test_an_item_of_a_meeting_that_is_not_open_does_not_end(village: Cast) -> None:
    item = await item_of(village, await a_called_meeting(village))

    with pytest.raises(Refused, match="not been opened"):
        await defer_item(item.id, reason="再议", by=village.clerk, at=EIGHT)


@pytest.mark.parametrize("who", ["representative", "supervisor", "resident", "branch", "township"])
async def test_only_who_runs_the_meeting_ends_an_item(village: Cast, who: str) -> None:
    item = await item_of(village, await an_open_meeting(village))

    with pytest.raises(Forbidden):
        await defer_item(item.id, reason="再议", by=getattr(village, who), at=EIGHT)


async def test_a_stranger_finds_no_item(village: Cast) -> None:
    item = await item_of(village, await an_open_meeting(village))

    with pytest.raises(Missing):
        await defer_item(item.id, reason="再议", by=village.stranger, at=EIGHT)
    with pytest.raises(Missing):
        await defer_item(uuid4(), reason="再议", by=village.clerk, at=EIGHT)


async def test_the_move_belongs_inside_an_act_and_writes_once(village: Cast) -> None:
    item = await item_of(village, await an_open_meeting(village))

    with pytest.raises(RuntimeError):
        await end_item(item.id, outcome=PassageOutcome.CARRIED, at=EIGHT)
    async with transaction():
        await end_item(item.id, outcome=PassageOutcome.CARRIED, at=EIGHT)
    with pytest.raises(Refused, match="ended already"):
        async with transaction():
            await end_item(item.id, outcome=PassageOutcome.REJECTED, at=EIGHT)


async def test_how_an_item_ended_stays_whatever_becomes_of_its_matter(village: Cast) -> None:
    meeting = await an_open_meeting(village)
    item = await item_of(village, meeting)
    await declare_not_held(meeting, by=village.clerk, at=EIGHT)

    await revise(item.proposal, change(), by=village.secretary, at=EIGHT + timedelta(days=1))
    await withdraw_proposal(item.proposal, reason="另有安排", by=village.secretary, at=EIGHT + timedelta(days=2))

    ended = await item_of(village, meeting)
    assert (ended.outcome, ended.ended_at) == (PassageOutcome.INQUORATE, EIGHT)
    text = "SELECT r.number FROM agenda_item i JOIN revision r ON r.id = i.revision WHERE i.id = $1"
    assert await fetch_value(text, item.id) == 1


async def test_a_matter_put_off_and_taken_up_again_does_not_keep_the_meeting_from_being_given_up(village: Cast) -> None:
    put_off, stays = [await a_matter(village, at=CALLED) for _ in range(2)]
    meeting = await call_meeting(a_draft(village, put_off.id, stays.id), by=village.clerk, at=CALLED)
    await defer_proposal(put_off.id, reason="等县里批复", by=village.secretary, at=CALLED)
    await resume_proposal(put_off.id, by=village.secretary, at=CALLED)

    await declare_not_held(meeting, by=village.clerk, at=EIGHT)

    items = (await meeting_view(meeting, village=village.place.id)).items
    assert [one.outcome for one in items] == [PassageOutcome.DEFERRED, PassageOutcome.INQUORATE]
