"""The doors of the village: each page for each seat, in the own village and in the next one."""

import pytest

from tests.cast import Cast
from tests.client import Doors

pytestmark = pytest.mark.anyio

WHO = ("resident", "representative", "party_member", "branch", "committee", "secretary", "supervisor", "township")
OFFICE = ("clerk", "administrator")
PERSON = "{person}"
FOR_EVERYBODY = ("/v/mgb/login",)
FOR_MEMBERS = ("/v/mgb/account",)
FOR_THE_OFFICE = ("/v/mgb/people", f"/v/mgb/people/{PERSON}")
FOR_ADMINISTRATORS = ("/v/mgb/import", f"/v/mgb/import/{'0' * 64}")
POSTS_OF_THE_OFFICE = ("/v/mgb/people/cards", f"/v/mgb/people/{PERSON}/card", f"/v/mgb/people/{PERSON}/revoke")
POSTS_OF_ADMINISTRATORS = (
    "/v/mgb/import",
    f"/v/mgb/import/{'0' * 64}",
    f"/v/mgb/people/{PERSON}/seats",
    f"/v/mgb/people/{PERSON}/seats/{PERSON}/end",
)


def address(path: str, village: Cast) -> str:
    return path.replace(PERSON, str(village.person("P0001")))


@pytest.mark.parametrize("who", [*WHO, *OFFICE])
async def test_pages_open_for_their_seats_only(village: Cast, doors: Doors, who: str) -> None:
    client = await doors.as_(getattr(village, who))
    expected = {
        **{key: {200} for key in (*FOR_EVERYBODY, *FOR_MEMBERS)},
        **dict.fromkeys(FOR_THE_OFFICE, {200} if who in OFFICE else {403}),
        **dict.fromkeys(FOR_ADMINISTRATORS, {200, 404} if who == "administrator" else {403}),
    }

    found = {path: (await client.get(address(path, village))).status_code for path in expected}

    assert {path: status for path, status in found.items() if status not in expected[path]} == {}


@pytest.mark.parametrize("who", WHO)
async def test_acts_of_the_office_are_refused_to_everybody_else(village: Cast, doors: Doors, who: str) -> None:
    client = await doors.as_(getattr(village, who))

    for path in (*POSTS_OF_THE_OFFICE, *POSTS_OF_ADMINISTRATORS):
        assert (await client.post(address(path, village))).status_code == 403, path


async def test_acts_of_the_administrator_are_refused_to_the_clerk(village: Cast, doors: Doors) -> None:
    clerk = await doors.as_(village.clerk)

    for path in POSTS_OF_ADMINISTRATORS:
        assert (await clerk.post(address(path, village))).status_code == 403, path


async def test_a_stranger_finds_nothing(village: Cast, doors: Doors) -> None:
    stranger = await doors.as_(village.stranger)

    for path in (*FOR_MEMBERS, *FOR_THE_OFFICE, *FOR_ADMINISTRATORS):
        assert (await stranger.get(address(path, village))).status_code == 404, path
    for path in (*POSTS_OF_THE_OFFICE, *POSTS_OF_ADMINISTRATORS, "/v/mgb/account/sessions/end", "/v/mgb/logout"):
        assert (await stranger.post(address(path, village))).status_code == 404, path


async def test_who_is_not_logged_in_is_led_to_the_door(village: Cast, doors: Doors) -> None:
    nobody = await doors.as_(None)

    for path in (*FOR_MEMBERS, *FOR_THE_OFFICE, *FOR_ADMINISTRATORS):
        answer = await nobody.get(address(path, village))
        assert answer.status_code == 303
        assert answer.headers["location"].startswith("/v/mgb/login?next=/v/mgb/")
    for path in (*POSTS_OF_THE_OFFICE, *POSTS_OF_ADMINISTRATORS):
        assert (await nobody.post(address(path, village))).status_code == 401, path


async def test_a_person_of_the_next_village_is_not_in_this_list(village: Cast, doors: Doors) -> None:
    clerk = await doors.as_(village.clerk)
    other = village.stranger.person

    assert (await clerk.get(f"/v/mgb/people/{other}")).status_code == 404
    assert (await clerk.post(f"/v/mgb/people/{other}/card")).status_code == 404
    assert (await clerk.post(f"/v/mgb/people/{other}/revoke")).status_code == 404


async def test_the_front_leads_into_the_only_village_and_lists_several(village: Cast, doors: Doors) -> None:
    listed = await (await doors.as_(None)).get("/")

    assert listed.status_code == 200
    assert 'href="/v/mgb"' in listed.text
    assert 'href="/v/xp"' in listed.text
