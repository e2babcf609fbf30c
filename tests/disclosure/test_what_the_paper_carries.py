"""The paper on the wall carries what was voted, and who drafted, checked and published it: never one person alone."""

import re
from urllib.parse import unquote

import pytest

from app.database import fetch_value
from app.disclosure.rules.codes import typed_code
from app.disclosure.rules.notice_words import title_of
from app.disclosure.rules.states import NoticeKind
from app.disclosure.services.correcting import correct, redraft
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


async def test_a_correction_prints_what_stood_there_and_what_it_should_say(published: Story) -> None:
    village = published.village
    assert published.notice is not None
    draft = await correct(
        published.notice, reason="长度误写", old="道路1.2公里", new="道路1.25公里", by=village.clerk, at=NEXT_DAY
    )
    await publish(draft, AGREED, by=village.supervisor, at=NEXT_DAY)

    said = text_of(await fetch_file((await published.hanging()).pdf_sha256))
    assert "更正：道路1.2公里，应为：道路1.25公里。" in said
    assert "第一条" in said  # what was voted stands as it was voted


async def test_a_correction_that_changes_nothing_is_refused_and_says_where_it_is_mended(published: Story) -> None:
    assert published.notice is not None

    with pytest.raises(Refused, match="nothing is corrected") as refused:
        await correct(published.notice, reason="租金单位误写", by=published.village.clerk, at=NEXT_DAY)
    assert len(refused.value.ways_on) == 4


async def test_words_that_the_notice_does_not_have_cannot_be_corrected(published: Story) -> None:
    assert published.notice is not None

    with pytest.raises(Refused, match="does not say this"):
        await correct(
            published.notice, reason="误写", old="从未写过", new="写过", by=published.village.clerk, at=NEXT_DAY
        )


@pytest.mark.parametrize(
    "typed",
    ["http://x.example.org/verify/MGB-2026-0001-X5PY", "查验码：MGB-2026-0001-X5PY", "查验码 mgb 2026 0001 x5py"],
)
def test_a_pasted_address_and_a_code_with_its_label_are_the_code(typed: str) -> None:
    assert typed_code(typed) == "MGB-2026-0001-X5PY"


async def test_a_photo_of_the_code_is_no_alarm_but_told_what_to_do(published_doors: Doors) -> None:
    anyone = await published_doors.as_(None)

    answer = await anyone.post("/verify", files={"file": ("qr.jpg", b"\xff\xd8\xff\xe0photo", "image/jpeg")})

    assert answer.status_code == 422
    assert "请用手机扫纸上的二维码" in answer.text


async def test_a_saved_paper_bears_the_number_of_its_notice(published_doors: Doors, published: Story) -> None:
    anyone = await published_doors.as_(None)

    answer = await anyone.get((await published.hanging()).pdf)

    assert unquote(answer.headers["content-disposition"]).endswith("filename*=UTF-8''曼村决2026-1.pdf")
