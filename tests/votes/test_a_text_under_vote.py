"""While a matter is voted on, its text stays as it is and its course is decided in the hall alone."""

import asyncio
from uuid import UUID

import pytest

from app.database import fetch_value
from app.deliberation.rules.step_keys import StepKey
from app.deliberation.services.courses import defer_proposal, order_again, return_proposal, withdraw_proposal
from app.deliberation.services.revisions import revise
from app.refusals import Refused
from tests.cast import EIGHT, Cast
from tests.deliberation.matters import change
from tests.votes.hall import sit

pytestmark = pytest.mark.anyio


async def test_the_text_is_not_revised_under_an_open_vote(village: Cast) -> None:
    hall = await sit(village, present=25)
    await hall.open()

    with pytest.raises(Refused) as refusal:
        await revise(hall.proposal, change(), by=village.secretary, at=EIGHT)

    assert "has begun" in str(refusal.value.message)


async def test_nobody_takes_the_matter_away_from_an_open_vote(village: Cast) -> None:
    hall = await sit(village, present=25)
    await hall.open()

    with pytest.raises(Refused):
        await withdraw_proposal(hall.proposal, by=village.secretary, reason="理由", at=EIGHT)
    with pytest.raises(Refused):
        await defer_proposal(hall.proposal, by=village.secretary, reason="理由", at=EIGHT)
    with pytest.raises(Refused):
        await return_proposal(hall.proposal, to=StepKey.CONFER, by=village.secretary, reason="理由", at=EIGHT)
    with pytest.raises(Refused):
        await order_again(hall.proposal, to=StepKey.REVIEW, by=village.supervisor, reason="理由", at=EIGHT)

    assert await fetch_value("SELECT state FROM proposal WHERE id = $1", hall.proposal) == "in_discussion"


async def test_before_the_vote_the_item_takes_the_newest_text(village: Cast) -> None:
    hall = await sit(village, present=25)

    await revise(hall.proposal, change(), by=village.secretary, at=EIGHT)
    vote = await hall.open()

    voted = await fetch_value("SELECT r.number FROM vote v JOIN revision r ON r.id = v.revision WHERE v.id = $1", vote)
    assert voted == 2


async def test_a_vote_and_a_revision_at_once_agree_on_the_text(village: Cast) -> None:
    hall = await sit(village, present=25)

    vote, number = await asyncio.gather(
        hall.open(), revise(hall.proposal, change(), by=village.secretary, at=EIGHT), return_exceptions=True
    )

    assert isinstance(vote, UUID)
    voted = await fetch_value("SELECT r.number FROM vote v JOIN revision r ON r.id = v.revision WHERE v.id = $1", vote)
    latest = await fetch_value("SELECT max(number) FROM revision WHERE proposal = $1", hall.proposal)
    assert voted == latest
    assert isinstance(number, Refused) == (voted == 1)


async def test_a_withdrawn_matter_leaves_the_agenda(village: Cast) -> None:
    hall = await sit(village, present=25)

    await withdraw_proposal(hall.proposal, reason="资金未落实", by=village.secretary, at=EIGHT)

    assert await fetch_value("SELECT outcome FROM agenda_item WHERE id = $1", hall.item) == "withdrawn"
    with pytest.raises(Refused):
        await hall.open()
