"""Coming in with a password, staying in, and being put out again."""

from datetime import timedelta

import pytest

from app.database import execute, fetch_value
from app.sessions import COOKIE
from app.village.services.access import revoke
from tests.cast import EIGHT, Cast, acting
from tests.client import Doors
from tests.village.access import GOOD, password_of, phone

pytestmark = pytest.mark.anyio
OTHER = "水窖修好了喝得上水"


async def log_in(doors: Doors, who: str, password: str = GOOD, **more: str) -> tuple[int, str]:
    """Log in on a fresh phone; return the status, and where it leads or what the page says."""
    async with phone(doors) as own:
        answer = await own.post("/v/mgb/login", data={"who": who, "password": password, **more})
    return answer.status_code, answer.headers.get("location") or answer.text


@pytest.mark.parametrize(
    "who", ["程应罕", " 程 应罕 ", "P0001", "p0001", "10000010024", "+86 100 0001 0024", "１００００010024"]
)
async def test_phone_name_and_number_lead_to_the_desk(village: Cast, doors: Doors, who: str) -> None:
    await password_of("P0001", village=village)

    assert await log_in(doors, who) == (303, "/v/mgb/desk")


async def test_unknown_and_wrong_sound_alike(village: Cast, doors: Doors) -> None:
    await password_of("P0001", village=village)

    wrong = await log_in(doors, "程应罕", "不是这个密码呀呀")
    unknown = await log_in(doors, "查无此人", "不是这个密码呀呀")
    without_password = await log_in(doors, "P0002", "不是这个密码呀呀")

    assert wrong[0] == unknown[0] == without_password[0] == 409
    assert wrong[1].replace("程应罕", "") == unknown[1].replace("查无此人", "")
    assert without_password[1].replace("P0002", "") == unknown[1].replace("查无此人", "")
    assert "还可以再试" not in wrong[1]


async def test_of_three_with_one_name_the_password_decides(village: Cast, doors: Doors) -> None:
    for number in ("P0001", "P0002", "P0003"):
        await execute("UPDATE person SET name = '张伟' WHERE id = $1", village.person(number))
    await password_of("P0001", village=village)
    await password_of("P0002", village=village, password=OTHER)

    assert await log_in(doors, "张伟", OTHER) == (303, "/v/mgb/desk")


async def test_two_with_one_name_and_one_password_are_asked_for_more(village: Cast, doors: Doors) -> None:
    for number in ("P0001", "P0002"):
        await execute("UPDATE person SET name = '张伟' WHERE id = $1", village.person(number))
        await password_of(number, village=village)

    status, said = await log_in(doors, "张伟")

    assert status == 409
    assert "不止一人" in said
    assert await log_in(doors, "10000010024") == (303, "/v/mgb/desk")


async def test_a_phone_shared_in_the_family_lets_each_in_by_the_own_password(village: Cast, doors: Doors) -> None:
    await execute("UPDATE person SET phone = '10000010024' WHERE id = $1", village.person("P0002"))
    await password_of("P0001", village=village)
    await password_of("P0002", village=village, password=OTHER)

    async with phone(doors) as own:
        await own.post("/v/mgb/login", data={"who": "10000010024", "password": OTHER})
        account = await own.get("/v/mgb/account")

    assert "张桂英" in account.text


@pytest.mark.parametrize(
    ("asked", "leads"),
    [
        ("/v/mgb/meetings?page=2", "/v/mgb/meetings?page=2"),
        ("/verify", "/verify"),
        ("", "/v/mgb/desk"),
        ("//evil.example", "/v/mgb/desk"),
        ("/\\evil.example", "/v/mgb/desk"),
        ("/%09/evil.example", "/%09/evil.example"),
        ("https://evil.example/v/mgb", "/v/mgb/desk"),
        ("javascript:alert(1)", "/v/mgb/desk"),
        ("/v/mgb/login", "/v/mgb/desk"),
        ("/v/mgb/../../x", "/v/mgb/desk"),
        ("/v/mgb\r\nSet-Cookie: a=b", "/v/mgb/desk"),
    ],
)
async def test_a_login_leads_only_to_our_own_pages(village: Cast, doors: Doors, asked: str, leads: str) -> None:
    await password_of("P0001", village=village)

    assert await log_in(doors, "P0001", next=asked) == (303, leads)


