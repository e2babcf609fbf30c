"""Whoever guesses is slowed down, for each name and address, and nobody else is."""

import asyncio
from collections import Counter
from datetime import timedelta

import httpx
import pytest

from app import passwords
from app.database import execute, fetch
from tests.cast import EIGHT, Cast
from tests.client import Doors
from tests.village.access import GOOD, HALL, card_of, password_of, phone

pytestmark = pytest.mark.anyio
WRONG = "不是这个密码呀呀"


async def guess(doors: Doors, who: str, password: str = WRONG, *, host: str = HALL) -> httpx.Response:
    async with phone(doors, host=host) as own:
        return await own.post("/v/mgb/login", data={"who": who, "password": password})


async def test_after_five_guesses_the_name_waits_at_this_address(village: Cast, doors: Doors) -> None:
    await password_of("P0001", village=village)

    answers = [await guess(doors, "P0001") for _try in range(6)]
    right_but_late = await guess(doors, "P0001", GOOD)

    assert [answer.status_code for answer in answers] == [409] * 5 + [429]
    assert "请等1分钟再试" in answers[5].text or "请过1分钟再试" in answers[5].text
    assert answers[5].headers["retry-after"] == "60"
    assert right_but_late.status_code == 429
    doors.clock.now = EIGHT + timedelta(minutes=1)
    assert (await guess(doors, "P0001", GOOD)).status_code == 303


@pytest.mark.parametrize("who", ["程应罕", "P0001", "10000010024"])
async def test_a_stranger_elsewhere_keeps_nobody_out(village: Cast, doors: Doors, who: str) -> None:
    await password_of("P0001", village=village)
    for minute in range(8):
        doors.clock.now = EIGHT + timedelta(minutes=minute)
        for spelling in ("程应罕", "P0001", "10000010024"):
            await guess(doors, spelling, host="198.51.100.8")

    assert (await guess(doors, who, GOOD, host="203.0.113.99")).status_code == 303


async def test_a_phone_that_came_in_before_comes_in_while_a_neighbour_in_the_hall_guesses(
    village: Cast, doors: Doors
) -> None:
    await password_of("P0001", village=village)
    async with phone(doors) as own:
        await own.post("/v/mgb/login", data={"who": "程应罕", "password": GOOD})
        await own.post("/v/mgb/logout")
        for _try in range(30):
            await guess(doors, "程应罕")
        stranger = await guess(doors, "程应罕", GOOD)
        back = await own.post("/v/mgb/login", data={"who": "程应罕", "password": GOOD})

    assert (stranger.status_code, back.status_code) == (429, 303)


async def test_a_known_phone_has_ten_tries_and_no_more(village: Cast, doors: Doors) -> None:
    await password_of("P0001", village=village)
    async with phone(doors) as own:
        await own.post("/v/mgb/login", data={"who": "程应罕", "password": GOOD})
        await own.post("/v/mgb/logout")
        answers = [await own.post("/v/mgb/login", data={"who": "程应罕", "password": WRONG}) for _try in range(11)]

    assert [answer.status_code for answer in answers] == [409] * 10 + [429]


async def test_a_note_of_another_phone_opens_no_bucket_for_another_person(village: Cast, doors: Doors) -> None:
    for number in ("P0001", "P0004"):
        await password_of(number, village=village)
    async with phone(doors) as own:
        await own.post("/v/mgb/login", data={"who": "P0004", "password": GOOD})
        await own.post("/v/mgb/logout")
        answers = [await own.post("/v/mgb/login", data={"who": "P0001", "password": WRONG}) for _try in range(6)]

    assert answers[5].status_code == 429


@pytest.mark.parametrize("note", ["", "x", "a.b.c", "eyJhbGciOiJub25lIn0.e30."])
async def test_a_note_that_we_did_not_sign_is_none(village: Cast, doors: Doors, note: str) -> None:
    await password_of("P0001", village=village)
    async with phone(doors) as own:
        own.cookies.set("yishi_phone", note)
        answers = [await own.post("/v/mgb/login", data={"who": "P0001", "password": WRONG}) for _try in range(6)]

    assert [answer.status_code for answer in answers] == [409] * 5 + [429]


@pytest.mark.parametrize(
    "spellings", [("10000010024", "100 0001 0024"), ("程应罕", "程 应 罕"), ("P0001", "p０００１")]
)
async def test_nothing_at_the_door_betrays_who_has_a_login(
    village: Cast, doors: Doors, spellings: tuple[str, str]
) -> None:
    await password_of("P0001", village=village)
    strangers = [spelling.translate(str.maketrans("2罕Pp", "3汉Qq")) for spelling in spellings]

    known = [await guess(doors, spellings[n % 2], host="203.0.113.1") for n in range(6)]
    unknown = [await guess(doors, strangers[n % 2], host="203.0.113.2") for n in range(6)]

    assert [answer.status_code for answer in known] == [answer.status_code for answer in unknown] == [409] * 5 + [429]
    for answer, other, n in zip(known, unknown, range(6), strict=True):
        assert answer.text.replace(spellings[n % 2], "") == other.text.replace(strangers[n % 2], "")


async def test_a_phone_number_is_nobodys_by_the_tries_that_are_left(village: Cast, doors: Doors) -> None:
    await password_of("P0001", village=village)
    for _try in range(5):
        await guess(doors, "程应罕")

    by_number, by_name = await guess(doors, "10000010024"), await guess(doors, "程应罕")

    assert (by_number.status_code, by_name.status_code) == (409, 429)


@pytest.mark.parametrize("bearers", [0, 1, 2])
async def test_a_name_takes_the_same_work_whoever_bears_it(
    village: Cast, doors: Doors, bearers: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in ("P0001", "P0002")[:bearers]:
        await execute("UPDATE person SET name = '张伟' WHERE id = $1", village.person(number))
        await password_of(number, village=village)
    worked: list[str] = []
    opens = passwords._opens

    def counted(kept: str, secret: str) -> bool:
        worked.append(kept)
        return opens(kept, secret)

    monkeypatch.setattr(passwords, "_opens", counted)
    await guess(doors, "张伟")

    assert len(worked) == 2


async def test_one_phone_that_tries_every_name_locks_nobody_elses(village: Cast, doors: Doors) -> None:
    await password_of("P0001", village=village)

    answers = [await guess(doors, f"P{1000 + number}") for number in range(40)]
    another = await guess(doors, "P0001", GOOD)

    assert {answer.status_code for answer in answers} == {409}
    assert another.status_code == 303


async def test_twelve_guesses_at_the_same_moment_are_twelve_guesses(village: Cast, doors: Doors) -> None:
    await password_of("P0001", village=village)

    answers = await asyncio.gather(*(guess(doors, "P0001") for _try in range(12)))

    assert Counter(answer.status_code for answer in answers) == {409: 5, 429: 7}


async def test_guessing_cards_tires_the_address_but_a_right_card_opens(village: Cast, doors: Doors) -> None:
    await password_of("P0004", village=village)
    code = await card_of(village.person("P0001"), village=village)
    async with phone(doors) as own:
        statuses = [(await own.post("/v/mgb/login", data={"card": f"2222-22{n:02}"})).status_code for n in range(22)]
        right = await own.post("/v/mgb/login", data={"card": code})
    by_password = await guess(doors, "P0004", GOOD)

    assert Counter(statuses) == {409: 20, 429: 2}
    assert (right.status_code, by_password.status_code) == (303, 303)


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

    assert kept.count("login:") == 2
    for told in ("10000010024", "查无此人", HALL):
        assert told not in kept
