"""The reception: a request of another site changes nothing, and every answer carries what protects its reader."""

from datetime import timedelta

import httpx
import pytest
from structlog.testing import capture_logs

from app.reception import HEADERS, session_cookie
from app.record import head_of
from app.sessions import COOKIE
from tests.cast import Cast
from tests.client import Doors
from tests.everywhere import Everywhere, filled
from tests.test_permissions import STREAMS, TABLE
from tests.well_filled import forms_of

pytestmark = pytest.mark.anyio

SUGGESTION = {"title": "候车棚", "text": "下雨没处躲"}
OTHER_SITES = [
    {"sec-fetch-site": "cross-site", "origin": "http://yishi.test"},
    {"sec-fetch-site": "same-site"},
    {"sec-fetch-site": ""},
    {"origin": "http://evil.test"},
    {"origin": "http://yishi.test.evil.test"},
    {"origin": "http://yishi.test:8000"},
    {"origin": "null"},
]
OWN_SITE = [{"sec-fetch-site": "same-origin"}, {"sec-fetch-site": "none"}, {"origin": "http://yishi.test"}]


async def sent(client: httpx.AsyncClient, headers: dict[str, str]) -> httpx.Response:
    """Send a suggestion with exactly these of the headers that say where a request comes from."""
    client.headers.pop("origin", None)
    return await client.post("/v/mgb/suggestions/new", data=SUGGESTION, headers=headers)


@pytest.mark.parametrize("headers", OTHER_SITES, ids=str)
async def test_what_another_site_sends_is_refused(village: Cast, doors: Doors, headers: dict[str, str]) -> None:
    before = await head_of(village.place.id)

    answer = await sent(await doors.as_(village.resident), headers)

    assert answer.status_code == 403
    assert await head_of(village.place.id) == before


@pytest.mark.parametrize("headers", OWN_SITE, ids=str)
async def test_what_our_own_page_sends_is_taken(village: Cast, doors: Doors, headers: dict[str, str]) -> None:
    answer = await sent(await doors.as_(village.resident), headers)

    assert answer.status_code == 303


async def test_an_act_is_logged_by_its_route_and_its_outcome_and_never_by_what_was_sent(
    village: Cast, doors: Doors
) -> None:
    client = await doors.as_(village.resident)

    with capture_logs() as lines:
        await client.get("/v/mgb/suggestions/new")
        await client.post("/v/mgb/suggestions/new", data=SUGGESTION)
        await client.post("/v/mgb/suggestions/new", data=SUGGESTION | {"title": ""})

    acts = [(line["event"], line["route"], line["village"], line["status"]) for line in lines]
    assert acts == [("act", "/v/{village}/suggestions/new", "mgb", status) for status in (303, 422)]
    assert {frozenset(line) for line in lines} == {frozenset({"event", "log_level", "route", "village", "status"})}


async def test_no_form_of_the_house_can_be_sent_from_another_site(everywhere: Everywhere, every_door: Doors) -> None:
    before = await head_of(everywhere.village.place.id)

    taken = []
    for form in forms_of(everywhere.village, everywhere.things):
        client = await every_door.as_(getattr(everywhere.village, form.by))
        address = filled(form.path, everywhere.things)
        answer = await client.post(address, data=form.fields, headers={"sec-fetch-site": "cross-site"})
        if answer.status_code != 403:
            taken.append(f"{form.path}: {answer.status_code}")

    assert taken == []
    assert await head_of(everywhere.village.place.id) == before


async def test_every_answer_carries_what_protects_its_reader(everywhere: Everywhere, every_door: Doors) -> None:
    client = await every_door.as_(everywhere.village.secretary)

    bare = {}
    for route in sorted(TABLE.keys() - STREAMS):
        if route.startswith("GET"):
            answer = await client.get(filled(route[4:], everywhere.things))
            if missing := [name for name in HEADERS if answer.headers.get(name) != HEADERS[name]]:
                bare[route] = missing
    for path in ("/nothing", "/v/mgb/nothing", "/static/nothing", "/v/mgb?lang=en", "/v/mgb/people", "/%00"):
        answer = await (await every_door.as_(everywhere.village.resident)).get(path)
        if missing := [name for name in HEADERS if answer.headers.get(name) != HEADERS[name]]:
            bare[path] = missing

    assert bare == {}


def test_a_page_may_load_only_from_us_and_run_nothing_of_its_own() -> None:
    policy = {
        name: sources for name, *sources in (part.split() for part in HEADERS["content-security-policy"].split(";"))
    }

    assert policy["default-src"] == policy["base-uri"] == policy["frame-ancestors"] == ["'none'"]
    assert policy["script-src"] == policy["style-src"] == policy["connect-src"] == policy["form-action"] == ["'self'"]
    assert "unsafe" not in HEADERS["content-security-policy"]
    assert HEADERS["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize("secure", [True, False])
def test_the_cookie_of_a_session_is_out_of_reach(secure: bool) -> None:
    parts = session_cookie("token", secure=secure).split("; ")

    assert {"HttpOnly", "SameSite=Lax", "Path=/"} <= set(parts)
    assert ("Secure" in parts) is secure


async def test_a_refresh_finds_its_partial_or_the_page(everywhere: Everywhere, every_door: Doors) -> None:
    client = await every_door.as_(everywhere.village.secretary)

    broken = []
    for route in sorted(TABLE.keys() - STREAMS):
        if route.startswith("GET"):
            answer = await client.get(filled(route[4:], everywhere.things), headers={"hx-request": "true"})
            broken += [route] if answer.status_code >= 500 else []

    assert broken == []


@pytest.mark.parametrize("address", ["//evil.test/?lang=en", "/\\evil.test?size=elder", "/%5Cevil.test?theme=dark"])
async def test_a_taste_leads_to_no_other_house(doors: Doors, address: str) -> None:
    answer = await (await doors.as_(None)).get("http://yishi.test" + address)

    assert answer.status_code == 303
    assert not answer.headers["location"].startswith(("//", "/\\", "http"))


async def test_only_this_house_can_say_that_somebody_has_just_acted(village: Cast, doors: Doors) -> None:
    client = await doors.as_(None)
    for made_up in ("1", "", f"{int(doors.clock.now.timestamp())}.0", "9" * 400, "١٢.x"):
        client.cookies.set("acted", made_up.encode("ascii", "replace").decode(), domain="yishi.test")
        await client.get("/v/mgb")
        assert "etag" in (await client.get("/v/mgb")).headers, f"kept for everybody: {made_up}"

    client.cookies.clear()
    acted = await client.post("/v/mgb/login", data={"who": "谁", "password": "不对不对不对"})
    own, later = await client.get("/v/mgb"), acted.headers["set-cookie"].partition(";")[0]
    doors.clock.now += timedelta(minutes=1)
    client.cookies.set("acted", later.removeprefix("acted="), domain="yishi.test")
    kept = await client.get("/v/mgb")

    assert ("etag" in own.headers, "etag" in kept.headers) == (False, True)


async def test_a_page_that_asks_by_itself_keeps_no_session_alive(village: Cast, doors: Doors) -> None:
    client = await doors.as_(village.secretary)
    doors.clock.now += timedelta(minutes=30)

    by_itself = await client.get("/v/mgb/meetings", headers={"hx-request": "true"})
    by_hand = await client.get("/v/mgb/meetings")

    assert [COOKIE in answer.headers.get("set-cookie", "") for answer in (by_itself, by_hand)] == [False, True]
