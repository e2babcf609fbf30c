"""The papers that belong to a matter."""

import pytest

from app.database import fetch
from app.deliberation.services.attachments import Paper, attach, paper_name
from app.files import Kept
from app.refusals import Forbidden, Missing, Refused
from tests.cast import EIGHT, Cast
from tests.deliberation.matters import a_matter
from tests.deliberation.sittings import kinds_of

PDF = Kept(sha256="a" * 64, media_type="application/pdf", size=312 * 1024)


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("概算书.pdf", "概算书.pdf"),
        ("C:\\文书\\概算书.PDF", "概算书.pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        ("路线\u202efdp.exe", "路线fdp.pdf"),
        (" 2026年  概算\n书 ", "2026年 概算 书.pdf"),
        ("", "paper.pdf"),
        ("...", "paper.pdf"),
        ("长" * 200 + ".pdf", "长" * 116 + ".pdf"),
    ],
)
def test_a_paper_gets_a_name_fit_for_a_list(given: str, shown: str) -> None:
    assert paper_name(given, media_type="application/pdf") == shown


@pytest.mark.anyio
async def test_the_secretary_adds_a_paper(village: Cast) -> None:
    matter = await a_matter(village)

    await attach(matter.id, [Paper(name="概算书.pdf", kept=PDF)], by=village.secretary, at=EIGHT)

    rows = await fetch("SELECT name, sha256 FROM attachment WHERE proposal = $1", matter.id)
    assert [tuple(row) for row in rows] == [("概算书.pdf", "a" * 64)]
    assert (await kinds_of(matter.id))[-1] == "proposal.papers_added"


@pytest.mark.anyio
async def test_the_same_paper_is_not_added_twice(village: Cast) -> None:
    matter = await a_matter(village)
    await attach(matter.id, [Paper(name="概算书.pdf", kept=PDF)], by=village.secretary, at=EIGHT)

    with pytest.raises(Refused):
        await attach(matter.id, [Paper(name="另一个名字.pdf", kept=PDF)], by=village.secretary, at=EIGHT)


@pytest.mark.anyio
async def test_nobody_else_adds_papers(village: Cast) -> None:
    matter = await a_matter(village)
    paper = [Paper(name="概算书.pdf", kept=PDF)]

    with pytest.raises(Forbidden):
        await attach(matter.id, paper, by=village.resident, at=EIGHT)
    with pytest.raises(Missing):
        await attach(matter.id, paper, by=village.stranger, at=EIGHT)
