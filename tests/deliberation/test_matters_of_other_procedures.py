"""What belongs to the members' assembly or to a recall is refused here, and what began under older rules runs on."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from app.database import execute, fetch_value
from app.deliberation.rules.packs import builtin_packs, parse_pack
from app.deliberation.services.proposals import put_forward
from app.disclosure.queries.notices import notices_of
from app.refusals import Refused
from tests.cast import EIGHT, PACKS, Cast
from tests.client import Doors
from tests.deliberation.filling_in import AT, put
from tests.deliberation.matters import draft
from tests.story import a_published_resolution, hold

pytestmark = pytest.mark.anyio

OLD = (PACKS / "2026-1.toml").read_text(encoding="utf-8")
OF_THE_COLLECTIVE = (
    "land_contracting",
    "homesteads",
    "land_compensation",
    "collective_property",
    "collective_projects",
)


@pytest.mark.parametrize("category", OF_THE_COLLECTIVE)
async def test_a_matter_of_the_collective_is_refused_with_who_decides_it_and_the_way_on(
    village: Cast, category: str
) -> None:
    with pytest.raises(Refused, match="two thirds of all members agree") as refused:
        await put_forward(draft(category=category), by=village.secretary, at=EIGHT)

    (way,) = refused.value.ways_on
    assert "calls the assembly with ten days' notice" in str(way.label)
    assert "《农村集体经济组织法》（2024年）第二十七条" in str(refused.value.citation)
    assert await fetch_value("SELECT count(*) FROM proposal") == 0


async def test_a_recall_is_refused_here_because_it_passes_no_committee(village: Cast) -> None:
    with pytest.raises(Refused, match="A recall is a right of the villagers") as refused:
        await put_forward(draft(category="recall"), by=village.secretary, at=EIGHT)

    assert "One fifth of the voters" in str(refused.value.ways_on[0].label)


async def test_the_page_of_a_new_matter_tells_it_before_and_keeps_what_was_typed(doors: Doors, village: Cast) -> None:
    client = await doors.as_(village.secretary)

    page = (await client.get(f"{AT}/new")).text
    answer = await put(doors, village, category="land_contracting")

    for words in ("土地承包经营方案", "成员大会", "全体成员三分之二以上同意", "罢免村民委员会成员"):
        assert words in page, words
        assert words in answer.text, words
    assert 'value="land_contracting"' not in page
    assert "“土地承包经营方案”不能用这套程序决定" in answer.text
    assert (answer.status_code, "县财农〔2026〕18号" in answer.text) == (409, True)


async def test_the_matters_of_art_28_are_six_and_the_charter_stands_beside_them() -> None:
    pack = builtin_packs()["four-discussions"]

    assert [category.key for category in pack.categories if category.source.article == "28"] == [
        "village_plan", "work_subsidies", "collective_funds", "public_works", "key_assistance", "reserved",
    ]  # fmt: skip
    assert [category.key for category in pack.categories if category.source.article != "28"] == ["charter"]


async def test_a_matter_under_the_old_rules_keeps_its_kind_its_body_and_its_days_to_the_end(village: Cast) -> None:
    old = parse_pack(OLD, name="old.toml", pinned=True)
    matter = await put_forward(draft(), by=village.secretary, at=EIGHT - timedelta(days=20))
    await execute("INSERT INTO pack (digest, name, text) VALUES ($1, $2, $3)", old.digest, old.name, OLD)
    began = "UPDATE proposal SET pack = $2, category = 'land_contracting' WHERE id = $1"
    await execute(began, matter.id, old.digest)

    for before in (18, 15, 8, 0):
        await hold(matter.id, village, starts=EIGHT - timedelta(days=before))
    await a_published_resolution(matter.id, village, at=EIGHT + timedelta(days=1))

    (notice,) = await notices_of(matter.id)
    assert (notice.period.first, notice.period.last) == (date(2026, 4, 21), date(2026, 4, 28))


async def test_rules_of_a_village_that_the_law_has_overtaken_take_no_new_matter_and_say_where(
    doors: Doors, village: Cast
) -> None:
    text = OLD.replace('name = "four-discussions"', 'name = "ours"\nbase = "four-discussions"')
    own = parse_pack(text, name="ours.toml", pinned=True)
    await execute("INSERT INTO pack (digest, name, text) VALUES ($1, 'ours', $2)", own.digest, text)
    await execute("UPDATE village SET pack = $1 WHERE code = 'mgb'", own.digest)

    with pytest.raises(Refused, match="ask for less than the law in force") as refused:
        await put_forward(replace(draft(), title="修路"), by=village.secretary, at=EIGHT)
    page = (await (await doors.as_(None)).get("/v/mgb/rules")).text

    assert [way.href for way in refused.value.ways_on] == ["/v/mgb/rules"]
    assert "这套规则低于现行法律的要求" in page
    assert "steps[5].publicity.days" in page
    assert "不得少于15日" in page
