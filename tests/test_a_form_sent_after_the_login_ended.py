"""What becomes of a form when the login ended while it was being filled in."""

import pytest

from tests.cast import Cast
from tests.client import Doors

pytestmark = pytest.mark.anyio

FORM = "/v/mgb/suggestions/new"
ON_THE_FORM = {"referer": f"http://yishi.test{FORM}?by=card"}
WRITTEN = {"key": "7c9e6679-7425-40de-944b-e07fc1f90ae7", "title": "装路灯", "text": "晚上看不见路。"}


async def test_the_login_leads_back_to_the_page_of_the_form(village: Cast, doors: Doors) -> None:
    answer = await (await doors.as_(None)).post(FORM, data=WRITTEN, headers=ON_THE_FORM)

    assert answer.status_code == 401
    assert f'href="/v/mgb/login?next={FORM}%3Fby%3Dcard"' in answer.text


async def test_what_was_written_is_shown_to_be_taken_along(village: Cast, doors: Doors) -> None:
    answer = await (await doors.as_(None)).post(FORM, data=WRITTEN)

    assert "装路灯\n\n晚上看不见路。</textarea>" in answer.text
    assert WRITTEN["key"] not in answer.text


async def test_nobody_is_told_that_going_back_keeps_it(village: Cast, doors: Doors) -> None:
    answer = await (await doors.as_(None)).post(FORM, data=WRITTEN)

    assert "可以用浏览器返回" not in answer.text


async def test_a_password_is_not_shown_again(village: Cast, doors: Doors) -> None:
    passwords = {"old": "旧的旧的旧的", "password": "过河摸石头", "again": "过河摸石头"}

    answer = await (await doors.as_(None)).post("/v/mgb/account/password", data=passwords)

    assert not [word for word in passwords.values() if word in answer.text]


async def test_a_line_beside_a_button_leads_to_the_login_too(village: Cast, doors: Doors) -> None:
    answer = await (await doors.as_(None)).post(FORM, data=WRITTEN, headers=ON_THE_FORM | {"hx-request": "true"})

    assert f'<a href="/v/mgb/login?next={FORM}%3Fby%3Dcard">登录</a>' in answer.text
