"""Publishing: the supervision committee alone, once, after the record agreed; and what hangs is kept for ever."""

import asyncio
import hashlib
import io
import json
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import asyncpg
import pytest
from pypdf import PdfReader

from app.database import execute, fetch, fetch_row, fetch_value
from app.deliberation.rules.wording import Wording
from app.disclosure.queries.notices import notice_by_code, notice_by_pdf_hash, published_notices
from app.disclosure.services.drafting import draft_resolution
from app.disclosure.services.reviewing import publish
from app.files import fetch_file
from app.record import verify
from app.refusals import Forbidden, Missing, Refused
from app.search import search
from tests.cast import EIGHT, Cast
from tests.disclosure.conftest import NEXT_DAY, Story
from tests.paper.reading import text as text_of
from tests.story import AGREED, a_resolved_matter

pytestmark = pytest.mark.anyio


async def a_draft(story: Story, *, days: int | None = None) -> UUID:
    return await draft_resolution(story.matter.id, days=days, by=story.village.clerk, at=NEXT_DAY)


async def test_a_published_notice_hangs_from_that_day(published: Story) -> None:
    notice = await published.hanging()

    assert (notice.period.first, notice.period.last) == (date(2026, 4, 21), date(2026, 5, 6))
    assert (notice.opinion, notice.version, notice.replaced) == (AGREED, 1, False)
    assert [shown.id for shown in await published_notices(published.village.place.id)] == [published.notice]


async def test_the_stored_paper_is_the_one_in_the_record(published: Story) -> None:
    notice = await published.hanging()

    pdf = await fetch_file(notice.pdf_sha256)
    entry = json.loads(await fetch_value("SELECT facts FROM record_entry WHERE kind = 'notice.published'"))
    assert hashlib.sha256(pdf).hexdigest() == notice.pdf_sha256 == entry["pdf_sha256"]
    assert entry["code"] == notice.code
    assert await verify(published.village.place.id) is None


async def test_the_paper_prints_the_numbers_of_the_record(published: Story) -> None:
    notice = await published.hanging()

    said = text_of(await fetch_file(notice.pdf_sha256))

    for step in notice.facts.steps:  # type: ignore[union-attr]  # a resolution
        assert f"{step.day}{step.due}{step.present}{step.in_favour}{step.against}{step.abstain}通过" in said
    assert "资金总额：486,000元" in said
    assert "公示期：2026年4月21日至5月6日（共15日，张贴当日不计入）" in said
    assert notice.code in said


async def test_the_paper_encloses_what_it_was_made_from(published: Story) -> None:
    notice = await published.hanging()

    enclosed = PdfReader(io.BytesIO(await fetch_file(notice.pdf_sha256))).attachments["record.json"][0]

    told: dict[str, Any] = json.loads(enclosed)
    assert told["code"] == notice.code
    assert told["notice"]["heading"]["number"] == "曼村决〔2026〕1号"
    head = await fetch_row("SELECT hash FROM record_entry WHERE seq = $1", told["record"]["entries"])
    assert head is not None
    assert head["hash"] == told["record"]["head"]


async def test_the_matter_is_then_carried_out_and_the_search_finds_the_notice(published: Story) -> None:
    state = await fetch_value("SELECT state FROM proposal WHERE id = $1", published.matter.id)
    found = await search("决议公告", village=published.village.place.id)

    assert state == "executing"
    assert [hit.address for hit in found] == ["/v/mgb/notices/resolution-2026-1"]


async def test_code_and_file_lead_back_to_the_notice(published: Story) -> None:
    notice = await published.hanging()

    assert await notice_by_code(notice.code) == notice
    assert await notice_by_pdf_hash(notice.pdf_sha256) == notice
    assert await notice_by_code("MGB-2026-0001-AAAA") is None


@pytest.mark.parametrize(
    "role", ["secretary", "clerk", "committee", "branch", "representative", "administrator", "township", "resident"]
)
async def test_only_the_supervision_committee_publishes(resolved: Story, role: str) -> None:
    notice = await a_draft(resolved)

    with pytest.raises(Forbidden):
        await publish(notice, AGREED, by=getattr(resolved.village, role), at=NEXT_DAY)

    assert await fetch_value("SELECT state FROM notice WHERE id = $1", notice) == "in_review"


