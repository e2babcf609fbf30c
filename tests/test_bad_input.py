"""Whatever is typed, sent or uploaded: no page breaks, nothing is half written, and what was typed is still there."""

import html
import io
import re
import zipfile
from datetime import timedelta
from uuid import uuid4

import httpx
import pytest
from PIL import Image

from app.plain import clean
from app.record import head_of
from app.village.rules.seats import Body, Office, SeatRow
from app.village.services.founding import console
from app.village.services.seats import appoint
from tests.cast import EIGHT, Cast, acting
from tests.client import Doors
from tests.everywhere import Everywhere, filled
from tests.test_permissions import STREAMS, TABLE
from tests.well_filled import Form, forms_of

pytestmark = pytest.mark.anyio

MARKUP = (
    "<script>alert(1)</script><img src=x onerror=alert(2)> [点](javascript:alert(3)) ![](data:text/html;base64,PHNj)"
    " <a href='vbscript:x'>x</a> {{ 7*7 }}"
)
BAD_WORDS = {
    "markup": MARKUP,
    "turned, empty and rare signs": "赞成\u202eedoc\u202c\u2066\u200b\x00\x07 👨‍👩‍👧🛵 𬭚\U0003f000 e\u0301\u0301",
    "far too much": "很" * 30_000,
    "spaces only": " \u3000\t\n",
}
BAD_VALUES = BAD_WORDS | {  # in a field for words each of these is a word
    "a huge number": "9" * 40,
    "a negative number": "-1",
    "an id of nobody": str(uuid4()),
    "a day that is none": "2026-02-30",
    "what no choice offers": "√2",
}
ALIVE = re.compile(r"<script>alert|<img[^>]+onerror|(?:href|src)=[\"']?\s*(?:javascript|vbscript|data:text)", re.I)
ENDS_SESSIONS = ("/logout", "/sessions/end")


async def test_every_form_has_a_line_among_the_well_filled(everywhere: Everywhere) -> None:
    village, things = everywhere.village, everywhere.things
    known = {f"POST {form.path.partition('?')[0]}" for form in forms_of(village, things)}
    only_buttons_or_files = {route for route in TABLE if route.startswith("POST")} - known

    assert {route.rpartition("/")[2] for route in only_buttons_or_files} == {
        "attach", "card", "close", "draft-resolution", "end", "go-on", "import", "logout", "not-held", "open", "own",
        "redraft", "resume", "revoke", "support", "unsupport", "verify",
    }  # fmt: skip


async def test_a_field_filled_in_badly_breaks_nothing_and_is_shown_again(
    everywhere: Everywhere, every_door: Doors
) -> None:
    village, things = everywhere.village, everywhere.things
    faults: list[str] = []
    for form in forms_of(village, things):
        client = await every_door.as_(getattr(village, form.by))
        for field in form.fields:
            for name, typed in (BAD_WORDS if field in form.words else BAD_VALUES).items():
                before = await head_of(village.place.id)
                answer = await client.post(filled(form.path, things), data={**form.fields, field: typed})
                where = f"{form.path} {field} {name}: {answer.status_code}"
                faults += [f"{where} {fault}" for fault in faults_of(answer, form, field, typed)]
                if answer.status_code >= 400 and await head_of(village.place.id) != before:
                    faults.append(f"{where} refused, yet the record grew")
        every_door.clock.now += timedelta(minutes=1)

    assert not faults, "\n".join(faults)


def faults_of(answer: httpx.Response, form: Form, field: str, typed: str) -> list[str]:
    """Return what is wrong with an answer to a badly filled form."""
    faults = []
    if answer.status_code >= 500:
        faults.append("broke")
    if ALIVE.search(answer.text):
        faults.append("alive")
    shown = html.escape(clean(typed)[:40], quote=False)
    again = clean(html.unescape(answer.text))
    if field in form.words and answer.status_code in (409, 422) and clean(typed)[:40] not in again:
        faults.append(f"what was typed is gone ({shown[:20]})")
    return faults


