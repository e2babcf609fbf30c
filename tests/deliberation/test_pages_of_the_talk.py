"""The pages of the talk about a matter."""

import pytest

from tests.cast import Cast
from tests.client import Doors, said
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


async def test_support_is_shown_and_can_be_taken_back(doors: Doors, village: Cast) -> None:
    await a_matter(village)
    client = await doors.as_(village.resident)

    await client.post(f"{AT}/2026-1/support")
    behind = said(await client.get(f"{AT}/2026-1"))
    await client.post(f"{AT}/2026-1/unsupport")
    free = said(await client.get(f"{AT}/2026-1"))
    again = await client.post(f"{AT}/2026-1/unsupport")

    assert "您已附议" in behind
    assert "附议1人" in behind
    assert "我附议" in free
    assert "附议0人" in free
    assert again.status_code == 409


async def test_a_township_officer_is_no_villager_and_supports_nothing(doors: Doors, village: Cast) -> None:
    await a_matter(village)
    client = await doors.as_(village.township)

    page = said(await client.get(f"{AT}/2026-1"))
    tried = await client.post(f"{AT}/2026-1/support")

    assert "我附议" not in page
    assert (tried.status_code, "不是本村村民" in tried.text) == (409, True)


async def test_who_has_said_something_is_told_that_it_came(doors: Doors, village: Cast) -> None:
    await a_matter(village)
    client = await doors.as_(village.resident)

    sent = await client.post(f"{AT}/2026-1/posts", data={"text": "三轮车从哪里绕？"})
    page = said(await client.get(sent.headers["location"].partition("#")[0]))

    assert "已收到" in page


async def test_a_refusal_leads_back_to_the_page_one_came_from(doors: Doors, village: Cast) -> None:
    await a_matter(village)
    client = await doors.as_(village.township)
    came = f"{AT}/2026-1"

    at_home = await client.post(f"{AT}/2026-1/support", headers={"referer": f"http://yishi.test{came}"})
    elsewhere = await client.post(f"{AT}/2026-1/support", headers={"referer": "http://evil.test/x"})
    lost = await client.get("/v/mgb/nothing-here", headers={"referer": f"http://yishi.test{came}"})

    assert f'href="{came}"' in at_home.text
    assert "evil.test" not in elsewhere.text
    assert f'href="{came}"' in elsewhere.text, "without a page of ours: the one above"
    assert f'href="{came}"' in lost.text
