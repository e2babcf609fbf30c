"""A village is founded on a page by whoever has the code of the machine; its administrator comes in at once."""

import asyncio

import pytest

from app.database import fetch, fetch_value
from app.recounting import RECOUNT
from app.sessions import COOKIE
from app.verifying import walk
from app.village.services.moving_in import code_to_found
from tests.cast import Cast
from tests.client import Doors, open_doors

pytestmark = pytest.mark.anyio
TYPED = {
    "name": "岩脚村", "code": "yanjiao", "town": "勐澜镇", "supervision_phone": "0691-1234567", "clerk_phone": "",
    "township_phone": "", "administrator": "张 伟", "sex": "male", "password": "过河摸石头走山路",
    "again": "过河摸石头走山路",
}  # fmt: skip


async def villages() -> int:
    return int(await fetch_value("SELECT count(*) FROM village"))


async def test_the_founder_is_let_in_as_administrator_and_led_to_the_list(village: Cast, doors: Doors) -> None:
    client = await doors.as_(None)
    before = await villages()

    answer = await client.post("/found", data=TYPED | {"key": (await code_to_found()).lower()})
    page = await client.get(answer.headers["location"])

    assert (answer.status_code, answer.headers["location"]) == (303, "/v/yanjiao/import")
    assert COOKIE in answer.headers["set-cookie"]
    assert page.status_code == 200
    assert "空白名单" in page.text
    assert await villages() == before + 1
    kinds = await fetch(
        "SELECT kind FROM record_entry e JOIN village v ON v.id = e.village WHERE v.code = 'yanjiao' ORDER BY seq"
    )
    assert [row["kind"] for row in kinds] == ["village.founded", "village.enrolled", "password.set"]
    hold, lines = await walk(RECOUNT, witnesses=[])
    assert hold, lines


async def test_one_code_founds_one_village_however_often_it_is_sent(village: Cast, doors: Doors) -> None:
    client = await doors.as_(None)
    key, before = await code_to_found(), await villages()

    both = await asyncio.gather(
        *(client.post("/found", data=TYPED | {"key": key, "code": code}) for code in ("eins", "zwei"))
    )
    again = await client.post("/found", data=TYPED | {"key": key, "code": "drei"})

    assert sorted(answer.status_code for answer in both) == [303, 409]
    assert again.status_code == 409
    assert "已经用它建过村" in again.text
    assert await villages() == before + 1
    assert await code_to_found() != key


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"key": "K7MR-42PX-0000"}, "建村码不对"),
        ({"code": "mgb"}, "已经有人用了"),
        ({"code": "Yan Jiao"}, "小写字母"),
        ({"again": "过河摸石头走小路"}, "两次"),
        ({"password": "12345678", "again": "12345678"}, ""),
        ({"clerk_phone": "call me"}, "电话号码只能有"),
        ({"sex": "?"}, ""),
        ({"administrator": " "}, ""),
    ],
)
async def test_what_is_wrong_is_said_and_what_was_typed_stays(
    village: Cast, doors: Doors, wrong: dict[str, str], said: str
) -> None:
    client = await doors.as_(None)
    before = await villages()

    answer = await client.post("/found", data=TYPED | {"key": await code_to_found()} | wrong)

    assert answer.status_code in (409, 422)
    assert said in answer.text
    assert 'value="岩脚村"' in answer.text
    assert "过河摸石头走山路" not in answer.text
    assert await villages() == before


async def test_nobody_finds_the_code_by_trying(village: Cast, doors: Doors) -> None:
    client = await doors.as_(None)

    answers = [await client.post("/found", data=TYPED | {"key": f"K7MR-42PX-00{n:02}"}) for n in range(7)]

    assert [answer.status_code for answer in answers] == [409] * 5 + [429] * 2
    assert "Retry-After" in answers[-1].headers


async def test_a_house_without_a_village_leads_there(empty_database: str) -> None:
    async with open_doors() as doors:
        page = await (await doors.as_(None)).get("/")

    assert 'href="/found"' in page.text
