"""The rules of a village: everybody reads them with their sources, the administrator adopts a stricter pack."""

import pytest

from app.deliberation.services.adopting import adopt_pack
from app.refusals import Forbidden, Refused
from tests.cast import EIGHT, Cast
from tests.client import Doors

pytestmark = pytest.mark.anyio


async def test_everybody_reads_what_each_step_needs_and_where_it_comes_from(doors: Doors, village: Cast) -> None:
    answer = await (await doors.as_(None)).get("/v/mgb/rules")

    assert answer.status_code == 200
    for words in ("应到人数的三分之二以上", "《村民委员会组织法》（2018年）第二十六条", "地方做法", "待核实", "或者"):
        assert words in answer.text, words


async def test_the_administrator_adopts_a_stricter_pack_for_new_matters(doors: Doors, village: Cast) -> None:
    client = await doors.as_(village.administrator)

    answer = await client.post("/v/mgb/rules", data={"pack": "stricter-village"})

    assert answer.status_code == 303
    assert "不少于10日" in (await client.get("/v/mgb/rules")).text


async def test_adopting_the_same_rules_again_is_refused(village: Cast) -> None:
    with pytest.raises(Refused):
        await adopt_pack("four-discussions", by=village.administrator, at=EIGHT)


async def test_nobody_but_the_administrator_adopts_rules(village: Cast) -> None:
    for actor in (village.secretary, village.clerk, village.supervisor, village.township):
        with pytest.raises(Forbidden):
            await adopt_pack("stricter-village", by=actor, at=EIGHT)