async def test_a_page_that_needs_a_login_comes_back_after_it(village: Cast, doors: Doors) -> None:
    async with phone(doors) as own:
        sent = await own.get("/v/mgb/people?group=一组&page=2")
        door = await own.get(sent.headers["location"])

    assert sent.status_code == 303
    assert 'name="next" value="/v/mgb/people?group=%E4%B8%80%E7%BB%84&amp;page=2"' in door.text


async def test_a_shared_phone_is_logged_out_after_ten_idle_minutes(village: Cast, doors: Doors) -> None:
    await password_of("P0001", village=village)
    async with phone(doors) as own, phone(doors) as shared:
        await own.post("/v/mgb/login", data={"who": "P0001", "password": GOOD})
        await shared.post("/v/mgb/login", data={"who": "P0001", "password": GOOD, "shared": "yes"})
        doors.clock.now = EIGHT + timedelta(minutes=9)
        used = await shared.get("/v/mgb/account")
        doors.clock.now = EIGHT + timedelta(minutes=18)
        used_again = await shared.get("/v/mgb/account")
        doors.clock.now = EIGHT + timedelta(minutes=28)
        idle = await shared.get("/v/mgb/account")
        not_shared = await own.get("/v/mgb/account")

    assert [used.status_code, used_again.status_code, idle.status_code] == [200, 200, 303]
    assert not_shared.status_code == 200


async def test_logging_out_everywhere_ends_the_other_phone_too(village: Cast, doors: Doors) -> None:
    await password_of("P0001", village=village)
    async with phone(doors) as one, phone(doors) as other:
        for own in (one, other):
            await own.post("/v/mgb/login", data={"who": "P0001", "password": GOOD})
        before = await other.get("/v/mgb/account")
        await one.post("/v/mgb/account/sessions/end")
        after = await other.get("/v/mgb/account")

    assert (before.status_code, after.status_code) == (200, 303)


async def test_logging_out_ends_this_phone_only(village: Cast, doors: Doors) -> None:
    await password_of("P0001", village=village)
    async with phone(doors) as one, phone(doors) as other:
        for own in (one, other):
            await own.post("/v/mgb/login", data={"who": "P0001", "password": GOOD})
        out = await one.post("/v/mgb/logout")
        answers = [(await own.get("/v/mgb/account")).status_code for own in (one, other)]

    assert (out.status_code, out.headers["location"]) == (303, "/v/mgb")
    assert answers == [303, 200]


async def test_a_copied_cookie_is_worth_nothing_once_its_owner_logged_out(village: Cast, doors: Doors) -> None:
    await password_of("P0001", village=village)
    async with phone(doors) as own, phone(doors) as copy:
        await own.post("/v/mgb/login", data={"who": "P0001", "password": GOOD})
        copy.cookies.set(COOKIE, own.cookies[COOKIE])
        before = await copy.get("/v/mgb/account")
        await own.post("/v/mgb/logout")
        after = await copy.get("/v/mgb/account")
        again = await own.post("/v/mgb/login", data={"who": "P0001", "password": GOOD})
        back = await own.get("/v/mgb/account")

    assert [before.status_code, after.status_code, again.status_code, back.status_code] == [200, 303, 303, 200]


async def test_a_renewed_cookie_belongs_to_the_same_session(village: Cast, doors: Doors) -> None:
    await password_of("P0001", village=village)
    async with phone(doors) as own, phone(doors) as copy:
        await own.post("/v/mgb/login", data={"who": "P0001", "password": GOOD})
        copy.cookies.set(COOKIE, first := own.cookies[COOKIE])
        doors.clock.now += timedelta(minutes=30)
        await own.get("/v/mgb/account")
        renewed = own.cookies[COOKIE] != first
        await own.post("/v/mgb/logout")
        after = await copy.get("/v/mgb/account")

    assert renewed
    assert after.status_code == 303