async def test_what_was_taken_in_is_dead_wherever_it_is_read(everywhere: Everywhere, every_door: Doors) -> None:
    village, things = everywhere.village, everywhere.things
    for form in forms_of(village, things):
        if form.words:
            client = await every_door.as_(getattr(village, form.by))
            await client.post(filled(form.path, things), data=form.fields | dict.fromkeys(form.words, MARKUP[:110]))
    reader = await every_door.as_(village.secretary)

    alive = []
    for route in sorted(TABLE.keys() - STREAMS):
        if route.startswith("GET"):
            answer = await reader.get(filled(route.split()[1], things))
            if ALIVE.search(answer.text) and "html" in answer.headers.get("content-type", ""):
                alive.append(route)
    assert not alive


@pytest.mark.parametrize(
    ("kind", "content"),
    [
        ("application/json", b'{"text": "x", "title": ["y"]}'),
        ("multipart/form-data", b"no boundary at all"),
        ("multipart/form-data; boundary=x", b'--x\r\nContent-Disposition: form-data; name="text"\r\n\r\nnever ends'),
        ("application/x-www-form-urlencoded", b"text=%ff%fe%ED%A0%80&%00=1&text&=&%"),
        ("application/x-www-form-urlencoded", b"&".join(b"f%d=1" % n for n in range(2_000))),
        ("text/plain; charset=klingon", b"text=x"),
    ],
)
async def test_what_is_no_form_is_refused(village: Cast, doors: Doors, kind: str, content: bytes) -> None:
    client = await doors.as_(village.secretary)
    before = await head_of(village.place.id)

    statuses = {}
    for path in ("/v/mgb/login", "/v/mgb/proposals/new", "/v/mgb/suggestions/new", "/v/mgb/meetings/new", "/verify"):
        answer = await client.post(path, content=content, headers={"content-type": kind})
        statuses[path] = answer.status_code

    assert all(400 <= status < 500 or status == 303 for status in statuses.values()), statuses
    assert await head_of(village.place.id) == before


@pytest.mark.parametrize(
    "wrong", ["no-id", "00000000-0000-0000-0000-000000000000", "..%2f..", "%00", "９", "2026-99999999999999999999"]
)
async def test_an_address_that_leads_nowhere_is_not_there(
    everywhere: Everywhere, every_door: Doors, wrong: str
) -> None:
    village, things = everywhere.village, everywhere.things
    client = await every_door.as_(village.secretary)

    broken = []
    for route in sorted(TABLE):
        method, path = route.split()
        names = [name for name in re.findall(r"{(\w+)}", path) if name != "village"]
        if not names or route in STREAMS or path.endswith(ENDS_SESSIONS):
            continue
        answer = await client.request(method, filled(path.replace("{" + names[-1] + "}", wrong), things))
        if answer.status_code >= 500 or (answer.status_code == 200 and "verify" not in path):
            broken.append(f"{route}: {answer.status_code}")
    assert not broken, "\n".join(broken)


async def test_in_the_next_village_the_same_ids_are_not_there(everywhere: Everywhere, every_door: Doors) -> None:
    village = everywhere.village
    things = everywhere.things | {"village": village.neighbour.code}
    stranger = await every_door.as_(village.stranger)
    before = await head_of(village.place.id)

    found = []
    for form in forms_of(village, things):
        if re.search(r"{(?!village)\w+}", form.path):
            answer = await stranger.post(filled(form.path, things), data=form.fields)
            if answer.status_code not in (403, 404):
                found.append(f"{form.path}: {answer.status_code}")
    for route in sorted(TABLE.keys() - STREAMS):
        if route.startswith("GET /v/") and re.search(r"{(?!village)\w+}", route):
            answer = await stranger.get(filled(route.split()[1], things))
            if answer.status_code not in (403, 404):
                found.append(f"{route}: {answer.status_code}")

    assert not found, "\n".join(found)
    assert await head_of(village.place.id) == before


OURS = ("曼坝寨至新寨道路硬化工程", "村活动广场改造工程", "曼坝寨饮水管道改造工程", "垃圾集中收运点", "修候车棚")


