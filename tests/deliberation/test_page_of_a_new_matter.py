"""The page on which a matter is put forward: it guides, it says what is wrong, and it loses nothing."""

import asyncio
import re
from typing import Any
from uuid import uuid4

import pytest

from app.database import fetch_value
from tests.cast import Cast
from tests.client import Doors
from tests.deliberation.filling_in import AT, FORM, HOSTILE, put

pytestmark = pytest.mark.anyio


async def test_the_form_says_which_body_resolves_and_which_article_asks_for_it(doors: Doors, village: Cast) -> None:
    client = await doors.as_(village.secretary)

    page = (await client.get(f"{AT}/new")).text

    assert "公益事业的兴办和筹资筹劳方案及建设承包方案" in page
    assert "《村民委员会组织法》（2025年修正）第二十八条" in page


async def test_what_was_typed_is_there_again_for_who_comes_back_to_the_form(doors: Doors, village: Cast) -> None:
    page = (await (await doors.as_(village.secretary)).get(f"{AT}/new")).text

    assert "autocomplete=" not in page, "a browser gives nothing back where it is told to forget"


async def test_the_secretary_puts_a_matter_forward(doors: Doors, village: Cast) -> None:
    answer = await put(doors, village)

    assert (answer.status_code, answer.headers["location"]) == (303, f"{AT}/2026-1")
    assert await fetch_value("SELECT sum(fen) FROM money_line WHERE kind = 'source'") == 48_600_000


async def test_a_matter_needs_no_papers(doors: Doors, village: Cast) -> None:
    client = await doors.as_(village.secretary)
    nothing_chosen = {"paper": ("", b"", "application/octet-stream")}  # as browsers send an empty field for files

    answer = await client.post(f"{AT}/new", data=FORM, files=nothing_chosen)

    assert answer.status_code == 303


async def test_the_same_form_sent_twice_makes_one_matter(doors: Doors, village: Cast) -> None:
    key = str(uuid4())
    await doors.as_(village.secretary)

    answers = await asyncio.gather(*(put(doors, village, key=key) for _ in range(3)))

    assert {answer.headers["location"] for answer in answers} == {f"{AT}/2026-1"}
    assert await fetch_value("SELECT count(*) FROM proposal") == 1


async def test_more_rows_lose_nothing_that_was_typed(doors: Doors, village: Cast) -> None:
    answer = await put(doors, village, more="yes", title="")

    assert answer.status_code == 200
    assert answer.text.count('name="source_label"') == 8
    assert "县财农〔2026〕18号" in answer.text
    assert "22.6万" in answer.text
    assert await fetch_value("SELECT count(*) FROM proposal") == 0


@pytest.mark.parametrize(
    ("changes", "status", "said"),
    [
        ({"title": ""}, 422, "请填写"),
        ({"title": "长" * 121}, 422, "太长"),
        ({"text": ""}, 422, "请填写"),
        ({"text": "长" * 20_001}, 422, "太长"),
        ({"sponsor": "nobody"}, 422, ""),
        ({"source_yuan": ["260,000", "很多", ""]}, 422, "元"),
        ({"source_label": ["", "", ""]}, 422, "请填写"),
        ({"spending_yuan": ["480000", "", ""]}, 409, "480,000"),
        ({"category": "weather"}, 409, "类别"),
        ({"origin": "weather"}, 409, "来源"),
        ({"unknown": "1"}, 422, ""),
    ],
)
async def test_what_is_wrong_is_said_and_what_was_typed_is_kept(
    doors: Doors, village: Cast, changes: dict[str, Any], status: int, said: str
) -> None:
    answer = await put(doors, village, **changes)

    assert answer.status_code == status
    assert said in answer.text
    assert "县财农〔2026〕18号" in answer.text
    assert await fetch_value("SELECT count(*) FROM proposal") == 0


async def test_hostile_text_stays_text(doors: Doors, village: Cast) -> None:
    await put(doors, village, title=HOSTILE[:60], text=HOSTILE, summary=HOSTILE)
    client = await doors.as_(None)

    pages = [(await client.get(path)).text for path in (AT, f"{AT}/2026-1/revisions", f"{AT}/2026-1/revisions/1")]

    for page in pages:
        assert "<script>alert" not in page
        assert 'href="javascript' not in page
        assert "\u202e" not in page
        assert "<img" not in page


async def test_a_faulty_line_of_money_is_named_above_the_form(doors: Doors, village: Cast) -> None:
    answer = await put(doors, village, source_yuan=["260,000", "二十万", ""])

    assert answer.status_code == 422
    assert "资金来源，第2行：" in answer.text


async def test_a_group_of_choices_names_its_fault_and_the_title_counts_the_faults(village: Cast, doors: Doors) -> None:
    answer = await (await doors.as_(village.secretary)).post("/v/mgb/proposals/new", data={"title": ""})

    assert answer.status_code == 422
    assert re.search(r'<fieldset[^>]*id="f-category"[^>]*aria-describedby="[^"]*f-category-error"', answer.text)
    assert re.search(r"<title>\d+处要改 · ", answer.text)
