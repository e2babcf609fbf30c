"""The open data: exact, public, described, and the same as the pages."""

from typing import Any

import httpx
import pytest

from app.disclosure.services.drafting import draft_resolution
from app.disclosure.services.objections import object_to
from tests.client import Doors
from tests.disclosure.conftest import NEXT_DAY, Story

pytestmark = pytest.mark.anyio

PATHS = {
    "/api/v1/villages": "/api/v1/villages",
    "/api/v1/villages/{code}": "/api/v1/villages/mgb",
    "/api/v1/villages/{code}/proposals": "/api/v1/villages/mgb/proposals",
    "/api/v1/villages/{code}/proposals/{number}": "/api/v1/villages/mgb/proposals/2026-1",
    "/api/v1/villages/{code}/disclosures": "/api/v1/villages/mgb/disclosures",
    "/api/v1/villages/{code}/disclosures/{number}": "/api/v1/villages/mgb/disclosures/resolution-2026-1",
}
KINDS: dict[str, type | tuple[type, ...]] = {
    "string": str,
    "integer": int,
    "boolean": bool,
    "array": list,
    "object": dict,
    "null": type(None),
}


def misfits(value: Any, schema: dict[str, Any], *, known: dict[str, Any], at: str = "$") -> list[str]:
    """Return where `value` is not what the description says (the part of JSON Schema that our description uses)."""
    if "$ref" in schema:
        return misfits(value, known[schema["$ref"].rsplit("/", 1)[1]], known=known, at=at)
    if "oneOf" in schema:
        tried = [misfits(value, one, known=known, at=at) for one in schema["oneOf"]]
        return [] if [] in tried else tried[0]
    kind = schema.get("type")
    if kind is not None and (not isinstance(value, KINDS[kind]) or (kind == "integer" and isinstance(value, bool))):
        return [f"{at} is no {kind}"]
    found = [f"{at}.{name} is missing" for name in schema.get("required", ()) if name not in value]
    if isinstance(value, dict) and "properties" in schema:
        found += [f"{at}.{name} is not described" for name in value.keys() - schema["properties"].keys()]
        for name in value.keys() & schema["properties"].keys():
            found += misfits(value[name], schema["properties"][name], known=known, at=f"{at}.{name}")
    if isinstance(value, list):
        for place, item in enumerate(value):
            found += misfits(item, schema.get("items", {}), known=known, at=f"{at}[{place}]")
    return found


async def asked(doors: Doors, path: str, **more: Any) -> httpx.Response:
    return await (await doors.as_(None)).get(path, **more)


async def test_every_answer_is_what_its_description_says(published: Story, published_doors: Doors) -> None:
    description = (await asked(published_doors, "/api/v1/openapi.json")).json()

    assert description["openapi"] == "3.1.0"
    assert description["paths"].keys() == PATHS.keys()
    for described, path in PATHS.items():
        answer = await asked(published_doors, path)
        responses = description["paths"][described]["get"]["responses"]
        schema = responses["200"]["content"]["application/json"]["schema"]
        assert answer.status_code == 200, path
        assert answer.headers["access-control-allow-origin"] == "*"
        assert misfits(answer.json(), schema, known=description["components"]["schemas"]) == []


async def test_a_verdict_is_told_in_exact_fractions(published: Story, published_doors: Doors) -> None:
    found = (await asked(published_doors, "/api/v1/villages/mgb/proposals")).json()

    verdict = found["items"][0]["steps"][3]["sittings"][0]["verdict"]
    assert verdict["outcome"] == "carried"
    assert [(check["comparison"], check["share"], check["needed"]) for check in verdict["checks"]] == [
        ("at_least", "2/3", 13),
        ("more_than", "1/2", 8),
    ]
    assert verdict["tally"]["in_favour"] == 10


async def test_nothing_private_is_in_the_open_data(published: Story, published_doors: Doors) -> None:
    notice = await published.hanging()
    await object_to(notice, "钱呢", name="刀有意见", contact="10000099999", address="10.0.0.1", at=NEXT_DAY)

    whole = "".join([(await asked(published_doors, path)).text for path in PATHS.values()])

    assert '"objections_open":1' in whole
    for private in ("刀有意见", "10000099999", published.village.clerk.name, "100000"):
        assert private not in whole


async def test_a_draft_is_not_there(resolved: Story, resolved_doors: Doors) -> None:
    await draft_resolution(resolved.matter.id, by=resolved.village.clerk, at=NEXT_DAY)

    assert (await asked(resolved_doors, "/api/v1/villages/mgb/disclosures")).json()["total"] == 0
    assert (await asked(resolved_doors, "/api/v1/villages/mgb/disclosures/resolution-2026-1")).status_code == 404


async def test_who_has_it_already_gets_nothing_again(published: Story, published_doors: Doors) -> None:
    path = "/api/v1/villages/mgb/proposals"
    etag = (await asked(published_doors, path)).headers["etag"]

    answer = await asked(published_doors, path, headers={"if-none-match": etag})

    assert (answer.status_code, answer.content) == (304, b"")
    assert answer.headers["access-control-allow-origin"] == "*"


async def test_pages_are_counted(published: Story, published_doors: Doors) -> None:
    second = (await asked(published_doors, "/api/v1/villages/mgb/proposals?page=2&size=1")).json()

    assert (second["page"], second["items"]) == (2, [])


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("villages/nowhere", 404),
        ("villages/nowhere/proposals", 404),
        ("villages/mgb/proposals/2026-99", 404),
        ("villages/mgb/proposals/x", 404),
        ("villages/xp/proposals/2026-1", 404),
        ("villages/mgb/disclosures/results-2026-1", 404),
        ("villages/mgb/proposals?size=0", 400),
        ("villages/mgb/proposals?page=x", 400),
    ],
)
async def test_what_is_not_there_is_said_as_data(
    published: Story, published_doors: Doors, path: str, status: int
) -> None:
    answer = await asked(published_doors, f"/api/v1/{path}")

    assert answer.status_code == status
    assert answer.json()["status"] == status


async def test_the_page_about_it_names_every_address(published: Story, published_doors: Doors) -> None:
    page = (await asked(published_doors, "/open-data")).text

    assert "/api/v1/openapi.json" in page
    assert "/api/v1/villages" in page
