"""The rules of a village: everybody reads them with their sources, the administrator adopts a stricter pack."""

import pytest

from app.database import fetch_value
from app.deliberation.queries.matters import proposal_view
from app.deliberation.queries.packs import pack_of_village
from app.deliberation.rules.packs import FOLDER, FaultyFile, StepKey
from app.deliberation.services.adopting import adopt_own_pack, adopt_pack
from app.refusals import Forbidden, Refused
from tests.cast import EIGHT, Cast
from tests.client import Doors
from tests.deliberation.matters import a_matter

pytestmark = pytest.mark.anyio

STRICTER = (FOLDER / "stricter-village.toml").read_text(encoding="utf-8")
OURS = STRICTER.replace('"stricter-village"', '"mangangba"').replace('days = 20, source = "v', 'days = 24, source = "v')


async def test_everybody_reads_what_each_step_needs_and_where_it_comes_from(doors: Doors, village: Cast) -> None:
    answer = await (await doors.as_(None)).get("/v/mgb/rules")

    assert answer.status_code == 200
    for words in ("应到人数的三分之二以上", "《村民委员会组织法》（2025年修正）第三十条", "地方做法", "待核实", "或者"):
        assert words in answer.text, words
    assert "重点帮扶人员、帮扶方案" in answer.text
    assert "公布主体" in answer.text
    assert "全体成员三分之二以上同意" in answer.text


async def test_the_administrator_adopts_a_stricter_pack_for_new_matters(doors: Doors, village: Cast) -> None:
    client = await doors.as_(village.administrator)

    answer = await client.post("/v/mgb/rules", data={"pack": "stricter-village"})

    assert answer.status_code == 303
    assert "不少于20日" in (await client.get("/v/mgb/rules")).text


async def test_adopting_the_same_rules_again_is_refused(village: Cast) -> None:
    with pytest.raises(Refused):
        await adopt_pack("four-discussions", by=village.administrator, at=EIGHT)


async def test_nobody_but_the_administrator_adopts_rules(village: Cast) -> None:
    for actor in (village.secretary, village.clerk, village.supervisor, village.township):
        with pytest.raises(Forbidden):
            await adopt_pack("stricter-village", by=actor, at=EIGHT)


async def test_a_village_saves_the_rules_changes_a_number_and_lives_by_its_own(doors: Doors, village: Cast) -> None:
    client = await doors.as_(village.administrator)
    await adopt_pack("stricter-village", by=village.administrator, at=EIGHT)
    saved = await client.get("/v/mgb/rules/file")
    changed = saved.text.replace('days = 20, source = "village-rules"', 'days = 24, source = "village-rules"')

    answer = await client.post("/v/mgb/rules/own", files={"file": ("ours.toml", changed.encode("utf-8-sig"))})

    assert saved.headers["content-type"].startswith("application/toml")
    assert saved.headers["content-disposition"] == 'attachment; filename="rules-mgb.toml"'
    assert answer.status_code == 303
    page = (await (await doors.as_(None)).get("/v/mgb/rules")).text
    assert "不少于24日" in page
    assert "本村自定" in page
    assert (await pack_of_village(village.place.id)).text == changed


async def test_a_matter_under_way_keeps_the_rules_it_began_under(village: Cast) -> None:
    before = await a_matter(village)
    await adopt_own_pack(OURS.encode(), name="ours.toml", by=village.administrator, at=EIGHT)
    after = await a_matter(village)

    days = [
        (await proposal_view(village.place.id, f"{one.year}-{one.number}"))
        .pack.disclosure(StepKey.DISCLOSE_RESOLUTION)
        .publicity.days
        for one in (before, after)
    ]

    assert days == [15, 24]


async def test_laxer_rules_are_refused_with_line_field_and_law_in_the_readers_language(
    doors: Doors, village: Cast
) -> None:
    client = await doors.as_(village.administrator)
    lax = OURS.replace('class = "all", at_least = "2/3"', 'class = "all", at_least = "1/2"').encode()
    line = lax[: lax.index(b'class = "all", at_least')].count(b"\n") + 1

    chinese = await client.post("/v/mgb/rules/own", files={"file": ("ours.toml", lax)})
    client.cookies.set("lang", "en")
    english = await client.post("/v/mgb/rules/own", files={"file": ("ours.toml", lax)})

    assert (chinese.status_code, english.status_code) == (422, 422)
    for words in (f">{line}<", "steps[4].discussions[1].attendance[1]", "到会要求低于法律规定", "第三十条"):
        assert words in chinese.text
    assert "The quorum is laxer than the law: all at_least 2/3 of due (Organic Law (2025) art. 30)." in english.text
    assert await fetch_value("SELECT pack FROM village WHERE code = 'mgb'") == "four-discussions"


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "请选择文件"),
        (b"\xcb\xc4\xd2\xe9 = 1", "UTF-8"),
        (b"name = ", "TOML"),
        (b"x = 1\n" * 40_000, "规则文件过大"),
    ],
)
async def test_what_is_no_rule_file_is_refused_in_words(doors: Doors, village: Cast, data: bytes, says: str) -> None:
    client = await doors.as_(village.administrator)

    answer = await client.post("/v/mgb/rules/own", files={"file": ("ours.toml", data)})

    assert answer.status_code == 422
    assert says in answer.text


async def test_the_same_own_rules_are_adopted_once_and_the_record_keeps_their_digest(village: Cast) -> None:
    pack = await adopt_own_pack(OURS.encode(), name="ours.toml", by=village.administrator, at=EIGHT)

    with pytest.raises(Refused):
        await adopt_own_pack(OURS.encode(), name="ours.toml", by=village.administrator, at=EIGHT)
    with pytest.raises(Refused):
        await adopt_pack(pack.digest, by=village.administrator, at=EIGHT)
    await adopt_pack("four-discussions", by=village.administrator, at=EIGHT)

    kept = "SELECT string_agg(facts::json ->> 'digest', ' ' ORDER BY seq) FROM record_entry WHERE kind = 'pack.adopted'"
    assert str(await fetch_value(kept)).startswith(pack.digest)
    assert (await pack_of_village(village.place.id)).name == "four-discussions"


async def test_nobody_but_the_administrator_brings_rules(village: Cast) -> None:
    for actor in (village.secretary, village.clerk, village.supervisor, village.township):
        with pytest.raises(Forbidden):
            await adopt_own_pack(OURS.encode(), name="ours.toml", by=actor, at=EIGHT)
    with pytest.raises(FaultyFile):
        await adopt_own_pack(b"", name="ours.toml", by=village.administrator, at=EIGHT)
