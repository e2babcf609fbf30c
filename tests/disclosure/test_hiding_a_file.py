"""A file put up by mistake is hidden everywhere at once, with a reason; its hash stays in the record."""

import asyncio

import pytest

from app.database import fetch_value
from app.deliberation.services.attachments import Paper, attach
from app.disclosure.queries.hidden_files import shown_file
from app.disclosure.queries.reviews import review_of
from app.disclosure.rules.facts import ResultsFacts
from app.disclosure.rules.states import EntryKind
from app.disclosure.services.correcting import correct
from app.disclosure.services.execution import NewEntry, enter
from app.disclosure.services.hiding_files import hide_file
from app.files import JPEG, PDF, keep
from app.refusals import Forbidden, Missing, Refused
from tests.client import Doors, said
from tests.disclosure.conftest import NEXT_DAY, WEEKS_LATER, Story
from tests.paper.test_results_notice import photo as a_photo_of
from tests.story import note, published_results

pytestmark = pytest.mark.anyio
WHY = "照片上有身份证"


async def a_paper(story: Story) -> str:
    kept = await keep("%PDF-1.7 身份证".encode(), media_type=PDF)
    paper = Paper(name="身份证.pdf", kept=kept)
    await attach(story.matter.id, [paper], by=story.village.secretary, at=NEXT_DAY)
    return kept.sha256


async def test_a_paper_is_gone_from_its_page_and_its_address_at_once(published: Story, published_doors: Doors) -> None:
    sha256 = await a_paper(published)
    anyone, clerk = await published_doors.as_(None), await published_doors.as_(published.village.clerk)
    matter = f"/v/mgb/proposals/{published.matter.slug}"
    shown = await anyone.get(f"/files/{sha256}")
    assert (shown.status_code, shown.headers["cache-control"]) == (200, "private, no-cache")
    assert f"/v/mgb/files/{sha256}/hide" in (await clerk.get(matter)).text

    form = f"/v/mgb/files/{sha256}/hide"
    assert (await clerk.get(form)).status_code == 200
    assert (await clerk.post(form, data={"reason": ""})).status_code == 422
    assert (await clerk.post(form, data={"reason": WHY})).status_code == 303

    gone = await anyone.get(f"/files/{sha256}", headers={"if-none-match": shown.headers["etag"]})
    assert gone.status_code == 410
    assert WHY in gone.text
    page = await anyone.get(matter)
    assert sha256 not in page.text
    assert f"文件已隐藏：{WHY}" in said(page)
    assert sha256 in await fetch_value("SELECT facts FROM record_entry WHERE kind = 'proposal.file_hidden'")


async def test_a_photo_leaves_ledger_and_results_and_the_paper_is_to_be_corrected(
    published: Story, published_doors: Doors
) -> None:
    village, matter = published.village, published.matter.id
    kept = await keep(a_photo_of("grey"), media_type=JPEG)
    entry = NewEntry(kind=EntryKind.PROGRESS, done_on=WEEKS_LATER.date(), what="路面浇筑", photo=kept)
    await enter(matter, entry, by=village.clerk, at=WEEKS_LATER)
    await note(matter, village, at=WEEKS_LATER, what="合格")
    await published_results(matter, village, explanation="村民捐工", at=WEEKS_LATER)
    published_doors.clock.now = WEEKS_LATER
    notice = await published.hanging()
    found = await shown_file(village.place.id, kept.sha256)
    assert found is not None
    assert found.notices == (notice.slug,)

    await hide_file(kept.sha256, reason=WHY, by=village.supervisor, at=WEEKS_LATER)

    anyone = await published_doors.as_(None)
    for page in (notice.address, f"/v/mgb/proposals/{published.matter.slug}/execution"):
        text = said(await anyone.get(page))
        assert f"照片已隐藏：{WHY}" in text, page
        assert f"/files/{kept.sha256}" not in text, page
    draft = await correct(notice.id, reason="撤下一张照片", by=village.clerk, at=WEEKS_LATER)
    facts = (await review_of(draft, village=village.place.id)).draft.facts
    assert isinstance(facts, ResultsFacts)
    assert facts.photos == ()


async def test_of_two_who_hide_at_once_one_is_refused(published: Story) -> None:
    sha256, village = await a_paper(published), published.village

    answers = await asyncio.gather(
        hide_file(sha256, reason=WHY, by=village.clerk, at=NEXT_DAY),
        hide_file(sha256, reason=WHY, by=village.supervisor, at=NEXT_DAY),
        return_exceptions=True,
    )

    assert {type(one) for one in answers} == {type(None), Refused}


async def test_only_office_and_supervision_hide_and_only_what_their_village_shows(published: Story) -> None:
    sha256 = await a_paper(published)
    for nobody in ("resident", "representative", "township"):
        with pytest.raises(Forbidden):
            await hide_file(sha256, reason=WHY, by=getattr(published.village, nobody), at=NEXT_DAY)
    with pytest.raises(Missing):
        await hide_file("0" * 64, reason=WHY, by=published.village.clerk, at=NEXT_DAY)
