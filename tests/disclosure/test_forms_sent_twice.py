"""A form that comes twice: the answer was lost, the button pressed again after Back, or three sends at once."""

import asyncio
import re

import pytest

from app.database import fetch_value
from app.disclosure.queries.ledger import ledger_of
from tests.client import Doors
from tests.disclosure.conftest import Story

pytestmark = pytest.mark.anyio


def key_in(page: str) -> str:
    found = re.search(r'name="key" value="([0-9a-f-]{36})"', page)
    assert found is not None
    return found[1]


async def test_a_payment_sent_three_times_at_once_and_once_more_is_paid_once(
    published: Story, published_doors: Doors
) -> None:
    clerk = await published_doors.as_(published.village.clerk)
    page = f"/v/mgb/proposals/{published.matter.slug}/execution"
    line = (await ledger_of(published.matter.id)).lines[0].id
    form = await clerk.get(f"{page}/new")
    data = {
        "key": key_in(form.text), "kind": "payment", "done_on": "2026-04-21", "what": "付排水沟预付款",
        "who": "某施工队", "line": str(line), "fen": "10000", "early_reason": "汛期将至",
    }  # fmt: skip

    at_once = await asyncio.gather(*(clerk.post(f"{page}/new", data=data) for _ in range(3)))
    again = await clerk.post(f"{page}/new", data=data)

    assert {(answer.status_code, answer.headers["location"]) for answer in (*at_once, again)} == {(303, page)}
    assert (await ledger_of(published.matter.id)).paid == 1_000_000
    assert await fetch_value("SELECT count(*) FROM record_entry WHERE kind = 'execution.entered'") == 1


async def test_a_form_filled_in_otherwise_after_it_was_entered_is_refused_with_what_was_typed(
    published: Story, published_doors: Doors
) -> None:
    clerk = await published_doors.as_(published.village.clerk)
    page = f"/v/mgb/proposals/{published.matter.slug}/execution"
    data = {
        "key": key_in((await clerk.get(f"{page}/new")).text), "kind": "progress",
        "done_on": "2026-04-21", "what": "开工",
    }  # fmt: skip
    await clerk.post(f"{page}/new", data=data)

    other = await clerk.post(f"{page}/new", data=data | {"what": "路基完成"})

    assert other.status_code == 409
    assert "这张表已经登记过" in other.text
    assert "路基完成" in other.text
    assert [entry.what for entry in (await ledger_of(published.matter.id)).entries] == ["开工"]


async def test_an_objection_sent_three_times_at_once_and_once_more_is_one(
    published: Story, published_doors: Doors
) -> None:
    guest = await published_doors.as_(None)
    page = (await published.hanging()).address
    data = {"key": key_in((await guest.get(f"{page}/object")).text), "text": "垃圾桶在哪里买的？"}

    at_once = await asyncio.gather(*(guest.post(f"{page}/object", data=data) for _ in range(3)))
    again = await guest.post(f"{page}/object", data=data)

    assert {(answer.status_code, answer.headers["location"]) for answer in (*at_once, again)} == {
        (303, f"{page}?received={data['key']}#objection-{data['key']}")
    }
    assert await fetch_value("SELECT count(*) FROM objection") == 1


async def test_a_post_sent_again_after_back_stands_there_once(published: Story, published_doors: Doors) -> None:
    resident = await published_doors.as_(published.village.resident)
    page = f"/v/mgb/proposals/{published.matter.slug}/posts"

    for answer in await asyncio.gather(*(resident.post(page, data={"text": "什么时候开工？"}) for _ in range(3))):
        assert answer.status_code == 303

    assert await fetch_value("SELECT count(*) FROM post WHERE text = '什么时候开工？'") == 1
