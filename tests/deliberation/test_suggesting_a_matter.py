"""What a resident suggests, and what becomes of it."""

import asyncio
from datetime import date
from uuid import UUID, uuid4

import pytest

from app.database import fetch_row, fetch_value
from app.deliberation.services.proposals import Numbered, put_forward
from app.deliberation.services.suggestions import answer_suggestion, suggest
from app.refusals import Forbidden, Missing, Refused
from tests.cast import EIGHT, Cast
from tests.deliberation.matters import draft

pytestmark = pytest.mark.anyio


async def suggested(village: Cast) -> UUID:
    return await suggest("新寨路口装两盏路灯", "晚上看不见路，老人摔过两次。", by=village.resident, at=EIGHT)


async def test_the_answer_is_due_after_the_days_of_the_rules(village: Cast) -> None:
    suggestion = await suggested(village)

    assert await fetch_value("SELECT due_on FROM suggestion WHERE id = $1", suggestion) == date(2026, 4, 30)


async def test_it_is_taken_up_as_a_matter_that_names_it(village: Cast) -> None:
    suggestion = await suggested(village)

    matter = await put_forward(draft(suggestion=suggestion), by=village.secretary, at=EIGHT)

    assert await fetch_value("SELECT proposal FROM suggestion WHERE id = $1", suggestion) == matter.id


async def test_of_two_who_take_it_up_at_once_one_is_refused_and_no_number_is_lost(village: Cast) -> None:
    suggestion = await suggested(village)

    answers = await asyncio.gather(
        *(put_forward(draft(suggestion=suggestion), by=village.secretary, at=EIGHT) for _ in range(2)),
        return_exceptions=True,
    )

    assert {type(answer) for answer in answers} == {Numbered, Refused}
    assert await fetch_value("SELECT max(number) FROM proposal") == 1


async def test_it_is_answered_why_not_once(village: Cast) -> None:
    suggestion = await suggested(village)

    await answer_suggestion(suggestion, "已列入镇路灯项目，6月安装。", by=village.secretary, at=EIGHT)

    row = await fetch_row("SELECT answer, answered_by FROM suggestion WHERE id = $1", suggestion)
    assert row is not None
    assert tuple(row) == ("已列入镇路灯项目，6月安装。", village.secretary.person)
    with pytest.raises(Refused):
        await answer_suggestion(suggestion, "又答一次", by=village.secretary, at=EIGHT)
    with pytest.raises(Refused):
        await put_forward(draft(suggestion=suggestion), by=village.secretary, at=EIGHT)


async def test_an_answer_says_something(village: Cast) -> None:
    suggestion = await suggested(village)

    with pytest.raises(Refused):
        await answer_suggestion(suggestion, "  ", by=village.secretary, at=EIGHT)


async def test_only_the_secretary_of_the_village_answers(village: Cast) -> None:
    suggestion = await suggested(village)

    with pytest.raises(Forbidden):
        await answer_suggestion(suggestion, "不行", by=village.resident, at=EIGHT)
    for missing in (suggestion, uuid4()):
        with pytest.raises(Missing):
            await answer_suggestion(missing, "不行", by=village.stranger, at=EIGHT)