async def test_no_page_of_the_next_village_shows_anything_of_ours(everywhere: Everywhere, every_door: Doors) -> None:
    village, things = everywhere.village, everywhere.things | {"village": "xp", "villages/{code}": "xp"}
    ours = {*OURS, "曼岗坝村", "议〔2026〕", *map(str, village.people.values())}
    readers = {"secretary": village.stranger, "supervisor": await acting("P0010", code="xp")}
    for office, number in ((Office.CLERK, "P0003"), (Office.ADMINISTRATOR, "P0001")):
        keeper, seat = await acting(number, code="xp"), SeatRow(body=Body.ADMINISTRATION, office=office)
        assert keeper.person is not None
        by = console(village.neighbour.id, code="xp")
        await appoint(keeper.person, seat, since=EIGHT.date(), by=by, at=EIGHT)
        readers[office.value] = keeper

    shown = []
    for name, actor in readers.items():
        client = await every_door.as_(actor)
        for route in sorted(TABLE.keys() - STREAMS):
            if re.match(r"GET /(v/{village}|api/v1/villages/{code})(?:/[^{]*)?$", route):
                answer = await client.get(filled(route[4:], things))
                shown += [f"{name} {route}: {word}" for word in ours if word in answer.text]
        for query in ("search?q=道路", "people?q=P0003", "meetings/new?proposal=" + things["undecided"]):
            answer = await client.get(f"/v/xp/{query}")
            found = [word for word in ours if word in answer.text.replace(things["undecided"], "")]
            shown += [f"{name} {query}: {word}" for word in found]

    assert not shown, "\n".join(shown)


def photo() -> bytes:
    """Return a small honest photo."""
    file = io.BytesIO()
    Image.new("RGB", (40, 30), "green").save(file, "JPEG")
    return file.getvalue()


def packed() -> bytes:
    """Return a ZIP that unpacks to far more than it is."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"0" * 20_000_000)
    return file.getvalue()


WRONG_FILES = {
    "a ZIP called a photo": ("photo.jpg", packed(), "image/jpeg"),
    "half a photo": ("photo.jpg", photo()[:200], "image/jpeg"),
    "a page called a photo": ("photo.png", b"<script>alert(1)</script>", "image/png"),
    "a drawing that acts": (
        "photo.svg",
        b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
        "image/svg+xml",
    ),
    "words called a PDF": ("paper.pdf", b"not a paper", "application/pdf"),
    "too large": ("paper.pdf", b"%PDF-1.7\n" + b"0" * (21 * 1024 * 1024), "application/pdf"),
    "nothing": ("photo.jpg", b"", "image/jpeg"),
    "a name that climbs": ("../../../etc/passwd\x00.jpg", b"root", "image/jpeg"),
}


@pytest.mark.parametrize("name", WRONG_FILES)
async def test_a_wrong_file_is_refused_and_leaves_no_trace(
    everywhere: Everywhere, every_door: Doors, name: str
) -> None:
    village, things = everywhere.village, everywhere.things
    before = await head_of(village.place.id)
    entry = {"kind": "progress", "done_on": "2026-04-19", "what": "开工", "who": "宏光公司"}

    statuses = {}
    for who, path, field, fields in (
        ("secretary", "/v/{village}/proposals/{number}/attach", "paper", {}),
        ("clerk", "/v/{village}/proposals/{number}/execution/new", "photo", entry),
        ("administrator", "/v/{village}/import", "list", {}),
        ("resident", "/verify", "file", {}),
    ):
        client = await every_door.as_(getattr(village, who))
        answer = await client.post(filled(path, things), data=fields, files={field: WRONG_FILES[name]})
        statuses[path] = answer.status_code
    if name != "nothing":  # a file chosen and empty is no file: the entry may stand without one
        assert await head_of(village.place.id) == before
        assert 303 not in statuses.values(), statuses
    assert all(status < 500 for status in statuses.values()), statuses


async def test_a_photo_with_a_page_behind_it_loses_the_page(everywhere: Everywhere, every_door: Doors) -> None:
    village, things = everywhere.village, everywhere.things
    clerk = await every_door.as_(village.clerk)
    entry = {"kind": "progress", "done_on": "2026-04-19", "what": "开工", "who": "宏光公司"}
    file = ("photo.jpg", photo() + b"<script>alert(1)</script>", "image/jpeg")

    await clerk.post(filled("/v/{village}/proposals/{number}/execution/new", things), data=entry, files={"photo": file})
    page = await clerk.get(filled("/v/{village}/proposals/{number}/execution", things))
    stored = re.search(r"/files/[0-9a-f]{64}", page.text)

    assert stored is not None
    assert b"<script>" not in (await clerk.get(stored[0])).content
