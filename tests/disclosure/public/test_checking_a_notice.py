"""Is the paper true: by its code however it is typed, by its file to the last bit, and never a word about drafts."""

from datetime import timedelta
from hashlib import sha256

import pytest

from app.database import execute, fetch_value, transaction
from app.deliberation.rules.step_keys import StepKey
from app.deliberation.services.courses import order_again, withdraw_proposal
from app.disclosure.services.correcting import correct
from app.disclosure.services.drafting import draft_resolution, draft_results
from app.disclosure.services.reviewing import publish, return_notice
from app.files import fetch_file
from tests.client import Doors, said
from tests.disclosure.conftest import NEXT_DAY, WEEKS_LATER, Story
from tests.story import AGREED, SLIP, Hands, a_published_resolution, hold, note, pay

pytestmark = pytest.mark.anyio
LATER = NEXT_DAY + timedelta(days=2)  # 23 April


async def ordered_again(story: Story) -> None:
    """Let the supervision committee have step 4 held again."""
    await order_again(story.matter.id, to=StepKey.RESOLVE, reason="名册有误", by=story.village.supervisor, at=LATER)


@pytest.mark.parametrize("typed", ["{}", " {} ", "{lower}", "{spaced}", "{letters}"])
async def test_a_published_notice_is_true_however_its_code_is_typed(
    published: Story, published_doors: Doors, typed: str
) -> None:
    code = (await published.hanging()).code
    head, tail = code[:-5], code[-5:]
    text = typed.format(
        code, lower=code.lower(), spaced=code.replace("-", " "), letters=head.replace("0", "O").replace("1", "l") + tail
    )

    answer = await (await published_doors.as_(None)).get("/verify", params={"code": text}, follow_redirects=True)

    assert answer.status_code == 200
    assert "真实" in answer.text
    assert "应到19，实到15；赞成10，反对3，弃权2" in said(answer)
    assert "资金总额：486,000元" in said(answer)
    assert "/v/mgb/notices/resolution-2026-1" in answer.text


async def test_the_pdf_as_it_was_published_is_true(published: Story, published_doors: Doors) -> None:
    notice = await published.hanging()
    content = await fetch_file(notice.pdf_sha256)

    answer = await (await published_doors.as_(None)).post("/verify", files={"file": ("公告.pdf", content)})

    assert answer.status_code == 200
    assert "真实" in answer.text


async def test_a_pdf_with_one_bit_changed_is_unknown(published: Story, published_doors: Doors) -> None:
    content = bytearray(await fetch_file((await published.hanging()).pdf_sha256))
    content[-10] ^= 1

    answer = await (await published_doors.as_(None)).post("/verify", files={"file": ("公告.pdf", bytes(content))})

    assert answer.status_code == 404
    assert "没有发布过与这个文件相同的公告" in answer.text


async def test_a_replaced_notice_leads_to_the_newer_one(published: Story, published_doors: Doors) -> None:
    old = await published.hanging()
    content = await fetch_file(old.pdf_sha256)
    draft = await correct(old.id, reason="更正错字", **SLIP, by=published.village.clerk, at=NEXT_DAY)
    await publish(draft, AGREED, by=published.village.supervisor, at=NEXT_DAY)
    reader = await published_doors.as_(None)

    by_code = await reader.get(f"/verify/{old.code}")
    by_file = await reader.post("/verify", files={"file": ("公告.pdf", content)})

    for answer in (by_code, by_file):
        assert answer.status_code == 200
        assert "已被新版替换" in answer.text
        assert 'href="/v/mgb/notices/resolution-2026-1"' in answer.text


async def test_a_notice_whose_matter_is_decided_again_is_genuine_and_says_so(
    published: Story, published_doors: Doors
) -> None:
    notice = await published.hanging()
    content = await fetch_file(notice.pdf_sha256)
    await ordered_again(published)
    reader = await published_doors.as_(None)

    by_code = await reader.get(f"/verify/{notice.code}")
    by_file = await reader.post("/verify", files={"file": ("公告.pdf", content)})

    for answer in (by_code, by_file):
        assert answer.status_code == 200
        assert "真实，但正在重新议决" in answer.text
        assert "公告属实，但本事项自2026年4月23日起重新议决，结果以新的公告为准。" in said(answer)


