"""The pages of the ledger: what everybody sees of the money, and the forms that enter it or take it back."""

import io

import pytest
from PIL import Image

from app.disclosure.queries.ledger import ledger_of
from app.disclosure.rules.states import EntryKind
from app.disclosure.services.execution import NewEntry, enter, take_back
from app.files import keep
from tests.client import Doors, said
from tests.disclosure.conftest import NEXT_DAY, WEEKS_LATER, Story
from tests.story import day_of, note, pay

pytestmark = pytest.mark.anyio
HOSTILE = '<script>alert(1)</script>"><img src=x onerror=alert(2)>'


def ledger_page(story: Story) -> str:
    return f"/v/mgb/proposals/{story.matter.slug}/execution"


async def a_photographed_entry(story: Story) -> str:
    """Enter progress with a photo; return where the photo is."""
    made = io.BytesIO()
    Image.new("RGB", (40, 30), "white").save(made, "PNG")
    photo = await keep(made.getvalue(), media_type="image/png")
    entry = NewEntry(kind=EntryKind.PROGRESS, done_on=day_of(NEXT_DAY), what="开工", photo=photo)
    await enter(story.matter.id, entry, by=story.village.clerk, at=NEXT_DAY)
    return f"/files/{photo.sha256}"


async def test_overspending_stands_on_the_public_page_at_once(published: Story, published_doors: Doors) -> None:
    anyone = await published_doors.as_(None)
    assert "超支：第2项" not in (await anyone.get(ledger_page(published))).text

    await pay(published.matter.id, published.village, line=2, yuan=90_000, at=published_doors.clock.now)

    page = await anyone.get(ledger_page(published))
    assert "超支：第2项“排水沟”决议86,000元，已付90,000元，超出4,000元（5%）。" in said(page)


async def test_an_entry_comes_with_its_photo(published: Story, published_doors: Doors) -> None:
    clerk = await published_doors.as_(published.village.clerk)
    line = (await ledger_of(published.matter.id)).lines[0].id
    made = io.BytesIO()
    Image.new("RGB", (40, 30), "white").save(made, "PNG")
    data = {
        "kind": "payment",
        "done_on": "2026-04-21",
        "what": "付首款",
        "line": str(line),
        "fen": "12万",
        "early_reason": "汛期将至",
    }

    answer = await clerk.post(
        f"{ledger_page(published)}/new", data=data, files={"photo": ("发票.png", made.getvalue(), "image/png")}
    )

    (entry,) = (await ledger_of(published.matter.id)).entries
    assert answer.status_code == 303
    assert (entry.fen, entry.photo_type) == (12_000_000, "image/jpeg")
    assert (await clerk.get(f"/files/{entry.photo_sha256}")).status_code == 200


async def test_who_enters_a_payment_sees_which_line_is_overspent(published: Story, published_doors: Doors) -> None:
    await pay(published.matter.id, published.village, line=2, yuan=90_000, at=published_doors.clock.now)
    clerk = await published_doors.as_(published.village.clerk)

    assert "排水沟，已超支4,000元" in said(await clerk.get(f"{ledger_page(published)}/new"))


async def test_the_photo_of_an_entry_taken_back_is_shown_to_officers_only(
    published: Story, published_doors: Doors
) -> None:
    village, page = published.village, ledger_page(published)
    photo = await a_photographed_entry(published)
    await take_back(
        (await ledger_of(published.matter.id)).entries[0].id, reason="照片有身份证号", by=village.clerk, at=NEXT_DAY
    )

    shown = {}
    for name in ("clerk", "committee", "supervisor", "resident", "township", "stranger"):
        client = await published_doors.as_(getattr(village, name))
        shown[name] = ((await client.get(photo)).status_code, photo in (await client.get(page)).text)

    everybody = await published_doors.as_(None)
    assert (await everybody.get(photo)).status_code == 404
    assert photo not in (await everybody.get(page)).text
    seen, hidden = (200, True), (404, False)
    assert shown == {
        "clerk": seen, "committee": seen, "supervisor": seen,
        "resident": hidden, "township": hidden, "stranger": hidden,
    }  # fmt: skip


