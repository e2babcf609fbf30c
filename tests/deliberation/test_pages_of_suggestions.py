"""The pages of suggestions, up to the matter that takes one up."""

import re
from uuid import uuid4

import pytest

from app.database import fetch_value
from app.deliberation.services.suggestions import suggest
from tests.cast import EIGHT, Cast
from tests.client import Doors
from tests.deliberation.filling_in import AT, put

pytestmark = pytest.mark.anyio


async def test_the_same_suggestion_sent_twice_is_made_once(doors: Doors, village: Cast) -> None:
    client, stranger = await doors.as_(village.resident), await doors.as_(village.stranger)
    data = {"key": str(uuid4()), "title": "装路灯", "text": "晚上看不见路。"}

    answers = [await client.post("/v/mgb/suggestions/new", data=data) for _ in range(2)]
    foreign = await stranger.post("/v/xp/suggestions/new", data=data)

    assert [answer.status_code for answer in (*answers, foreign)] == [303, 303, 409]
    assert await fetch_value("SELECT count(*) FROM suggestion") == 1


async def test_a_suggestion_fills_the_form_of_the_matter_that_takes_it_up(doors: Doors, village: Cast) -> None:
    suggestion = await suggest("新寨路口装两盏路灯", "晚上看不见路。", by=village.resident, at=EIGHT)
    client = await doors.as_(village.secretary)

    form = (await client.get(f"{AT}/new?suggestion={suggestion}")).text
    answer = await put(doors, village, suggestion=str(suggestion))
    listed = (await (await doors.as_(None)).get("/v/mgb/suggestions")).text

    assert "晚上看不见路。" in form
    assert answer.status_code == 303
    assert f"{AT}/2026-1" in listed


async def test_a_resident_suggests_and_the_secretary_answers(doors: Doors, village: Cast) -> None:
    resident, secretary = await doors.as_(village.resident), await doors.as_(village.secretary)

    form = await resident.get("/v/mgb/suggestions/new")
    made = await resident.post("/v/mgb/suggestions/new", data={"title": "装路灯", "text": "晚上看不见路。"})
    key = made.headers["location"].rpartition("suggestion-")[2]
    waiting = (await (await doors.as_(None)).get("/v/mgb/suggestions")).text
    shown = await secretary.get(f"/v/mgb/suggestions/{key}")
    answered = await secretary.post(f"/v/mgb/suggestions/{key}", data={"answer": "镇里6月统一安装。"})
    listed = (await resident.get("/v/mgb/suggestions")).text

    assert [form.status_code, made.status_code, shown.status_code, answered.status_code] == [200, 303, 200, 303]
    assert "4月30日" in waiting
    assert "镇里6月统一安装。" in listed


async def test_a_suggestion_taken_up_twice_makes_one_matter(doors: Doors, village: Cast) -> None:
    suggestion = await suggest("修路", "路面坑洼。", by=village.resident, at=EIGHT)
    client = await doors.as_(village.secretary)
    form = (await client.get(f"{AT}/new?suggestion={suggestion}")).text
    (key,) = re.findall(r'name="key" value="([0-9a-f-]{36})"', form)

    answers = [await put(doors, village, key=key, suggestion=str(suggestion)) for _ in range(2)]

    assert [answer.headers["location"] for answer in answers] == [f"{AT}/2026-1"] * 2
