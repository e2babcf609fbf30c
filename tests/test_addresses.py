"""An address says what a page is asked for; what is longer or strange stops nobody and comes back on no page."""

import re
from pathlib import Path

import pytest

from app.addresses import ASKED, LONGEST_ADDRESS
from app.village.web.people import FIELDS
from tests.cast import Cast
from tests.client import Doors
from tests.everywhere import Everywhere, filled

pytestmark = pytest.mark.anyio

APP = Path(__file__).parent.parent / "app"


async def test_an_address_longer_than_any_of_ours_is_refused_with_a_sentence(village: Cast, doors: Doors) -> None:
    client = await doors.as_(None)

    answers = [await client.get(path + "1" * LONGEST_ADDRESS) for path in ("/v/mgb?q=", "/v/mgb/", "/verify/")]

    assert [answer.status_code for answer in answers] == [414, 414, 414]
    assert all("网址太长" in answer.text and "1111" not in answer.text for answer in answers)


async def test_the_links_of_a_page_carry_only_what_some_page_asks_for(village: Cast, doors: Doors) -> None:
    answer = await (await doors.as_(None)).get("/v/mgb/proposals?x=73313&page=1&q=路&long=" + "1" * 2_000)

    assert "73313" not in answer.text
    assert "page=1" in answer.text
    assert "1111" not in answer.text


async def test_the_login_leads_back_only_to_what_some_page_asks_for(village: Cast, doors: Doors) -> None:
    answer = await (await doors.as_(None)).get("/v/mgb/people?x=73313&page=2")

    assert answer.headers["location"] == "/v/mgb/login?next=/v/mgb/people%3Fpage%3D2"


def test_every_parameter_that_a_page_reads_is_among_those_kept() -> None:
    read = set(FIELDS)
    for path in APP.rglob("*.py"):
        text = path.read_text()
        read |= set(re.findall(r'query_params\.get\("(\w+)"', text))
        read |= set(re.findall(r"(\w+): FromQuery\[", text))

    assert read | {"next", "shared"} == ASKED


@pytest.mark.parametrize("number", [2**31 - 1, 2**31, 2**63, 10**19, 10**60])
async def test_a_number_that_nothing_can_have_is_not_there(
    everywhere: Everywhere, every_door: Doors, number: int
) -> None:
    client = await every_door.as_(None)

    answers = {
        path: (await client.get(filled(path, everywhere.things) + str(number))).status_code
        for path in ("/v/{village}/proposals/{number}/revisions/", "/v/{village}/notices/{slug}?version=")
    }
    listed = (await client.get(f"/v/mgb/record?page={number}")).status_code

    assert set(answers.values()) <= {400, 404}, answers
    assert listed < 500
