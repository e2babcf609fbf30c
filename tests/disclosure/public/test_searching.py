"""The search: words of two characters, over matters, notices and posts, in the own village only."""

import pytest

from app.deliberation.services.threads import PostDraft, hide_post, say
from tests.client import Doors
from tests.disclosure.conftest import NEXT_DAY, Story

pytestmark = pytest.mark.anyio


async def found(doors: Doors, words: str, *, village: str = "mgb") -> str:
    answer = await (await doors.as_(None)).get(f"/v/{village}/search", params={"q": words})
    assert answer.status_code == 200
    return answer.text


async def test_two_characters_find_the_matter_and_its_notice(published: Story, published_doors: Doors) -> None:
    page = await found(published_doors, "道路")

    assert 'href="/v/mgb/proposals/2026-1"' in page
    assert 'href="/v/mgb/notices/resolution-2026-1"' in page


async def test_a_matter_is_found_by_its_number(published: Story, published_doors: Doors) -> None:
    assert 'href="/v/mgb/proposals/2026-1"' in await found(published_doors, "议〔2026〕1号")


async def test_a_post_is_found_until_it_is_hidden(published: Story, published_doors: Doors) -> None:
    by = published.village
    post = await say(published.matter.id, PostDraft(text="收胶车从哪里绕"), by=by.resident, at=NEXT_DAY)

    shown = await found(published_doors, "收胶")
    await hide_post(post, reason="重复", by=by.supervisor, at=NEXT_DAY)
    hidden = await found(published_doors, "收胶")

    assert f"#post-{post}" in shown
    assert f"#post-{post}" not in hidden
    assert "公开的内容里没有这些字" in hidden


async def test_the_next_village_is_not_searched(published: Story, published_doors: Doors) -> None:
    assert "公开的内容里没有这些字" in await found(published_doors, "道路", village="xp")


@pytest.mark.parametrize("words", ["", "  ", "'", "&|!():*", "a" * 500, "<script>alert(1)</script>", "‮路道"])
async def test_no_question_breaks_the_search(published: Story, published_doors: Doors, words: str) -> None:
    assert "<script>alert" not in await found(published_doors, words)
