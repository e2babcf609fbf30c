"""The pages of a matter's revisions: what changed, and who was faster."""

import pytest

from app.deliberation.services.revisions import revise
from tests.cast import EIGHT, Cast
from tests.client import Doors, said
from tests.deliberation.filling_in import AT, FORM, put
from tests.deliberation.matters import ROAD_REVISED, a_matter, change

pytestmark = pytest.mark.anyio


async def test_everybody_reads_the_redline(doors: Doors, village: Cast) -> None:
    matter = await a_matter(village)
    await revise(matter.id, change(), by=village.secretary, at=EIGHT)
    client = await doors.as_(None)

    page = said(await client.get(f"{AT}/2026-1/revisions/2"))

    assert '<del><span class="sr">删去：</span>3.5米</del><ins><span class="sr">新增：</span>4米</ins>' in page
    assert "按党员意见修改" in page


@pytest.mark.parametrize("path", ["2026-9/revisions", "2026-1/revisions/7", "abc/revisions", "2026-1/revisions/0"])
async def test_what_is_not_there_is_missing(doors: Doors, village: Cast, path: str) -> None:
    await a_matter(village)
    client = await doors.as_(None)

    assert (await client.get(f"{AT}/{path}")).status_code == 404


async def test_of_two_secretaries_the_second_sees_both_texts(doors: Doors, village: Cast) -> None:
    matter = await a_matter(village)
    await revise(matter.id, change("先写的人的文字"), by=village.secretary, at=EIGHT)
    client = await doors.as_(village.clerk)
    mine = {"summary": "硬化1.2公里寨间道路。", "text": "后写的人的文字", "reason": "再改一处", "base": "1"}

    answer = await client.post(f"{AT}/2026-1/revise", data=mine)

    assert answer.status_code == 409
    assert "后写的人的文字" in answer.text
    assert "先写的人" in answer.text
    assert 'name="base" value="2"' in answer.text


async def test_the_clerk_revises_and_is_led_to_the_redline(doors: Doors, village: Cast) -> None:
    await a_matter(village)
    client = await doors.as_(village.clerk)
    form = {"summary": "硬化1.2公里寨间道路。", "text": ROAD_REVISED, "reason": "按党员意见修改", "base": "1"}

    shown = await client.get(f"{AT}/2026-1/revise")
    answer = await client.post(f"{AT}/2026-1/revise", data=form)

    assert "路面宽3.5米" in shown.text
    assert (answer.status_code, answer.headers["location"]) == (303, f"{AT}/2026-1/revisions/2")


async def test_a_revision_shows_the_sum_before_and_after(doors: Doors, village: Cast) -> None:
    await put(doors, village)
    client = await doors.as_(village.secretary)
    dearer = {
        "source_yuan": ["260,000", "32.6万", ""],
        "spending_yuan": ["586000", "", ""],
        "reason": "加宽",
        "base": "1",
    }
    kept = {name: value for name, value in FORM.items() if name not in ("title", "category", "origin")}
    await client.post(f"{AT}/2026-1/revise", data=kept | dearer)

    page = said(await client.get(f"{AT}/2026-1/revisions/2"))

    for words in ("来源合计", "支出合计", "486,000", "586,000"):
        assert words in page