async def test_another_villages_supervisor_finds_no_such_draft(resolved: Story) -> None:
    from tests.cast import acting

    notice = await a_draft(resolved)

    with pytest.raises(Missing):
        await publish(notice, AGREED, by=await acting("P0010", code="xp"), at=NEXT_DAY)


async def test_of_two_supervisors_at_once_the_second_is_refused(resolved: Story) -> None:
    notice = await a_draft(resolved)
    by = resolved.village.supervisor

    answers = await asyncio.gather(
        publish(notice, AGREED, by=by, at=NEXT_DAY), publish(notice, AGREED, by=by, at=NEXT_DAY), return_exceptions=True
    )

    assert {type(answer) for answer in answers} == {str, Refused}
    assert await fetch_value("SELECT count(*) FROM review WHERE notice = $1", notice) == 1
    assert await fetch_value("SELECT count(*) FROM record_entry WHERE kind = 'notice.published'") == 1


async def test_too_short_a_period_cannot_be_published(resolved: Story) -> None:
    notice = await a_draft(resolved, days=5)

    with pytest.raises(Refused, match="the publicity period is 5 days, fewer than 15 days") as refused:
        await publish(notice, AGREED, by=resolved.village.supervisor, at=NEXT_DAY)

    assert refused.value.citation is not None
    assert await fetch_value("SELECT state FROM notice WHERE id = $1", notice) == "in_review"


@pytest.mark.parametrize(
    ("before", "after", "fault"),
    [
        ('"in_favour":10', '"in_favour":12', "the votes differ from the count sheet"),
        ('"present":15', '"present":16', "differ from the sign-in book"),
        ("1.2公里，总投资", "2.1公里，总投资", "the text is not that of revision 1"),
        ('"fen":26000000', '"fen":26000100', "the money is not that of revision 1"),
        ('"due":38', '"due":39', "the steps before are not all on record"),
    ],
)
async def test_a_draft_altered_by_hand_is_refused(resolved: Story, before: str, after: str, fault: str) -> None:
    notice = await a_draft(resolved)
    await execute("UPDATE notice SET facts = replace(facts, $2, $3) WHERE id = $1", notice, before, after)

    with pytest.raises(Refused, match=fault):
        await publish(notice, AGREED, by=resolved.village.supervisor, at=NEXT_DAY)


async def test_an_opinion_is_owed(resolved: Story) -> None:
    notice = await a_draft(resolved)

    with pytest.raises(Refused, match="opinion") as refused:
        await publish(notice, "  \n ", by=resolved.village.supervisor, at=NEXT_DAY)

    assert refused.value.field == "opinion"


async def test_what_no_paper_can_carry_is_refused_while_it_can_be_mended(resolved: Story) -> None:
    notice = await a_draft(resolved)

    with pytest.raises(Refused, match="cannot be printed on a notice: 👍") as refused:
        await publish(notice, "数字相符👍，同意公开。", by=resolved.village.supervisor, at=NEXT_DAY)

    assert refused.value.field == "opinion"
    assert await fetch_value("SELECT state FROM notice WHERE id = $1", notice) == "in_review"


async def test_the_database_itself_refuses_to_alter_what_hangs(published: Story) -> None:
    for statement in ("UPDATE notice SET facts = '{}' WHERE id = $1", "DELETE FROM notice WHERE id = $1"):
        with pytest.raises(asyncpg.RestrictViolationError, match="a published notice is never changed or removed"):
            await execute(statement, published.notice)


async def test_an_emoji_in_a_matter_from_before_does_not_stop_the_wall(village: Cast) -> None:
    words = Wording(summary="装路灯48盏\u202e，<b>不摊派</b> 𠮷", text="装路灯。")
    matter = await a_resolved_matter(village, title="路灯工程", words=words, last=EIGHT)
    await execute("UPDATE proposal SET title = '路灯💡工程' WHERE id = $1", matter.id)  # a new one is refused
    notice = await draft_resolution(matter.id, by=village.clerk, at=NEXT_DAY)

    sha256 = await publish(notice, AGREED, by=village.supervisor, at=NEXT_DAY + timedelta(hours=1))

    said = text_of(await fetch_file(sha256))
    assert "装路灯48盏，<b>不摊派</b>" in said
    assert "路灯〓工程" in said
    rows = await fetch("SELECT facts FROM notice WHERE id = $1", notice)
    assert "💡" in rows[0]["facts"]
