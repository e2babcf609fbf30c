"""Returned drafts are drafted anew; published notices are never changed, only replaced by a version that names them."""

from datetime import timedelta

import pytest

from app.database import fetch, fetch_value
from app.deliberation.rules.step_keys import StepKey
from app.deliberation.services.courses import order_again
from app.disclosure.queries.notices import notice_at, notice_by_code, notices_of, versions_of
from app.disclosure.queries.reviews import review_of
from app.disclosure.queries.verification import verify_code
from app.disclosure.rules.facts import ResolutionFacts
from app.disclosure.services.correcting import Said, correct, redraft
from app.disclosure.services.drafting import draft_resolution
from app.disclosure.services.reviewing import publish, return_notice
from app.files import fetch_file
from app.refusals import Forbidden, Refused
from tests.disclosure.conftest import NEXT_DAY, Story
from tests.paper.reading import text as text_of
from tests.story import AGREED, SLIP, Hands, a_published_resolution, hold

pytestmark = pytest.mark.anyio
ANSWERED = Said(answer="已改正。")
LATER = NEXT_DAY + timedelta(days=2)


async def test_a_returned_draft_keeps_its_number_and_its_reasons(resolved: Story) -> None:
    village = resolved.village
    notice = await draft_resolution(resolved.matter.id, days=5, by=village.clerk, at=NEXT_DAY)

    await return_notice(notice, "公示期应为15日。", by=village.supervisor, at=NEXT_DAY)
    with pytest.raises(Refused, match="answer the reasons first"):
        await draft_resolution(resolved.matter.id, by=village.clerk, at=LATER)
    await redraft(notice, said=ANSWERED, by=village.clerk, at=LATER)

    review = await review_of(notice, village=village.place.id)
    assert (review.draft.facts.heading.number, review.draft.facts.heading.days) == ("曼村决〔2026〕1号", 15)
    assert [opinion.text for opinion in review.returned] == ["公示期应为15日。"]
    assert review.refusal is None


async def test_a_returned_draft_is_not_published_before_it_is_drafted_anew(resolved: Story) -> None:
    village = resolved.village
    notice = await draft_resolution(resolved.matter.id, by=village.clerk, at=NEXT_DAY)
    await return_notice(notice, "请补照片。", by=village.supervisor, at=NEXT_DAY)

    with pytest.raises(Refused, match="drafted anew first"):
        await publish(notice, AGREED, by=village.supervisor, at=NEXT_DAY)

    await redraft(notice, said=ANSWERED, by=village.clerk, at=LATER)
    await publish(notice, AGREED, by=village.supervisor, at=LATER)
    assert (await notices_of(resolved.matter.id))[0].period.first == LATER.date()


async def test_who_drafted_cannot_return_it(resolved: Story) -> None:
    notice = await draft_resolution(resolved.matter.id, by=resolved.village.clerk, at=NEXT_DAY)

    with pytest.raises(Forbidden):
        await return_notice(notice, "退回", by=resolved.village.clerk, at=NEXT_DAY)


async def test_a_correction_is_a_new_version_that_names_the_old(published: Story) -> None:
    village = published.village
    assert published.notice is not None
    first = await published.hanging()

    draft = await correct(published.notice, reason="监督电话有误", **SLIP, by=village.clerk, at=LATER)
    assert (await published.hanging()).version == 1  # until it is published, the old one holds
    await publish(draft, AGREED, by=village.supervisor, at=LATER)

    second = await published.hanging()
    said = text_of(await fetch_file(second.pdf_sha256))
    assert "本公告为第2版，替代2026年4月21日公布的第1版（更正：监督电话有误）。" in said
    assert (second.version, second.heading.number, second.address) == (2, first.heading.number, first.address)
    assert second.code != first.code


async def test_the_old_version_stays_and_says_that_it_was_replaced(published: Story) -> None:
    village = published.village
    assert published.notice is not None
    first = await published.hanging()
    draft = await correct(published.notice, reason="监督电话有误", **SLIP, by=village.clerk, at=LATER)
    await publish(draft, AGREED, by=village.supervisor, at=LATER)

    old = await notice_by_code(first.code)
    assert old is not None
    assert old.replaced
    assert (old.newest, old.pdf_sha256, old.facts) == (2, first.pdf_sha256, first.facts)
    assert [version.version for version in await versions_of(old)] == [2, 1]
    assert await notice_at(village.place.id, old.slug, version=1) == old


async def test_a_correction_moves_the_matter_nowhere(published: Story) -> None:
    village = published.village
    assert published.notice is not None
    draft = await correct(published.notice, reason="错字", **SLIP, by=village.clerk, at=LATER)
    await publish(draft, AGREED, by=village.supervisor, at=LATER)

    assert await fetch_value("SELECT state FROM proposal WHERE id = $1", published.matter.id) == "executing"
    found = await fetch("SELECT subject FROM search_document WHERE kind = 'notice'")
    assert [row["subject"] for row in found] == [draft]


