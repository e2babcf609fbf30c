"""The open data: exact, public, described, and the same as the pages."""

from datetime import timedelta
from typing import Any

import httpx
import pytest

from app.deliberation.rules.step_keys import StepKey
from app.deliberation.services.courses import order_again
from app.disclosure.services.drafting import draft_resolution
from app.disclosure.services.objections import object_to
from app.settings import settings
from tests.client import Doors
from tests.deliberation.matters import a_matter
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
    if value not in schema.get("enum", [schema.get("const", value)]):
        return [f"{at} is none of {schema}"]
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
        assert answer.headers["etag"].startswith('W/"')
        assert misfits(answer.json(), schema, known=description["components"]["schemas"]) == []


async def test_every_header_is_described_with_its_type(published_doors: Doors) -> None:
    description = (await asked(published_doors, "/api/v1/openapi.json")).json()

    for ways in description["paths"].values():
        headers = ways["get"]["responses"]["200"]["headers"]
        assert {name: header["schema"]["type"] for name, header in headers.items()} == {
            "ETag": "string",
            "Access-Control-Allow-Origin": "string",
        }


async def test_from_the_list_of_villages_links_lead_to_every_notice(published: Story, published_doors: Doors) -> None:
    (line,) = [
        one for one in (await asked(published_doors, "/api/v1/villages")).json()["items"] if one["code"] == "mgb"
    ]

    village = (await asked(published_doors, line["data"])).json()
    (matter,) = (await asked(published_doors, village["proposals_data"])).json()["items"]
    (notice,) = (await asked(published_doors, village["disclosures_data"])).json()["items"]

    assert matter["data"].endswith("/proposals/2026-1")
    assert (await asked(published_doors, notice["data"])).json()["disclosure"]["number"] == "resolution-2026-1"


async def test_a_notice_says_since_when_its_matter_is_decided_again(published: Story, published_doors: Doors) -> None:
    later = NEXT_DAY + timedelta(days=2)
    await order_again(
        published.matter.id, to=StepKey.RESOLVE, reason="名册有误", by=published.village.supervisor, at=later
    )

    found = (await asked(published_doors, "/api/v1/villages/mgb/disclosures/resolution-2026-1")).json()

    assert found["disclosure"]["reopened_at"] == later.isoformat().replace("+00:00", "Z")


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


@pytest.mark.parametrize("path", ["/api/v1/villages", "/api/v1/villages/mgb", "/api/v1/villages/mgb/proposals"])
async def test_who_has_it_already_gets_nothing_again(published: Story, published_doors: Doors, path: str) -> None:
    etag = (await asked(published_doors, path)).headers["etag"]

    answer = await asked(published_doors, path, headers={"if-none-match": etag})

    assert (answer.status_code, answer.content) == (304, b"")
    assert answer.headers["access-control-allow-origin"] == "*"


async def test_pages_are_counted(published: Story, published_doors: Doors) -> None:
    second = (await asked(published_doors, "/api/v1/villages/mgb/proposals?page=2&size=1")).json()

    assert (second["page"], second["pages"], second["total"], second["items"]) == (2, 1, 1, [])
    assert second["next"] is None


async def test_a_list_leads_from_page_to_page(published: Story, published_doors: Doors) -> None:
    await a_matter(published.village)

    first = (await asked(published_doors, "/api/v1/villages/mgb/proposals?size=1")).json()
    second = (await asked(published_doors, first["next"].partition("yishi.test")[2] or first["next"])).json()

    assert [item["number"] for item in (*first["items"], *second["items"])] == ["2026-2", "2026-1"]
    assert (first["pages"], second["next"]) == (2, None)


async def test_a_thing_names_its_page_and_its_data(published: Story, published_doors: Doors) -> None:
    village = (await asked(published_doors, "/api/v1/villages")).json()["items"][0]
    matter = (await asked(published_doors, "/api/v1/villages/mgb/proposals")).json()["items"][0]
    notice = (await asked(published_doors, "/api/v1/villages/mgb/disclosures")).json()["items"][0]

    for one in (village, matter, notice):
        for address in (one["url"], one["data"]):
            path = address.removeprefix(settings().public_url)
            assert (await asked(published_doors, path)).status_code == 200, address
    assert matter["procedure"]["name"] == "four-discussions"
    assert len(matter["procedure"]["sha256"]) == 64


async def test_a_source_says_what_it_may_be_called(published: Story, published_doors: Doors) -> None:
    steps = (await asked(published_doors, "/api/v1/villages/mgb/proposals/2026-1")).json()["proposal"]["steps"]

    sources = [check["source"] for step in steps[:4] for check in step["sittings"][0]["verdict"]["checks"]]
    assert {(one["grade"], one["standing"]) for one in sources} == {("A", "law"), ("C", "local_practice")}
    assert sources[-1]["quote"]["zh"].startswith("村民代表会议有三分之二以上")


async def test_what_the_paper_prints_comes_without_our_inner_keys(published: Story, published_doors: Doors) -> None:
    found = (await asked(published_doors, "/api/v1/villages/mgb/disclosures/resolution-2026-1")).json()["facts"]

    assert [step["result"] for step in found["steps"]] == ["通过"] * 4
    assert all(isinstance(amount["fen"], int) for amount in (*found["sources"], *found["spending"]))
    assert not {"meeting", "vote"} & found["steps"][0].keys()
    assert "revision" not in found["text"]


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
        ("villages?size=101", 400),
        ("nothing", 404),
        ("villages/mgb/nothing/at/all", 404),
    ],
)
async def test_what_is_not_there_is_said_as_data(
    published: Story, published_doors: Doors, path: str, status: int
) -> None:
    answer = await asked(published_doors, f"/api/v1/{path}")

    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.headers["access-control-allow-origin"] == "*"
    assert answer.json().keys() == {"type", "title", "status", "detail"}
    assert answer.json()["status"] == status


async def test_a_wrong_parameter_is_named(published: Story, published_doors: Doors) -> None:
    answer = await asked(published_doors, "/api/v1/villages/mgb/proposals?page=0&size=x")

    assert answer.json()["title"] == "Bad Request"
    for name in ("page: ", "size: "):
        assert name in answer.json()["detail"]


async def test_another_method_is_refused_with_those_that_there_are(published: Story, published_doors: Doors) -> None:
    client = await published_doors.as_(None)

    answer = await client.request("DELETE", "/api/v1/villages")

    assert (answer.status_code, answer.headers["allow"]) == (405, "GET, HEAD, OPTIONS")
    assert answer.headers["content-type"] == "application/problem+json"


async def test_every_refusal_is_described(published: Story, published_doors: Doors) -> None:
    description = (await asked(published_doors, "/api/v1/openapi.json")).json()

    for path, ways in description["paths"].items():
        answers = ways["get"]["responses"]
        assert answers.keys() == ({"200", "400", "404"} if "{code}" in path else {"200", "400"}), path
        assert "application/problem+json" in answers["400"]["content"]
    assert description["servers"] == [{"url": settings().public_url}]


async def test_the_page_about_it_names_every_address(published: Story, published_doors: Doors) -> None:
    page = (await asked(published_doors, "/open-data")).text

    assert "/api/v1/openapi.json" in page
    assert "/api/v1/villages" in page


async def test_what_the_reception_refuses_is_said_as_data_too(published: Story, published_doors: Doors) -> None:
    answer = await asked(published_doors, "/api/v1/villages?page=%00")

    assert (answer.status_code, answer.json()["status"]) == (400, 400), "as the open data describe it"
    assert answer.headers["content-type"] == "application/problem+json"