async def test_sessions_that_ran_out_are_forgotten(village: Cast, doors: Doors) -> None:
    await password_of("P0001", village=village)
    async with phone(doors) as own:
        for _day in range(2):
            await own.post("/v/mgb/login", data={"who": "P0001", "password": GOOD})
            await own.post("/v/mgb/logout")
            doors.clock.now += timedelta(days=1)

    assert await fetch_value("SELECT count(*) FROM ended_session") == 1


async def test_changing_the_password_keeps_this_phone_and_ends_the_other(village: Cast, doors: Doors) -> None:
    await password_of("P0001", village=village)
    async with phone(doors) as one, phone(doors) as other:
        for own in (one, other):
            await own.post("/v/mgb/login", data={"who": "P0001", "password": GOOD})
        wrong = await one.post(
            "/v/mgb/account/password", data={"old": "不是这个密码呀呀", "password": OTHER, "again": OTHER}
        )
        right = await one.post("/v/mgb/account/password", data={"old": GOOD, "password": OTHER, "again": OTHER})
        answers = [(await own.get("/v/mgb/account")).status_code for own in (one, other)]

    assert wrong.status_code == 409
    assert "原密码不对。还可以再试4次。" in wrong.text
    assert right.status_code == 303
    assert answers == [200, 303]
    assert (await log_in(doors, "P0001", GOOD))[0] == 409
    assert (await log_in(doors, "P0001", OTHER))[0] == 303


async def test_a_lost_phone_is_out_at_once_and_its_password_dead(village: Cast, doors: Doors) -> None:
    await password_of("P0001", village=village)
    async with phone(doors) as lost:
        await lost.post("/v/mgb/login", data={"who": "P0001", "password": GOOD})
        await revoke(village.person("P0001"), by=village.clerk, at=EIGHT)
        after = await lost.get("/v/mgb/account")

    assert after.status_code == 303
    assert (await log_in(doors, "P0001"))[0] == 409


async def test_who_has_left_the_village_cannot_log_in(village: Cast, doors: Doors) -> None:
    await password_of("P0001", village=village)
    await execute("UPDATE person SET until = '2026-04-20' WHERE id = $1", village.person("P0001"))

    assert (await log_in(doors, "P0001"))[0] == 409


async def test_another_site_cannot_log_anybody_in_or_out(village: Cast, doors: Doors) -> None:
    await password_of("P0001", village=village)
    secretary = await doors.as_(await acting("P0150"))
    for path in ("/v/mgb/login", "/v/mgb/logout", "/v/mgb/account/sessions/end", "/v/mgb/people/cards"):
        answer = await secretary.post(path, headers={"origin": "http://evil.example"})
        assert answer.status_code == 403, path


@pytest.mark.parametrize(
    "typed",
    [
        {"who": "<script>alert(1)</script>", "password": "x" * 9},
        {"who": "\u202e程应罕", "password": "\x00" * 9},
        {"who": "' OR 1=1 --", "password": "' OR 1=1 --"},
        {"who": "名" * 81, "password": "x"},
        {"card": "🀄" * 8},
        {"card": "K7MR-42PX", "extra": "field"},
        {"who": "P0001", "password": "长" * 300},
        {},
    ],
)
async def test_nonsense_at_the_door_is_answered_in_words(village: Cast, doors: Doors, typed: dict[str, str]) -> None:
    async with phone(doors) as own:
        answer = await own.post("/v/mgb/login", data=typed)

    assert answer.status_code in (409, 422)
    assert "<script>alert" not in answer.text
    assert "yishi_session" not in answer.headers.get("set-cookie", "")


async def test_the_door_remembers_that_this_phone_comes_by_password(village: Cast, doors: Doors) -> None:
    await password_of("P0001", village=village)
    async with phone(doors) as own:
        before = await own.get("/v/mgb/login")
        await own.post("/v/mgb/login", data={"who": "P0001", "password": GOOD})
        await own.post("/v/mgb/logout")
        after = await own.get("/v/mgb/login")

    assert "<h1>用登录卡登录</h1>" in before.text
    assert "<h1>用密码登录</h1>" in after.text
