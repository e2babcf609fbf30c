"""The pages of a published notice: its objections with their answers, its versions, and what is not there."""

from datetime import timedelta

import pytest

from app.disclosure.services.correcting import correct
from app.disclosure.services.objections import object_to
from app.disclosure.services.reviewing import publish
from tests.client import Doors, said
from tests.disclosure.conftest import NEXT_DAY, Story
from tests.story import AGREED

pytestmark = pytest.mark.anyio
NOTICE = "/v/mgb/notices/resolution-2026-1"
HOSTILE = '<script>alert(1)</script>"><img src=x onerror=alert(2)>'


@pytest.mark.parametrize("slug", ["resolution-2026-9", "results-2026-1", "rumour-2026-1", "resolution-2026-x", "x"])
async def test_a_notice_that_does_not_hang_is_not_there(published: Story, published_doors: Doors, slug: str) -> None:
    anyone = await published_doors.as_(None)

    assert (await anyone.get(f"/v/mgb/notices/{slug}")).status_code == 404
    assert (await anyone.get(f"{NOTICE}?version=7")).status_code == 404


async def test_anybody_may_object_and_everybody_reads_it_as_text(published: Story, published_doors: Doors) -> None:
    anyone = await published_doors.as_(None)
    assert (await anyone.get(f"{NOTICE}/object")).status_code == 200

    answer = await anyone.post(f"{NOTICE}/object", data={"text": HOSTILE, "name": "岩温", "contact": "13800000000"})

    page = await anyone.get(answer.headers["location"])
    assert answer.status_code == 303
    assert "&lt;script&gt;alert(1)" in page.text
    assert "<script>alert" not in page.text
    assert "岩温" not in page.text
    assert "13800000000" not in page.text
    assert "将于2026年5月1日前答复。" in said(page)


async def test_names_are_for_who_answers_with_the_right_seat(published: Story, published_doors: Doors) -> None:
    made = await object_to(
        await published.hanging(), "请公布名单", name="岩温", contact="13800000000", address="1", at=NEXT_DAY
    )
    where = f"/v/mgb/objections/{made}/answer"
    pages = {
        role: (await (await published_doors.as_(getattr(published.village, role))).get(where))
        for role in ("supervisor", "secretary", "committee", "resident")
    }

    assert all("岩温" in pages[role].text for role in ("supervisor", "secretary"))
    assert "岩温" not in pages["committee"].text
    assert "13800000000" not in pages["committee"].text
    assert pages["resident"].status_code == 403


async def test_an_answer_stands_below_the_notice(published: Story, published_doors: Doors) -> None:
    made = await object_to(await published.hanging(), "请公布名单", address="1", at=NEXT_DAY)
    secretary = await published_doors.as_(published.village.secretary)
    where = f"/v/mgb/objections/{made}/answer"

    assert (await secretary.post(where, data={"text": ""})).status_code == 422
    answer = await secretary.post(where, data={"text": "名单已贴出。"})
    again = await secretary.post(where, data={"text": "名单已贴出。"})

    assert "名单已贴出。" in (await secretary.get(answer.headers["location"])).text
    assert again.status_code == 409


async def test_a_replaced_version_leads_to_the_valid_one(published: Story, published_doors: Doors) -> None:
    village = published.village
    assert published.notice is not None
    clerk = await published_doors.as_(village.clerk)
    form = await clerk.get("/v/mgb/review/correct/resolution-2026-1")
    assert "第1版保留不动" in form.text
    draft = await correct(
        published.notice,
        reason="监督电话有误",
        old="1.2公里",
        new="1.25公里",
        by=village.clerk,
        at=NEXT_DAY + timedelta(hours=2),
    )
    await publish(draft, AGREED, by=village.supervisor, at=NEXT_DAY + timedelta(hours=2))

    anyone = await published_doors.as_(None)
    old, new = await anyone.get(f"{NOTICE}?version=1"), await anyone.get(NOTICE)

    assert "这一版已失效，由第2版替代。" in old.text
    assert "第2版，更正：监督电话有误" in new.text
    assert "已失效" not in new.text


@pytest.mark.parametrize("where", [NOTICE, f"{NOTICE}/object", "/v/mgb/proposals/2026-1/execution"])
async def test_every_public_page_speaks_english_too(published: Story, published_doors: Doors, where: str) -> None:
    anyone = await published_doors.as_(None)

    page = await anyone.get(where, headers={"cookie": "lang=en"})

    assert page.status_code == 200
    assert 'lang="en"' in page.text
