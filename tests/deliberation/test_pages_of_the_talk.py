"""The pages of the talk about a matter."""

import pytest

from tests.cast import Cast
from tests.client import Doors
from tests.deliberation.filling_in import AT
from tests.deliberation.matters import a_matter

pytestmark = pytest.mark.anyio


async def test_people_speak_ask_answer_and_hide_on_pages(doors: Doors, village: Cast) -> None:
    await a_matter(village)
    resident, committee = await doors.as_(village.resident), await doors.as_(village.committee)
    supervisor = await doors.as_(village.supervisor)

    said = await resident.post(f"{AT}/2026-1/posts", data={"text": "三轮车从哪里绕？", "asks": "yes"})
    post = said.headers["location"].rpartition("post-")[2]
    shown = [await resident.get(f"/v/mgb/posts/{post}/reply"), await committee.get(f"/v/mgb/posts/{post}/answer")]
    replied = await resident.post(f"/v/mgb/posts/{post}/reply", data={"text": "还有收胶车。"})
    answered = await committee.post(f"/v/mgb/posts/{post}/answer", data={"answer": "绕行老路。"})
    hidden = await supervisor.post(f"/v/mgb/posts/{post}/hide", data={"reason": "泄露他人隐私"})
    after = (await supervisor.get(f"/v/mgb/posts/{post}/hide")).text

    assert [page.status_code for page in shown] == [200, 200]
    assert [answer.status_code for answer in (said, replied, answered, hidden)] == [303, 303, 303, 303]
    assert "泄露他人隐私" in after
    assert "三轮车" not in after


async def test_a_post_that_is_refused_keeps_its_words(doors: Doors, village: Cast) -> None:
    await a_matter(village)
    client = await doors.as_(village.resident)

    answer = await client.post(f"{AT}/2026-1/posts", data={"text": "水" * 4_001})

    assert answer.status_code == 422
    assert "水" * 4_001 in answer.text


async def test_support_twice_is_refused_in_words(doors: Doors, village: Cast) -> None:
    await a_matter(village)
    client = await doors.as_(village.resident)

    first = await client.post(f"{AT}/2026-1/support")
    second = await client.post(f"{AT}/2026-1/support")

    assert (first.status_code, second.status_code) == (303, 409)
    assert "已经附议" in second.text
