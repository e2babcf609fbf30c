"""The results notice: drafted from the ledger, explained in one field, published the same way as the resolution."""

from uuid import UUID

import pytest

from app.database import fetch_value
from app.disclosure.queries.ledger import ledger_of
from app.disclosure.queries.matters import being_carried_out
from app.disclosure.queries.reviews import review_of
from app.disclosure.rules.facts import ResultsFacts
from app.disclosure.rules.states import EntryKind
from app.disclosure.services.correcting import correct, redraft
from app.disclosure.services.drafting import draft_results
from app.disclosure.services.execution import NewEntry, enter, take_back
from app.disclosure.services.reviewing import publish
from app.files import fetch_file, keep
from app.refusals import Forbidden, Refused
from tests.disclosure.conftest import NEXT_DAY, WEEKS_LATER, Story
from tests.paper.reading import text as text_of
from tests.story import AGREED, contract, note, pay, published_results

pytestmark = pytest.mark.anyio
WHY = "路面节余5,000元、排水沟节余6,000元，退回村集体账户。"


async def carried_out(story: Story) -> None:
    """Let the work be done: 5,000 yuan saved on the road, 6,000 on the drain."""
    matter, village, at = story.matter.id, story.village, WEEKS_LATER
    await contract(matter, village, yuan=395_000, at=at, who="勐澜镇宏光建筑队", what="村民代表会议票决比选产生")
    await pay(matter, village, yuan=395_000, at=at)
    await pay(matter, village, line=2, yuan=80_000, at=at)
    await note(matter, village, at=at, who="监督委员会、村民代表5人", what="联合验收，合格")


async def drafted(story: Story, *, explanation: str = WHY) -> UUID:
    await carried_out(story)
    return await draft_results(story.matter.id, explanation=explanation, by=story.village.clerk, at=WEEKS_LATER)


async def test_it_tells_the_ledger_beside_the_budget(published: Story) -> None:
    review = await review_of(await drafted(published), village=published.village.place.id)

    facts = review.draft.facts
    assert isinstance(facts, ResultsFacts)
    assert [(line.name, line.voted, line.paid) for line in facts.lines] == [
        ("混凝土路面", 40_000_000, 39_500_000),
        ("排水沟", 8_600_000, 8_000_000),
    ]
    assert [(told.label, told.text) for told in facts.done] == [
        ("承接单位", "勐澜镇宏光建筑队：村民代表会议票决比选产生"),
        ("质量验收", "联合验收，合格（监督委员会、村民代表5人，2026年5月7日）"),
    ]
    assert (facts.resolution, facts.heading.number) == ("曼村决〔2026〕1号", "曼村公〔2026〕1号")
    assert review.refusal is None


async def test_published_it_ends_the_matter_and_prints_the_table(published: Story) -> None:
    notice = await drafted(published)

    sha256 = await publish(notice, "情况属实，同意公示。", by=published.village.supervisor, at=WEEKS_LATER)

    said = text_of(await fetch_file(sha256))
    assert "400,000.00395,000.00-5,000.00" in said
    assert "86,000.0080,000.00-6,000.00" in said
    assert "本事项预算486,000元，决算475,000元，节余11,000元。" in said
    assert WHY in said
    assert "情况属实，同意公示。" in said
    assert await fetch_value("SELECT state FROM proposal WHERE id = $1", published.matter.id) == "results_hang"
    assert await being_carried_out(published.village.place.id) == []


async def test_a_difference_is_explained(published: Story) -> None:
    await carried_out(published)

    with pytest.raises(Refused, match="Explain why") as refused:
        await draft_results(published.matter.id, by=published.village.clerk, at=WEEKS_LATER)

    assert refused.value.field == "explanation"
    assert await fetch_value("SELECT state FROM proposal WHERE id = $1", published.matter.id) == "executing"