async def test_a_photo_that_another_entry_shows_stays_public(published: Story, published_doors: Doors) -> None:
    photo = await a_photographed_entry(published)
    await take_back(
        (await ledger_of(published.matter.id)).entries[0].id, reason="记错一天", by=published.village.clerk, at=NEXT_DAY
    )

    await a_photographed_entry(published)

    reader = await published_doors.as_(None)
    answer = await reader.get(photo)
    again = await reader.get(photo, headers={"if-none-match": answer.headers["etag"]})
    assert again.status_code == 304
    assert (answer.status_code, answer.headers["cache-control"]) == (200, "private, no-cache")


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"done_on": "2030-01-01"}, "这一天还没有到。"),
        ({"line": ""}, "请选择这笔钱属于决议的哪一项。"),
        ({"fen": "很多"}, "请填写金额"),
        ({"kind": "gift"}, "选一项。"),
        ({"what": HOSTILE * 20}, "最多300个字"),
    ],
)
async def test_a_wrong_entry_comes_back_with_what_was_typed(
    published: Story, published_doors: Doors, changes: dict[str, str], said: str
) -> None:
    clerk = await published_doors.as_(published.village.clerk)
    line = (await ledger_of(published.matter.id)).lines[0].id
    data = {"kind": "payment", "done_on": "2026-04-21", "what": "付首款", "line": str(line), "fen": "100"} | changes

    answer = await clerk.post(f"{ledger_page(published)}/new", data=data)

    assert answer.status_code in (409, 422)
    assert "<script>alert" not in answer.text
    assert (await ledger_of(published.matter.id)).entries == ()
    assert said in answer.text


@pytest.mark.parametrize("sent", [True, False])
async def test_a_file_that_came_with_a_refused_entry_has_to_be_chosen_again(
    published: Story, published_doors: Doors, sent: bool
) -> None:
    clerk = await published_doors.as_(published.village.clerk)
    photo = ("发票.pdf", b"%PDF-1.7 ...") if sent else ("", b"")

    answer = await clerk.post(f"{ledger_page(published)}/new", data={"kind": "payment"}, files={"photo": photo})

    assert answer.status_code == 422
    assert ("刚才选的文件没有保存，请重新选择。" in answer.text) is sent


async def test_a_file_that_is_no_photo_is_refused(published: Story, published_doors: Doors) -> None:
    clerk = await published_doors.as_(published.village.clerk)
    data = {"kind": "progress", "done_on": "2026-04-21", "what": "开工"}

    answer = await clerk.post(
        f"{ledger_page(published)}/new", data=data, files={"photo": ("x.jpg", b"#!/bin/sh", "image/jpeg")}
    )

    assert answer.status_code == 409
    assert (await ledger_of(published.matter.id)).entries == ()


async def test_taking_an_entry_back_needs_a_reason(published: Story, published_doors: Doors) -> None:
    await pay(published.matter.id, published.village, yuan=10, at=published_doors.clock.now)
    (entry,) = (await ledger_of(published.matter.id)).entries
    clerk = await published_doors.as_(published.village.clerk)
    where = f"{ledger_page(published)}/{entry.id}/take-back"

    assert (await clerk.get(where)).status_code == 200
    assert (await clerk.post(where, data={"reason": ""})).status_code == 422
    assert (await clerk.post(where, data={"reason": "记错"})).status_code == 303
    assert "已冲销" in (await clerk.get(ledger_page(published))).text


async def test_whoever_takes_an_entry_back_sees_its_photo(published: Story, published_doors: Doors) -> None:
    photo = await a_photographed_entry(published)
    (entry,) = (await ledger_of(published.matter.id)).entries
    clerk = await published_doors.as_(published.village.clerk)

    page = await clerk.get(f"{ledger_page(published)}/{entry.id}/take-back")

    assert page.status_code == 200
    assert photo in page.text


async def test_the_results_form_shows_the_ledger_and_asks_for_one_thing(
    published: Story, published_doors: Doors
) -> None:
    await pay(published.matter.id, published.village, yuan=10, at=published_doors.clock.now)
    await note(published.matter.id, published.village, at=published_doors.clock.now, what="合格")
    published_doors.clock.now = WEEKS_LATER
    clerk = await published_doors.as_(published.village.clerk)
    where = f"/v/mgb/proposals/{published.matter.slug}/draft-results"

    assert "为什么比决议多付或少付？" in (await clerk.get(where)).text
    assert "请说明实付与预算为什么不同。" in (await clerk.post(where, data={"explanation": ""})).text
    answer = await clerk.post(where, data={"explanation": "工程款分期支付。"})
    assert "公告10元；台账10元" in said(await clerk.get(answer.headers["location"]))


async def test_nobody_reads_a_ledger_that_is_not_there(resolved: Story, resolved_doors: Doors) -> None:
    anyone = await resolved_doors.as_(None)

    for where in (ledger_page(resolved), "/v/mgb/proposals/2026-99/execution", "/v/mgb/proposals/x/execution"):
        assert (await anyone.get(where)).status_code == 404
