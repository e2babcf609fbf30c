"""Nobody writes more in an hour than a village can read; what was written too soon stays in the form."""

from datetime import timedelta

import pytest

from app.limits import WRITING
from tests.cast import EIGHT, Cast
from tests.client import Doors
from tests.story import a_resolved_matter

pytestmark = pytest.mark.anyio


async def test_who_writes_too_much_waits_and_loses_nothing(village: Cast, doors: Doors) -> None:
    matter = await a_resolved_matter(village, last=EIGHT - timedelta(days=7))
    client = await doors.as_(village.resident)
    path = f"/v/mgb/proposals/{matter.year}-{matter.number}/posts"

    answers = [await client.post(path, data={"text": f"第{n}条意见"}) for n in range(WRITING.burst + 1)]
    doors.clock.now += timedelta(minutes=2)
    later = await client.post(path, data={"text": "再说一次"})

    assert [answer.status_code for answer in answers] == [303] * WRITING.burst + [409]
    assert "短时间内写得太多" in answers[-1].text
    assert f"第{WRITING.burst}条意见" in answers[-1].text
    assert later.status_code == 303
