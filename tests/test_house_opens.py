"""The house opens, and says politely what it does not have."""

import pytest

from app.record import verify
from tests.cast import Cast
from tests.client import Doors

pytestmark = pytest.mark.anyio


async def test_a_page_that_does_not_exist_is_refused_in_chinese(doors: Doors) -> None:
    client = await doors.as_(None)

    answer = await client.get("/v/mgb/nothing-here")

    assert answer.status_code == 404
    assert 'lang="zh-CN"' in answer.text


async def test_a_post_from_another_site_is_refused(doors: Doors, village: Cast) -> None:
    client = await doors.as_(village.secretary)

    answer = await client.post("/v/mgb/login", headers={"origin": "https://elsewhere.test"})

    assert answer.status_code == 403


async def test_the_new_villages_record_holds(village: Cast) -> None:
    assert await verify(village.place.id) is None
