"""The particulars of a village: the phones at the foot of every page."""

import pytest

from app.record import head_of
from tests.cast import Cast
from tests.client import Doors

pytestmark = pytest.mark.anyio
PHONES = {"town": "勐澜镇", "supervision_phone": "0691-1234567", "clerk_phone": "", "township_phone": "0691-7654321"}


async def test_new_phones_stand_on_every_page_at_once(doors: Doors, village: Cast) -> None:
    client = await doors.as_(village.administrator)

    answer = await client.post("/v/mgb/settings", data=PHONES)

    assert answer.status_code == 303
    assert "0691-1234567" in (await (await doors.as_(None)).get("/v/mgb")).text


async def test_saving_without_a_change_writes_nothing(doors: Doors, village: Cast) -> None:
    client = await doors.as_(village.administrator)
    await client.post("/v/mgb/settings", data=PHONES)
    before = await head_of(village.place.id)

    await client.post("/v/mgb/settings", data=PHONES)

    assert await head_of(village.place.id) == before


async def test_a_phone_that_is_none_is_named_and_stays_in_the_form(doors: Doors, village: Cast) -> None:
    client = await doors.as_(village.administrator)

    answer = await client.post("/v/mgb/settings", data=PHONES | {"clerk_phone": "call me"})

    assert answer.status_code == 422
    assert "call me" in answer.text
    assert "电话号码只能有" in answer.text
