"""A form brings what a form has: more of it is refused before anybody looks at it, and in the reader's words."""

import re

import httpx
import pytest
from litestar.routes import HTTPRoute

from app.asgi import create_app
from app.bodies import FILES, LARGEST_FORM, MOST_FIELDS
from app.record import head_of
from tests.cast import Cast
from tests.client import Doors
from tests.everywhere import Everywhere, filled

pytestmark = pytest.mark.anyio

URL_ENCODED = {"content-type": "application/x-www-form-urlencoded"}
PARTS = {"content-type": "multipart/form-data; boundary=x"}


def part(name: str, content: bytes, *, filename: str = "") -> bytes:
    """Return one part of a form as a browser sends it."""
    file = f'; filename="{filename}"' if filename else ""
    head = f'--x\r\nContent-Disposition: form-data; name="{name}"{file}\r\n\r\n'
    return head.encode() + content + b"\r\n"


TOO_MUCH = {
    "one long field": (URL_ENCODED, b"text=" + b"1" * LARGEST_FORM),
    "many fields": (URL_ENCODED, b"&".join(b"f%d=1" % n for n in range(MOST_FIELDS + 1))),
    "one field many times": (URL_ENCODED, b"a=&" * (MOST_FIELDS + 1)),
    "a long part": (PARTS, part("text", b"1" * LARGEST_FORM) + b"--x--\r\n"),
    "many parts": (PARTS, part("text", b"1") * (MOST_FIELDS + 1) + b"--x--\r\n"),
    "a file where none is asked for": (PARTS, part("file", b"1" * LARGEST_FORM, filename="a.pdf") + b"--x--\r\n"),
}
ASKED = ("/v/mgb/login", "/v/mgb/suggestions/new", "/v/mgb/logout")
WITH_FILES = {
    "/v/{village}/import", "/v/{village}/proposals/new", "/v/{village}/proposals/{number}/attach",
    "/v/{village}/proposals/{number}/execution/new", "/v/{village}/rules/own", "/verify",
}  # fmt: skip


async def in_pieces(content: bytes, read: list[int]) -> object:
    """Send a body without saying how long it is, and note what of it was asked for."""
    for at in range(0, len(content), 4096):
        read.append(at)
        yield content[at : at + 4096]


@pytest.mark.parametrize("name", TOO_MUCH)
async def test_more_than_a_form_is_refused_with_a_sentence(village: Cast, doors: Doors, name: str) -> None:
    headers, content = TOO_MUCH[name]
    client = await doors.as_(village.resident)
    before = await head_of(village.place.id)

    answers = [await client.post(path, content=content, headers=headers) for path in ASKED]

    assert [answer.status_code for answer in answers] == [413, 413, 413]
    assert all("栏目太多" in answer.text or "256 kB" in answer.text for answer in answers)
    assert await head_of(village.place.id) == before


async def test_a_body_of_untold_length_is_read_no_further_than_a_form_goes(village: Cast, doors: Doors) -> None:
    client = await doors.as_(None)
    read: list[int] = []

    answer = await client.post("/v/mgb/login", content=in_pieces(b"who=" + b"1" * 3_000_000, read), headers=URL_ENCODED)  # type: ignore[arg-type]

    assert answer.status_code == 413
    assert len(read) * 4096 < LARGEST_FORM + 3 * 4096


async def test_who_may_not_come_in_brings_no_files(everywhere: Everywhere, every_door: Doors) -> None:
    stranger = await every_door.as_(None)

    asked = {}
    for route in WITH_FILES - {"/verify"}:
        read: list[int] = []
        content = part("paper", b"1" * 3_000_000, filename="a.pdf")
        await stranger.post(filled(route, everywhere.things), content=in_pieces(content, read), headers=PARTS)  # type: ignore[arg-type]
        asked[route] = len(read) * 4096

    assert all(octets < LARGEST_FORM + 3 * 4096 for octets in asked.values()), asked


async def test_what_was_written_before_the_photos_is_kept_for_who_must_log_in_first(
    everywhere: Everywhere, every_door: Doors
) -> None:
    content = part("what", "浇筑垫层".encode()) + part("photo", b"1" * 3_000_000, filename="a.jpg") + b"--x--\r\n"
    stranger = await every_door.as_(None)
    path = filled("/v/{village}/proposals/{number}/execution/new", everywhere.things)

    answer = await stranger.post(path, content=content, headers=PARTS)

    assert answer.status_code == 401
    assert "浇筑垫层</textarea>" in answer.text


def test_only_these_forms_take_files() -> None:
    taking = {
        route.path
        for route in create_app().litestar.routes
        if isinstance(route, HTTPRoute)
        for handler in route.route_handlers
        if handler.opt.get(FILES)
    }

    assert {re.sub(r":\w+}", "}", path) for path in taking} == WITH_FILES


@pytest.mark.parametrize(
    ("headers", "content"),
    [
        (URL_ENCODED, b"who=%ff%fe&password=x"),
        (URL_ENCODED, b"who=%ed%a0%80&password=x"),
        (URL_ENCODED, b"who=\xff\xfe&password=x"),
        (PARTS, part("who", b"\xff\xfe") + b"--x--\r\n"),
        (PARTS, part("who", b"\xff\xfe").replace(b'"who"', b'"\xff"') + b"--x--\r\n"),
        (PARTS, part("who", b"x")),
        (PARTS, b""),
        ({"content-type": "multipart/form-data"}, part("who", b"x") + b"--x--\r\n"),
        ({"content-type": "multipart/form-data; boundary=\xe9"}, part("who", b"x") + b"--x--\r\n"),
    ],
)
@pytest.mark.parametrize("path", ["/v/mgb/login", "/verify", "/v/mgb/suggestions/new"])
async def test_what_is_no_text_is_refused_with_a_sentence(
    village: Cast, doors: Doors, path: str, headers: dict[str, str], content: bytes
) -> None:
    client = await doors.as_(village.resident)

    answer = await client.post(path, content=content, headers=[(k, v.encode("latin-1")) for k, v in headers.items()])  # type: ignore[arg-type]

    assert answer.status_code in ((400, 422) if path == "/verify" else (400,))
    assert "无法读取" in answer.text or answer.status_code == 422


async def test_a_form_with_all_its_lines_of_money_is_taken(village: Cast, doors: Doors) -> None:
    client = await doors.as_(village.secretary)
    rows = httpx.QueryParams([(name, "1") for _n in range(60) for name in ("money_name", "money_yuan", "money_source")])

    answer = await client.post("/v/mgb/proposals/new", content=str(rows), headers=URL_ENCODED)

    assert answer.status_code == 422
