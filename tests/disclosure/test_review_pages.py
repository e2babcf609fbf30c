"""The review desk in the browser: who may come in, what stands there, and what the two buttons do."""

from uuid import UUID, uuid4

import pytest

from app.database import fetch_value
from app.disclosure.services.drafting import draft_resolution
from app.files import fetch_file
from tests.cast import acting
from tests.client import Doors, said
from tests.disclosure.conftest import NEXT_DAY, Story
from tests.story import AGREED

pytestmark = pytest.mark.anyio
OTHERS = ("committee", "branch", "representative", "party_member", "administrator", "township", "resident")


async def a_draft(story: Story, *, days: int | None = None) -> UUID:
    return await draft_resolution(story.matter.id, days=days, by=story.village.clerk, at=NEXT_DAY)


async def test_one_button_drafts_and_leads_to_the_review(resolved: Story, resolved_doors: Doors) -> None:
    client = await resolved_doors.as_(resolved.village.clerk)
    assert "起草决议公告" in (await client.get("/v/mgb/review")).text

    answer = await client.post(f"/v/mgb/proposals/{resolved.matter.slug}/draft-resolution")

    page = await client.get(answer.headers["location"])
    assert answer.status_code == 303
    assert "关于曼坝寨至新寨道路硬化工程的决议公告" in page.text
    assert "由村务监督委员会审核；其他任何人都不能公开。" in page.text


async def test_the_draft_stands_beside_the_record(resolved: Story, resolved_doors: Doors) -> None:
    client = await resolved_doors.as_(resolved.village.supervisor)

    page = await client.get(f"/v/mgb/review/{await a_draft(resolved)}")

    assert "公告19、15；签到册19、15" in page.text
    assert "公告10、3、2；计票单10、3、2" in page.text
    assert "公告486,000元；第1稿为486,000元，3项来源相加一致" in said(page)
    assert "全部相符" in page.text


async def test_what_would_be_refused_says_so_beside_the_button(resolved: Story, resolved_doors: Doors) -> None:
    client = await resolved_doors.as_(resolved.village.supervisor)
    where = f"/v/mgb/review/{await a_draft(resolved, days=5)}"

    page = await client.get(where)
    refused = await client.post(where, data={"opinion": AGREED, "act": "publish"})

    assert 'aria-disabled="true" aria-describedby="why"' in page.text
    for answer in (page, refused):
        assert "现在不能公开：公示期5日，少于15日。" in answer.text
    assert refused.status_code == 409
    assert AGREED in refused.text  # nothing typed is lost


async def test_who_decides_too_late_is_led_to_the_notice_that_hangs(resolved: Story, resolved_doors: Doors) -> None:
    client = await resolved_doors.as_(resolved.village.supervisor)
    where = f"/v/mgb/review/{await a_draft(resolved)}"
    await client.post(where, data={"opinion": AGREED, "act": "publish"})

    for act in ("publish", "return"):
        late = await client.post(where, data={"opinion": AGREED, "act": act})
        assert late.status_code == 409
        assert "这份公告已经公开。" in late.text
        assert "/v/mgb/notices/resolution-2026-1" in late.text
    assert (await client.get(where)).headers["location"] == "/v/mgb/notices/resolution-2026-1"


async def test_publishing_leads_to_the_notice_and_its_paper(resolved: Story, resolved_doors: Doors) -> None:
    client = await resolved_doors.as_(resolved.village.supervisor)
    anyone = await resolved_doors.as_(None)

    answer = await client.post(f"/v/mgb/review/{await a_draft(resolved)}", data={"opinion": AGREED, "act": "publish"})

    page = await anyone.get(answer.headers["location"])
    notice = await resolved.hanging()
    paper = await anyone.get(notice.pdf)
    assert (answer.status_code, answer.headers["location"]) == (303, "/v/mgb/notices/resolution-2026-1")
    assert notice.code in page.text
    assert paper.content == await fetch_file(notice.pdf_sha256)
    assert paper.headers["content-type"] == "application/pdf"


async def test_returning_keeps_the_reasons_for_who_drafts(resolved: Story, resolved_doors: Doors) -> None:
    supervisor = await resolved_doors.as_(resolved.village.supervisor)
    clerk = await resolved_doors.as_(resolved.village.clerk)
    where = f"/v/mgb/review/{await a_draft(resolved)}"

    await supervisor.post(where, data={"opinion": "请写明开工日期。", "act": "return"})

    page = (await clerk.get(where)).text
    assert "请写明开工日期。" in page.split("公告稿")[0]  # before the draft itself
    assert '<h2 id="h-op">按记录重新起草</h2>' in page
    unanswered = await clerk.post(f"{where}/redraft", data={"note": "工期以合同为准。"})
    assert "请用自己的话答复监督委员会的退回理由。" in unanswered.text
    assert "工期以合同为准。" in unanswered.text  # what was typed stays
    assert (await clerk.post(f"{where}/redraft", data={"answer": "已写明。"})).status_code == 303


@pytest.mark.parametrize("role", [*OTHERS, "secretary", "clerk"])
async def test_the_button_is_for_the_supervision_committee(resolved: Story, resolved_doors: Doors, role: str) -> None:
    notice = await a_draft(resolved)
    client = await resolved_doors.as_(getattr(resolved.village, role))

    answer = await client.post(f"/v/mgb/review/{notice}", data={"opinion": AGREED, "act": "publish"})

    assert answer.status_code == 403
    assert await fetch_value("SELECT state FROM notice WHERE id = $1", notice) == "in_review"


@pytest.mark.parametrize("role", OTHERS)
async def test_drafts_are_not_for_everybody(resolved: Story, resolved_doors: Doors, role: str) -> None:
    client = await resolved_doors.as_(getattr(resolved.village, role))

    for where in ("/v/mgb/review", f"/v/mgb/review/{await a_draft(resolved)}"):
        assert (await client.get(where)).status_code == 403


async def test_a_draft_is_not_on_the_public_side(resolved: Story, resolved_doors: Doors) -> None:
    await a_draft(resolved)
    anyone = await resolved_doors.as_(None)

    assert (await anyone.get("/v/mgb/notices/resolution-2026-1")).status_code == 404
    assert (await anyone.get("/v/mgb/review")).status_code == 303  # to the login
    assert (await anyone.post(f"/v/mgb/proposals/{resolved.matter.slug}/draft-resolution")).status_code == 401


async def test_another_village_finds_nothing(resolved: Story, resolved_doors: Doors) -> None:
    notice = await a_draft(resolved)
    stranger = await resolved_doors.as_(await acting("P0010", code="xp"))

    assert (await stranger.get(f"/v/mgb/review/{notice}")).status_code == 404
    assert (await stranger.get(f"/v/xp/review/{notice}")).status_code == 404
    answer = await stranger.post(f"/v/xp/review/{notice}", data={"opinion": AGREED, "act": "publish"})
    assert answer.status_code == 404
    assert (await stranger.get(f"/v/xp/review/{uuid4()}")).status_code == 404


async def test_a_form_filled_in_wrongly_comes_back(resolved: Story, resolved_doors: Doors) -> None:
    client = await resolved_doors.as_(resolved.village.supervisor)
    where = f"/v/mgb/review/{await a_draft(resolved)}"

    for data in ({}, {"opinion": "同意", "act": "burn"}, {"opinion": "长" * 501, "act": "publish"}):
        assert (await client.post(where, data=data)).status_code == 422