async def test_what_was_paid_as_it_was_voted_needs_no_explanation(published: Story) -> None:
    for place, line in enumerate((await ledger_of(published.matter.id)).lines, start=1):
        await pay(published.matter.id, published.village, line=place, yuan=line.voted // 100, at=WEEKS_LATER)
    await note(published.matter.id, published.village, at=WEEKS_LATER, who="监督委员会", what="合格")

    notice = await draft_results(published.matter.id, by=published.village.clerk, at=WEEKS_LATER)

    review = await review_of(notice, village=published.village.place.id)
    assert review.refusal is None
    assert "as much as voted" in [str(check.detail) for check in review.checks]


async def test_who_may_not_draft_discloses_no_results(published: Story) -> None:
    await carried_out(published)

    with pytest.raises(Forbidden):
        await draft_results(published.matter.id, explanation=WHY, by=published.village.committee, at=WEEKS_LATER)


async def test_without_an_entry_there_are_no_results(published: Story) -> None:
    with pytest.raises(Refused, match="no results to disclose"):
        await draft_results(published.matter.id, by=published.village.clerk, at=WEEKS_LATER)


async def test_a_payment_after_the_draft_turns_the_check_red(published: Story) -> None:
    village = published.village
    notice = await drafted(published)
    await pay(published.matter.id, village, yuan=1, at=WEEKS_LATER)

    with pytest.raises(Refused, match="475,000 yuan were paid, the ledger 475,001 yuan"):
        await publish(notice, AGREED, by=village.supervisor, at=WEEKS_LATER)

    await redraft(notice, by=village.clerk, at=WEEKS_LATER)
    await publish(notice, AGREED, by=village.supervisor, at=WEEKS_LATER)
    assert (await published.hanging()).facts.paid == 47_500_100  # type: ignore[union-attr]  # results


async def test_a_wrong_payment_is_put_right_while_the_results_are_corrected(published: Story) -> None:
    village, matter = published.village, published.matter.id
    first = await drafted(published)
    await publish(first, AGREED, by=village.supervisor, at=WEEKS_LATER)
    wrong = next(entry for entry in (await ledger_of(matter)).entries if entry.fen == 8_000_000)
    with pytest.raises(Refused, match="correct the notice first"):
        await take_back(wrong.id, reason="重复入账", by=village.clerk, at=WEEKS_LATER)

    draft = await correct(first, reason="排水沟付款重复入账", by=village.clerk, at=WEEKS_LATER)
    await take_back(wrong.id, reason="重复入账", by=village.clerk, at=WEEKS_LATER)
    with pytest.raises(Refused, match="the ledger 395,000 yuan"):
        await publish(draft, AGREED, by=village.supervisor, at=WEEKS_LATER)
    await redraft(draft, explanation="排水沟未付。", by=village.clerk, at=WEEKS_LATER)
    await publish(draft, AGREED, by=village.supervisor, at=WEEKS_LATER)

    hanging = await published.hanging()
    assert isinstance(hanging.facts, ResultsFacts)
    assert (hanging.version, hanging.facts.paid, hanging.facts.explanation) == (2, 39_500_000, "排水沟未付。")
    with pytest.raises(Refused, match="carried out"):
        await pay(matter, village, yuan=1, at=WEEKS_LATER)


async def test_a_contractor_is_named_once_with_all_its_contracts_and_the_days(published: Story) -> None:
    village, matter = published.village, published.matter.id
    await contract(matter, village, yuan=395_000, at=NEXT_DAY, who="宏光建筑队", what="路面合同（比选）")
    await contract(matter, village, line=2, yuan=80_000, at=WEEKS_LATER, who="宏光建筑队", what="排水沟合同")
    await pay(matter, village, yuan=395_000, at=WEEKS_LATER)
    await pay(matter, village, line=2, yuan=80_000, at=WEEKS_LATER)
    await note(matter, village, at=WEEKS_LATER, who="监督委员会", what="合格")
    notice = await draft_results(matter, explanation="节余退回村集体。", by=village.clerk, at=WEEKS_LATER)

    facts = (await review_of(notice, village=village.place.id)).draft.facts

    assert isinstance(facts, ResultsFacts)
    assert [(told.label, told.text) for told in facts.done] == [
        ("承接单位", "宏光建筑队：路面合同（比选）；排水沟合同"),
        ("实施时间", "2026年4月21日至2026年5月7日"),
        ("质量验收", "合格（监督委员会，2026年5月7日）"),
    ]


async def test_the_pictures_of_the_work_are_printed(published: Story, photo: bytes) -> None:
    kept = await keep(photo, media_type="image/jpeg")
    entry = NewEntry(kind=EntryKind.PROGRESS, done_on=WEEKS_LATER.date(), what="路面浇筑", photo=kept)
    await enter(published.matter.id, entry, by=published.village.clerk, at=WEEKS_LATER)

    await note(published.matter.id, published.village, at=WEEKS_LATER, who="监督委员会", what="合格")
    notice = await published_results(published.matter.id, published.village, explanation="捐工完成。", at=WEEKS_LATER)

    sha256 = await fetch_value("SELECT pdf_sha256 FROM notice WHERE id = $1", notice)
    assert "路面浇筑（2026年5月7日）" in text_of(await fetch_file(sha256))


@pytest.fixture
def photo() -> bytes:
    """A small picture."""
    import io

    from PIL import Image

    made = io.BytesIO()
    Image.new("RGB", (300, 200), "grey").save(made, "JPEG")
    return made.getvalue()
