"""The pages of attendance: signing in, the clerk's book, who was told."""

import pytest

from app.deliberation.queries.meetings import members_due
from app.deliberation.rules.step_keys import StepKey
from tests.cast import Cast
from tests.client import Doors, said
from tests.deliberation.sittings import a_called_meeting, an_open_meeting, code_of

pytestmark = pytest.mark.anyio
HTMX = {"hx-request": "true"}


async def test_a_member_signs_in_on_the_own_phone(village: Cast, doors: Doors) -> None:
    meeting = await an_open_meeting(village)
    phone = await doors.as_(village.branch)
    address = f"/v/mgb/meetings/{meeting}/sign-in"

    asked = await phone.get(address)
    wrong = await phone.post(address, data={"code": "abc"})
    right = await phone.post(address, data={"code": await code_of(meeting)})
    after = await phone.get(address)

    assert "六位数字" in asked.text
    assert wrong.status_code == 409
    assert (right.status_code, right.headers["location"]) == (303, address)
    assert "已签到" in after.text


async def test_a_resident_who_is_not_due_is_told_so(village: Cast, doors: Doors) -> None:
    meeting = await an_open_meeting(village)
    phone = await doors.as_(village.resident)

    asked = await phone.get(f"/v/mgb/meetings/{meeting}/sign-in")
    tried = await phone.post(f"/v/mgb/meetings/{meeting}/sign-in", data={"code": await code_of(meeting)})

    assert 'name="code"' not in asked.text
    assert tried.status_code == 409


async def test_the_clerk_ticks_by_name_by_number_and_by_household(village: Cast, doors: Doors) -> None:
    meeting = await an_open_meeting(village)
    first, second, third, *_rest = await members_due(meeting)
    clerk = await doors.as_(village.clerk)
    address = f"/v/mgb/meetings/{meeting}/tick"

    plain = await clerk.post(address, data={"who": first.name})
    by_number = await clerk.post(address, data={"who": f" {second.no.lower()} ", "back": "book"})
    live = await clerk.post(address, data={"who": third.household_no or ""}, headers=HTMX)

    assert (plain.status_code, plain.headers["location"]) == (303, f"/v/mgb/meetings/{meeting}/console")
    assert by_number.headers["location"] == f"/v/mgb/meetings/{meeting}/book#m-{second.person}"
    assert live.status_code == 200
    assert 'id="attendance-panel"' in live.text
    assert {member.person for member in await members_due(meeting) if member.present} == {
        first.person, second.person, third.person,
    }  # fmt: skip


async def test_of_two_missing_members_of_one_name_each_has_the_number_beside_it(village: Cast, doors: Doors) -> None:
    meeting = await an_open_meeting(village, at_step=StepKey.REVIEW)
    clerk = await doors.as_(village.clerk)

    page = said(await clerk.get(f"/v/mgb/meetings/{meeting}/attendance"))

    assert [f"<li>林春生 {number} " in page for number in ("P0109", "P0175")] == [True, True]


async def test_a_name_that_is_nobodys_leads_to_the_book(village: Cast, doors: Doors) -> None:
    meeting = await an_open_meeting(village)
    clerk = await doors.as_(village.clerk)

    answer = await clerk.post(f"/v/mgb/meetings/{meeting}/tick", data={"who": "无此人"})

    assert answer.status_code == 409
    assert f"/v/mgb/meetings/{meeting}/book" in answer.text


async def test_the_book_takes_ticks_excuses_and_departures(village: Cast, doors: Doors) -> None:
    meeting = await an_open_meeting(village)
    first, second, *_rest = await members_due(meeting)
    clerk = await doors.as_(village.clerk)
    address = f"/v/mgb/meetings/{meeting}"

    for path, filled in (
        ("tick", {"person": str(first.person), "back": "book"}),
        ("excuse", {"person": str(second.person), "excuse": "外出务工"}),
        ("depart", {"person": str(first.person), "why": "mistake", "back": "book"}),
    ):
        answer = await clerk.post(f"{address}/{path}", data=filled)
        line = f"{address}/book#m-{filled['person']}"  # where the clerk was, not the top of the page
        assert (answer.status_code, answer.headers["location"]) == (303, line)
    book = await clerk.get(f"{address}/book")

    assert "外出务工" in book.text
    assert not [member for member in await members_due(meeting) if member.present]


async def test_who_was_told_is_noted_and_shown_to_the_supervisors(village: Cast, doors: Doors) -> None:
    meeting = await a_called_meeting(village, told_by=None)
    clerk, supervisor = await doors.as_(village.clerk), await doors.as_(village.supervisor)
    address = f"/v/mgb/meetings/{meeting}/told"

    before = await supervisor.get(address)
    noted = await clerk.post(address, data={"told_by": "broadcast"})
    after = await supervisor.get(address)

    assert "5人中已登记通知0人" in said(before)
    assert noted.status_code == 303
    assert "5人中已登记通知5人" in said(after)
    assert 'name="told_by"' not in after.text


async def test_the_numbers_alone_name_nobody_to_the_public(village: Cast, doors: Doors) -> None:
    meeting = await an_open_meeting(village, at_step=StepKey.RESOLVE, present=12)
    anybody = await doors.as_(None)

    answer = await anybody.get(f"/v/mgb/meetings/{meeting}/attendance", headers=HTMX)

    assert answer.status_code == 200
    assert "<html" not in answer.text
    assert "还差1人" in said(answer)
    assert not [member.name for member in await members_due(meeting) if member.name in answer.text]
