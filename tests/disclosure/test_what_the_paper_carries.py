"""The paper on the wall carries what was voted, and who drafted, checked and published it: never one person alone."""

import re

import pytest

from app.database import fetch_value
from app.disclosure.rules.notice_words import title_of
from app.disclosure.rules.states import NoticeKind
from app.disclosure.services.correcting import redraft
from app.disclosure.services.drafting import draft_resolution
from app.disclosure.services.reviewing import publish
from app.files import fetch_file
from app.refusals import Refused
from tests.client import Doors
from tests.disclosure.conftest import NEXT_DAY, Story
from tests.paper.reading import text as text_of
from tests.story import AGREED, MONEY, ROAD

pytestmark = pytest.mark.anyio


async def test_the_paper_prints_the_voted_articles_and_each_line_of_the_money(published: Story) -> None:
    said = text_of(await fetch_file((await published.hanging()).pdf_sha256))

    assert "表决文本：议〔2026〕1号第1稿，全文见附件。" in said
    for article in ROAD.text.split("\n\n"):
        assert article.replace("\u3000", "") in said.replace("\u3000", "")
    for line in MONEY:
        assert line.label in said
    assert "486,000.00" in said


async def test_the_page_shows_the_same_text_as_the_paper(published_doors: Doors, published: Story) -> None:
    page = await (await published_doors.as_(None)).get((await published.hanging()).address)

    words = re.sub(r"<[^>]+>", "", page.text)
    assert all(article.strip() in words for article in ROAD.text.split("\n") if article.strip())


async def test_the_paper_names_who_drafted_and_who_checked(published: Story) -> None:
    village = published.village
    said = text_of(await fetch_file((await published.hanging()).pdf_sha256))

    assert "公布：曼岗坝村村民委员会" in said
    assert f"起草：{village.clerk.title}{village.clerk.name}" in said
    assert f"（{village.supervisor.title}{village.supervisor.name}）" in said


async def test_who_drafted_a_notice_does_not_publish_it(resolved: Story) -> None:
    village = resolved.village
    notice = await draft_resolution(resolved.matter.id, by=village.supervisor, at=NEXT_DAY)

    with pytest.raises(Refused, match="You drafted this notice") as refused:
        await publish(notice, AGREED, by=village.supervisor, at=NEXT_DAY)
    assert refused.value.ways_on

    await redraft(notice, by=village.clerk, at=NEXT_DAY)  # who answers for the draft now
    await publish(notice, AGREED, by=village.supervisor, at=NEXT_DAY)
    assert await fetch_value("SELECT drafted_by FROM notice WHERE id = $1", notice) == village.clerk.person


@pytest.mark.parametrize(
    ("matter", "title"),
    [
        ("修路工程", "关于修路工程的决议公告"),
        ("关于修路工程", "关于修路工程的决议公告"),
        ("关于修路工程的议题", "关于修路工程的决议公告"),
        ("修路工程议案", "关于修路工程的决议公告"),
        ("关于", "关于关于的决议公告"),
    ],
)
def test_a_title_says_about_and_matter_once(matter: str, title: str) -> None:
    assert title_of(NoticeKind.RESOLUTION, matter=matter) == title
