"""The house opens, and says politely what it does not have."""

import pytest

from app.record import verify
from tests.cast import Cast
from tests.client import Doors
from tests.everywhere import Everywhere, filled
from tests.test_permissions import TABLE

pytestmark = pytest.mark.anyio


async def test_a_page_that_does_not_exist_is_refused_in_chinese(doors: Doors) -> None:
    client = await doors.as_(None)

    answer = await client.get("/v/mgb/nothing-here")

    assert answer.status_code == 404
    assert 'lang="zh-CN"' in answer.text


async def test_a_post_from_another_site_is_refused(doors: Doors, village: Cast) -> None:
    client = await doors.as_(village.secretary)

    answer = await client.post("/v/mgb/login", headers={"origin": "https://elsewhere.test"})

    assert answer.status_code == 403


async def test_every_form_that_is_reloaded_leads_to_a_page(everywhere: Everywhere, every_door: Doors) -> None:
    """After a refusal the address of an act stands in the browser; a reload or the way back asks for it as a page."""
    nowhere = []
    for route in TABLE:
        if not route.startswith("POST") or route.replace("POST", "GET") in TABLE:
            continue
        address = filled(route.removeprefix("POST "), everywhere.things)
        for who in (everywhere.village.secretary, None):
            answer = await (await every_door.as_(who)).get(address, follow_redirects=True)
            if answer.status_code not in (200, 403):  # some pages are for other seats
                nowhere.append((address, answer.status_code))

    assert nowhere == []


@pytest.mark.parametrize(
    ("act", "page"),
    [("/v/mgb/meetings/{meeting_id}/items/{item_id}/defer", "/v/mgb/meetings/{meeting_id}"),
     ("/v/mgb/people/{person}/seats/{held}/end", "/v/mgb/people/{person}"),
     ("/v/mgb/logout", "/v/mgb")],
)  # fmt: skip
async def test_a_form_that_is_reloaded_leads_to_its_own_page(
    everywhere: Everywhere, every_door: Doors, act: str, page: str
) -> None:
    answer = await (await every_door.as_(everywhere.village.secretary)).get(filled(act, everywhere.things))

    assert (answer.status_code, answer.headers["location"]) == (303, filled(page, everywhere.things))


async def test_an_address_that_takes_no_form_says_so(doors: Doors) -> None:
    answer = await (await doors.as_(None)).post("/v/mgb/record")

    assert answer.status_code == 405


async def test_who_only_looked_is_not_told_that_nothing_typed_is_lost(doors: Doors, village: Cast) -> None:
    client = await doors.as_(village.resident)
    told = "填写的内容不会丢失"

    looked, sent = await client.get("/v/mgb/people"), await client.post("/v/mgb/people/cards")

    assert (looked.status_code, sent.status_code) == (403, 403)
    assert told not in looked.text
    assert told in sent.text


async def test_the_new_villages_record_holds(village: Cast) -> None:
    assert await verify(village.place.id) is None