async def test_two_corrections_of_one_version_cannot_be(published: Story) -> None:
    assert published.notice is not None
    await correct(published.notice, reason="错字", **SLIP, by=published.village.clerk, at=LATER)

    with pytest.raises(Refused, match="newer version"):
        await correct(published.notice, reason="错字", **SLIP, by=published.village.clerk, at=LATER)


async def test_a_correction_says_why(published: Story) -> None:
    assert published.notice is not None

    with pytest.raises(Refused, match="Say what is corrected"):
        await correct(published.notice, reason=" ", by=published.village.clerk, at=LATER)


async def test_a_correction_that_is_drafted_anew_keeps_its_reason(published: Story) -> None:
    village = published.village
    assert published.notice is not None
    draft = await correct(published.notice, reason="监督电话有误", **SLIP, by=village.clerk, at=LATER)
    await return_notice(draft, "请再核对。", by=village.supervisor, at=LATER)

    await redraft(draft, said=ANSWERED, by=village.clerk, at=LATER)

    review = await review_of(draft, village=village.place.id)
    assert review.draft.facts.heading.reason == "监督电话有误"


async def test_a_draft_is_not_corrected_and_what_hangs_is_not_drafted_anew(resolved: Story) -> None:
    village = resolved.village
    notice = await draft_resolution(resolved.matter.id, by=village.clerk, at=NEXT_DAY)

    with pytest.raises(Refused, match="Only a published notice is corrected"):
        await correct(notice, reason="错字", **SLIP, by=village.clerk, at=NEXT_DAY)
    await publish(notice, AGREED, by=village.supervisor, at=NEXT_DAY)
    with pytest.raises(Refused, match="only be corrected by a new version"):
        await redraft(notice, by=village.clerk, at=LATER)


async def test_who_may_not_draft_corrects_nothing(published: Story) -> None:
    assert published.notice is not None

    for act in (
        correct(published.notice, reason="错字", **SLIP, by=published.village.resident, at=LATER),
        redraft(published.notice, by=published.village.resident, at=LATER),
    ):
        with pytest.raises(Forbidden):
            await act


async def test_what_was_decided_again_replaces_the_resolution_that_hung(published: Story) -> None:
    village, matter = published.village, published.matter.id
    first = await published.hanging()
    await order_again(matter, to=StepKey.RESOLVE, reason="名册有误", by=village.supervisor, at=LATER)
    await hold(matter, village, starts=LATER + timedelta(days=5), hands=Hands(absent=2, against=1))

    again = await a_published_resolution(matter, village, at=LATER + timedelta(days=6))

    second = await published.hanging()
    old = await notice_by_code(first.code)
    assert (second.id, second.version, second.heading.number) == (again, 2, first.heading.number)
    assert second.heading.reason == "本事项已重新议决"
    assert old is not None
    assert old.replaced
    assert isinstance(second.facts, ResolutionFacts)
    assert second.facts.steps[-1].against == 1
    assert await fetch_value("SELECT state FROM proposal WHERE id = $1", matter) == "executing"


async def test_the_reasons_of_a_return_are_answered_in_words_and_the_review_shows_what_changed(resolved: Story) -> None:
    village = resolved.village
    notice = await draft_resolution(resolved.matter.id, by=village.clerk, at=NEXT_DAY)
    await return_notice(notice, "请写明公示牌位置。", by=village.supervisor, at=NEXT_DAY)
    with pytest.raises(Refused, match="in your own words"):
        await redraft(notice, by=village.clerk, at=LATER)

    said = Said(answer="已写明在村委会。", board="村委会公示栏", note="工期以合同为准。")
    await redraft(notice, said=said, by=village.clerk, at=LATER)

    told = (await review_of(notice, village=village.place.id)).returned[0]
    assert (told.text, told.answer) == ("请写明公示牌位置。", "已写明在村委会。")
    assert [(change.old, change.new) for change in told.since] == [("", "工期以合同为准。"), ("", "村委会公示栏")]
    paper = text_of(await fetch_file(await publish(notice, AGREED, by=village.supervisor, at=LATER)))
    assert "张贴地点：村委会公示栏。" in paper
    assert "说明：工期以合同为准。" in paper


async def test_the_check_of_a_replaced_version_says_what_changed(published: Story) -> None:
    village = published.village
    assert published.notice is not None
    first = await published.hanging()
    draft = await correct(published.notice, reason="错字", **SLIP, by=village.clerk, at=LATER)
    await publish(draft, AGREED, by=village.supervisor, at=LATER)

    found = await verify_code(first.code)

    assert [(change.old, change.new) for change in found.changed] == [("", "1.2公里 → 1.25公里")]
    assert (await verify_code((await published.hanging()).code)).changed == ()
