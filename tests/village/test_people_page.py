"""The clerk's list of people: found, told who has a way in, given cards, and put out when a phone is lost."""

import pytest

from app.database import execute
from app.village.services.login import enter_by_card
from tests.cast import EIGHT, Cast
from tests.client import Doors
from tests.paper import reading
from tests.village.access import HALL, card_of, password_of

pytestmark = pytest.mark.anyio


async def test_people_are_found_by_name_number_group_and_way_in(village: Cast, doors: Doors) -> None:
    clerk = await doors.as_(village.clerk)
    await card_of(village.person("P0001"), village=village)
    await password_of("P0003", village=village)

    for asked, found, not_found in (
        ("q=应罕&group=一组", "程应罕", "张桂英"),
        ("q=p0002", "张桂英", "程应罕"),
        ("q=h001", "张桂英", "傅勇"),
        ("access=card", "程应罕", "傅勇"),
        ("access=password", "傅勇", "程应罕"),
    ):
        answer = await clerk.get(f"/v/mgb/people?{asked}")
        table = answer.text.partition("<tbody>")[2]
        assert answer.status_code == 200
        assert found in table, asked
        assert not_found not in table, asked


async def test_nonsense_in_the_search_finds_nobody_and_breaks_nothing(village: Cast, doors: Doors) -> None:
    clerk = await doors.as_(village.clerk)

    for asked in ("q=%25", "q=<script>", "page=0", "page=-1", "page=x", "access=nobody", "page=9999", "q=" + "名" * 99):
        answer = await clerk.get(f"/v/mgb/people?{asked}")
        assert answer.status_code == 200, asked
        assert "<script>" not in answer.text.partition("<body")[2]


async def test_a_list_of_three_hundred_has_pages(village: Cast, doors: Doors) -> None:
    clerk = await doors.as_(village.clerk)

    first, last = await clerk.get("/v/mgb/people"), await clerk.get("/v/mgb/people?page=7")

    assert first.text.count('name="person"') == 50
    assert "page=2" in first.text
    assert 0 < last.text.count('name="person"') < 50


async def test_the_ticked_people_get_cards_as_a_file_to_save(village: Cast, doors: Doors) -> None:
    clerk = await doors.as_(village.clerk)
    ticked = [str(village.person(number)) for number in ("P0001", "P0002")]

    answer = await clerk.post("/v/mgb/people/cards", data={"person": ticked})

    assert answer.headers["content-type"] == "application/pdf"
    assert answer.headers["content-disposition"] == 'attachment; filename="cards-mgb-20260420.pdf"'
    assert answer.headers["cache-control"] == "private, no-store"
    said = reading.text(answer.content)
    assert "程应罕" in said
    assert "张桂英" in said


async def test_nobody_ticked_is_told_on_the_page(village: Cast, doors: Doors) -> None:
    clerk = await doors.as_(village.clerk)

    none = await clerk.post("/v/mgb/people/cards", data={})
    nonsense = await clerk.post("/v/mgb/people/cards", data={"person": "not-an-id"})
    stranger = await clerk.post("/v/mgb/people/cards", data={"person": str(village.stranger.person)})

    assert none.status_code == 409
    assert "没有要打印登录卡的人" in none.text
    assert nonsense.status_code == 422
    assert stranger.status_code == 404


async def test_a_lost_phone_is_ended_and_a_new_card_printed(village: Cast, doors: Doors) -> None:
    clerk = await doors.as_(village.clerk)
    old = await card_of(village.person("P0001"), village=village)
    page = f"/v/mgb/people/{village.person('P0001')}"

    ended = await clerk.post(f"{page}/revoke")
    told = await clerk.get(ended.headers["location"])
    printed = await clerk.post(f"{page}/card")

    assert "都已停用" in told.text
    assert "程应罕" in reading.text(printed.content)
    code = reading.text(printed.content).partition("（只能用一次）")[2][:9]
    assert code != old
    assert await enter_by_card(code, village=village.place.id, host=HALL, at=EIGHT)


async def test_a_clerk_cannot_put_out_the_administrator(village: Cast, doors: Doors) -> None:
    clerk = await doors.as_(village.clerk)
    page = f"/v/mgb/people/{village.person('W002')}"

    assert (await clerk.post(f"{page}/revoke")).status_code == 403
    assert (await clerk.post(f"{page}/card")).status_code == 403


async def test_a_hostile_name_is_shown_as_text(village: Cast, doors: Doors) -> None:
    await execute("UPDATE person SET name = $2 WHERE id = $1", village.person("P0001"), '<b onclick="x()">岩</b>')
    clerk = await doors.as_(village.clerk)

    listed = await clerk.get("/v/mgb/people?q=P0001")
    own = await clerk.get(f"/v/mgb/people/{village.person('P0001')}")

    assert "<b onclick" not in listed.text + own.text


async def test_the_clerk_sees_no_form_for_seats_and_no_import(village: Cast, doors: Doors) -> None:
    clerk = await doors.as_(village.clerk)

    listed = await clerk.get("/v/mgb/people")
    own = await clerk.get(f"/v/mgb/people/{village.person('P0150')}")

    assert "/v/mgb/import" not in listed.text
    assert "/seats" not in own.text