async def test_a_notice_is_decided_again_until_the_new_one_hangs(published: Story, published_doors: Doors) -> None:
    village, matter = published.village, published.matter.id
    code = (await published.hanging()).code
    await ordered_again(published)
    await hold(matter, village, starts=LATER + timedelta(days=5), hands=Hands(absent=2))
    reader = await published_doors.as_(None)

    resolved = await reader.get(f"/verify/{code}")
    await a_published_resolution(matter, village, at=LATER + timedelta(days=6))
    replaced = await reader.get(f"/verify/{code}")
    newer = await reader.get(f"/verify/{(await published.hanging()).code}")

    assert "自2026年4月23日起重新议决" in said(resolved)
    assert "已被新版替换" in replaced.text
    assert "真实</p>" in newer.text
    assert "重新议决，" not in newer.text


async def test_a_notice_stays_true_while_its_results_are_drafted(published: Story, published_doors: Doors) -> None:
    await pay(published.matter.id, published.village, yuan=100_000, at=LATER)
    await note(published.matter.id, published.village, at=WEEKS_LATER, what="合格")
    await draft_results(published.matter.id, explanation="节余退回", by=published.village.clerk, at=WEEKS_LATER)

    answer = await (await published_doors.as_(None)).get(f"/verify/{(await published.hanging()).code}")

    assert "真实</p>" in answer.text


async def test_a_correction_that_hangs_meanwhile_is_decided_again_too(published: Story, published_doors: Doors) -> None:
    await ordered_again(published)
    old = await published.hanging()
    draft = await correct(
        old.id,
        reason="更正错字",
        old="1.2公里",
        new="1.25公里",
        by=published.village.clerk,
        at=LATER + timedelta(days=1),
    )
    await publish(draft, AGREED, by=published.village.supervisor, at=LATER + timedelta(days=1))

    answer = await (await published_doors.as_(None)).get(f"/verify/{(await published.hanging()).code}")

    assert "自2026年4月23日起重新议决" in said(answer)


async def test_a_notice_whose_matter_ended_without_a_new_resolution_no_longer_holds(
    published: Story, published_doors: Doors
) -> None:
    await ordered_again(published)
    await withdraw_proposal(published.matter.id, reason="条件变了", by=published.village.secretary, at=LATER)
    reader = await published_doors.as_(None)

    verified = await reader.get(f"/verify/{(await published.hanging()).code}")
    hanging = await reader.get("/v/mgb/notices/resolution-2026-1")

    assert "真实，但已不再有效" in verified.text
    for answer in (verified, hanging):
        assert "没有形成新的决议，原内容不再有效。" in answer.text


async def test_the_page_and_the_card_of_a_notice_say_that_its_matter_is_decided_again(
    published: Story, published_doors: Doors
) -> None:
    await ordered_again(published)
    reader = await published_doors.as_(None)

    for address in ("/v/mgb/notices/resolution-2026-1", "/v/mgb", "/v/mgb/proposals/2026-1"):
        assert "公告属实，但本事项自2026年4月23日起重新议决" in said(await reader.get(address)), address


async def test_an_unknown_code_says_whom_to_call(published: Story, published_doors: Doors) -> None:
    answer = await (await published_doors.as_(None)).get("/verify/MGB-2026-0099-ABCD")

    assert answer.status_code == 404
    assert "MGB-2026-0099-ABCD" in answer.text
    assert "0000-8216045" in answer.text


