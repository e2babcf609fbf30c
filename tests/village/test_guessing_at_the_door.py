"""Whoever guesses is slowed down, for each account and for each address, and nobody else is."""

import asyncio
from collections import Counter
from datetime import timedelta

import httpx
import pytest

from app.database import fetch
from tests.cast import EIGHT, Cast
from tests.client import Doors
from tests.village.access import GOOD, HALL, card_of, password_of, phone

pytestmark = pytest.mark.anyio
WRONG = "不是这个密码呀呀"


async def guess(doors: Doors, who: str, password: str = WRONG, *, host: str = HALL) -> httpx.Response:
    async with phone(doors, host=host) as own:
        return await own.post("/v/mgb/login", data={"who": who, "password": password})


async def test_after_five_guesses_the_account_waits_whatever_the_address(village: Cast, doors: Doors) -> None:
    await password_of("P0001", village=village)

    answers = [await guess(doors, "P0001", host=f"203.0.113.{number}") for number in range(6)]
    right_but_late = await guess(doors, "程应罕", GOOD, host="203.0.113.99")

    assert [answer.status_code for answer in answers] == [409] * 5 + [429]
    assert "暂时不能再试了" in answers[4].text
    assert "请等1分钟再试" in answers[5].text or "请过1分钟再试" in answers[5].text
    assert answers[5].headers["retry-after"] == "60"
    assert right_but_late.status_code == 429
    doors.clock.now = EIGHT + timedelta(minutes=1)
    assert (await guess(doors, "程应罕", GOOD, host="203.0.113.99")).status_code == 303


@pytest.mark.parametrize(
    "spellings", [("10000010024", "100 0001 0024"), ("程应罕", "程 应 罕"), ("P0001", "p０００１")]
)
async def test_the_tries_left_betray_nobody_however_a_name_is_spelled(
    village: Cast, doors: Doors, spellings: tuple[str, str]
) -> None:
    await password_of("P0001", village=village)
    strangers = [spelling.translate(str.maketrans("2罕Pp", "3汉Qq")) for spelling in spellings]

    known = [(await guess(doors, who, host="203.0.113.1")).text for who in spellings]
    unknown = [(await guess(doors, who, host="203.0.113.2")).text for who in strangers]

    assert ["还可以再试4次" in text for text in known + unknown] == [True, False, True, False]
    assert ["还可以再试3次" in text for text in known + unknown] == [False, True, False, True]


async def test_after_twenty_guesses_the_address_waits_whoever_is_meant(village: Cast, doors: Doors) -> None:
    await password_of("P0001", village=village)

    answers = [await guess(doors, f"P{1000 + number}") for number in range(21)]
    same_address = await guess(doors, "P0001", GOOD)
    other_address = await guess(doors, "P0001", GOOD, host="203.0.113.8")

    assert Counter(answer.status_code for answer in answers) == {409: 20, 429: 1}
    assert same_address.status_code == 429
    assert other_address.status_code == 303


async def test_twelve_guesses_at_the_same_moment_are_twelve_guesses(village: Cast, doors: Doors) -> None:
    await password_of("P0001", village=village)

    answers = await asyncio.gather(*(guess(doors, "P0001", host=f"203.0.113.{n}") for n in range(12)))

    assert Counter(answer.status_code for answer in answers) == {409: 5, 429: 7}


async def test_guessing_cards_tires_the_address(village: Cast, doors: Doors) -> None:
    code = await card_of(village.person("P0001"), village=village)
    async with phone(doors) as own:
        statuses = [(await own.post("/v/mgb/login", data={"card": f"2222-22{n:02}"})).status_code for n in range(21)]
        right_but_late = await own.post("/v/mgb/login", data={"card": code})

    assert Counter(statuses) == {409: 20, 429: 1}
    assert right_but_late.status_code == 429


async def test_a_hall_full_of_right_passwords_is_not_slowed_down(village: Cast, doors: Doors) -> None:
    await password_of("P0001", village=village)

    answers = [await guess(doors, "P0001", GOOD) for _phone in range(25)]

    assert {answer.status_code for answer in answers} == {303}


async def test_a_code_that_no_card_can_have_costs_no_try(village: Cast, doors: Doors) -> None:
    async with phone(doors) as own:
        for _try in range(25):
            answer = await own.post("/v/mgb/login", data={"card": "K7MR-42P"})

    assert answer.status_code == 409
    assert "卡号是8位，您输入了7位" in answer.text


async def test_the_buckets_keep_neither_names_nor_addresses(village: Cast, doors: Doors) -> None:
    await guess(doors, "10000010024")
    await guess(doors, "查无此人")

    kept = " ".join(row["key"] for row in await fetch("SELECT key FROM bucket"))

    assert kept.count("login:") == 3
    for told in ("10000010024", "查无此人", HALL):
        assert told not in kept