@pytest.mark.parametrize("returned", [False, True])
async def test_a_draft_is_as_unknown_as_anything_else(resolved: Story, resolved_doors: Doors, returned: bool) -> None:
    notice = await draft_resolution(resolved.matter.id, by=resolved.village.clerk, at=NEXT_DAY)
    if returned:
        await return_notice(notice, "票数不符", by=resolved.village.supervisor, at=NEXT_DAY)
    code = await fetch_value("SELECT code FROM notice WHERE id = $1", notice)
    reader = await resolved_doors.as_(None)

    drafted = await reader.get(f"/verify/{code}")
    unknown = await reader.get("/verify/MGB-2026-0099-ABCD")

    assert drafted.status_code == 404
    assert drafted.text.replace(code, "?") == unknown.text.replace("MGB-2026-0099-ABCD", "?")


async def test_who_guesses_codes_is_slowed_down(resolved: Story, resolved_doors: Doors) -> None:
    reader = await resolved_doors.as_(None)

    answers = [(await reader.get(f"/verify/MGB-2026-0001-AAA{tail}")).status_code for tail in "ABCDEFGHJKMNPQRSTUVWXYZ"]

    assert answers[0] == 404
    assert answers[-1] == 429


@pytest.mark.parametrize("code", ["<script>", "%00", "a" * 300, "‮MGB", "MGB-2026-0001"])
async def test_what_cannot_be_a_code_is_said_so(resolved: Story, resolved_doors: Doors, code: str) -> None:
    answer = await (await resolved_doors.as_(None)).get("/verify", params={"code": code}, follow_redirects=True)

    assert answer.status_code == 404
    assert "<script>" not in answer.text
    assert "这不是查验码" in answer.text


async def test_who_types_the_number_in_the_heading_is_shown_where_the_code_stands(
    published: Story, published_doors: Doors
) -> None:
    number = (await published.hanging()).heading.number

    answer = await (await published_doors.as_(None)).get("/verify", params={"code": number}, follow_redirects=True)

    assert "查验码印在公告最下面的二维码下方，不是抬头的文号。" in answer.text


async def test_a_form_without_a_file_asks_for_one(resolved: Story, resolved_doors: Doors) -> None:
    answer = await (await resolved_doors.as_(None)).post("/verify", data={})

    assert answer.status_code == 422
    assert "请先选择公告的PDF文件" in answer.text


async def by_hand(statement: str) -> None:
    """Do what only a thief with the keys of the database can do."""
    async with transaction():
        await execute("SET LOCAL session_replication_role = replica")
        await execute(statement)


async def test_the_hash_of_a_forged_pdf_put_into_the_notice_makes_nothing_true(
    published: Story, published_doors: Doors
) -> None:
    code, true = (notice := await published.hanging()).code, await fetch_file(notice.pdf_sha256)
    forged = b"%PDF-1.7 forged"
    await by_hand(f"UPDATE notice SET pdf_sha256 = '{sha256(forged).hexdigest()}' WHERE state = 'published'")
    reader = await published_doors.as_(None)

    by_forged = await reader.post("/verify", files={"file": ("公告.pdf", forged)})
    by_true = await reader.post("/verify", files={"file": ("公告.pdf", true)})
    by_code = await reader.get(f"/verify/{code}")

    for answer in (by_forged, by_true, by_code):
        assert answer.status_code == 409
        assert "公告栏与村里的操作记录对不上" in said(answer)
        assert "0000-8216045" in answer.text


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE notice SET facts = replace(facts, '48', '47') WHERE state = 'published'",
        "UPDATE notice SET last_day = last_day + 1 WHERE state = 'published'",
        'UPDATE record_entry SET facts = replace(facts, \'"first_day":"2026\', \'"first_day":"2025\')'
        " WHERE kind = 'notice.published'",
        "DELETE FROM record_entry WHERE kind = 'notice.published'",
    ],
)
async def test_a_notice_or_its_entry_changed_by_hand_is_told(
    published: Story, published_doors: Doors, change: str
) -> None:
    code = (await published.hanging()).code
    await by_hand(change)

    answer = await (await published_doors.as_(None)).get(f"/verify/{code}")

    assert answer.status_code == 409
    assert "公告栏与村里的操作记录对不上" in said(answer)
