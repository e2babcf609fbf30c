"""The administrator's import: look first, confirm what was looked at, and a faulty list leaves no trace."""

import asyncio
import io
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import httpx
import openpyxl
import pytest

from app.database import execute, fetch_value
from app.refusals import Forbidden, Missing
from app.settings import settings
from app.village.rules.roster import read_village
from app.village.services.importing import check_upload, look_again
from tests.cast import CASES, Cast
from tests.client import Doors, said

pytestmark = pytest.mark.anyio
LIST = (CASES / "village.csv").read_text(encoding="utf-8")


def stored() -> set[Path]:
    return {path for path in Path(settings().files).rglob("*") if path.is_file()}


async def upload(client: httpx.AsyncClient, text: str | bytes, *, name: str = "village.csv") -> httpx.Response:
    data = text if isinstance(text, bytes) else text.encode()
    return await client.post("/v/mgb/import", files={"list": (name, data)})


def seen_in(page: httpx.Response) -> str:
    return page.text.partition('name="seen" value="')[2].partition('"')[0]


async def test_a_changed_list_is_shown_confirmed_and_then_changes_nothing(village: Cast, doors: Doors) -> None:
    administrator = await doors.as_(village.administrator)
    uploaded = await upload(administrator, LIST.replace("10000010024", "13912345678", 1))
    where = uploaded.headers["location"]

    looked = await administrator.get(where)
    before = await fetch_value("SELECT phone FROM person WHERE id = $1", village.person("P0001"))
    confirmed = await administrator.post(where, data={"seen": seen_in(looked)})
    after = await fetch_value("SELECT phone FROM person WHERE id = $1", village.person("P0001"))
    again = await administrator.get(confirmed.headers["location"])

    assert uploaded.status_code == 303
    for shown in ("程应罕", "10000010024", "13912345678", "312"):
        assert shown in looked.text
    assert (before, after) == ("10000010024", "13912345678")
    assert "<h1>名单已经写入</h1>" in again.text
    assert "变更1人" in said(again)
    assert "名单没有变动" not in again.text
    assert 'name="seen"' not in again.text


async def test_the_list_of_today_can_be_saved_and_changes_nothing_when_it_comes_back(
    village: Cast, doors: Doors
) -> None:
    administrator = await doors.as_(village.administrator)

    saved = await administrator.get("/v/mgb/import/list.xlsx")
    looked = await administrator.get((await upload(administrator, saved.content, name="list.xlsx")).headers["location"])

    assert saved.headers["cache-control"] == "private, no-store"
    assert "名单没有变动" in looked.text


async def test_where_the_clerk_administers_the_saved_list_comes_back_with_a_new_phone(
    village: Cast, doors: Doors
) -> None:
    await execute(
        "INSERT INTO seat (id, village, person, body, office, since)"
        " SELECT gen_random_uuid(), village, person, body, 'clerk', since FROM seat WHERE person = $1",
        village.administrator.person,
    )
    administrator = await doors.as_(village.administrator)
    book = openpyxl.load_workbook(io.BytesIO((await administrator.get("/v/mgb/import/list.xlsx")).content))
    (cell,) = [cell for row in book.active.iter_rows() for cell in row if cell.value == "10000010024"]
    cell.value = "13912345678"
    changed = io.BytesIO()
    book.save(changed)

    uploaded = await upload(administrator, changed.getvalue(), name="list.xlsx")
    looked = await administrator.get(uploaded.headers["location"])
    confirmed = await administrator.post(uploaded.headers["location"], data={"seen": seen_in(looked)})

    assert (uploaded.status_code, confirmed.status_code) == (303, 303)
    assert await fetch_value("SELECT phone FROM person WHERE id = $1", village.person("P0001")) == "13912345678"
    sql = "SELECT count(*) FROM seat WHERE person = $1 AND until IS NULL"
    assert await fetch_value(sql, village.administrator.person) == 2


async def test_a_list_lies_in_no_other_village_and_for_a_day_only(village: Cast) -> None:
    next_door = replace(village.administrator, village=village.neighbour.id)
    now = datetime.now(UTC)
    looked = await check_upload(LIST.encode(), filename="a.csv", by=village.administrator, at=now)

    with pytest.raises(Missing):
        await look_again(looked.sha256, by=next_door, at=now)
    same = await look_again(looked.sha256, by=village.administrator, at=now)
    other = LIST.replace("10000010024", "13912345678").encode()
    await check_upload(other, filename="a.csv", by=village.administrator, at=now + timedelta(days=2))

    assert same.changes == looked.changes
    with pytest.raises(Missing):
        await look_again(looked.sha256, by=village.administrator, at=now)


async def test_only_the_administrator_sees_what_a_list_holds(village: Cast) -> None:
    now = datetime.now(UTC)
    looked = await check_upload(LIST.encode(), filename="a.csv", by=village.administrator, at=now)

    with pytest.raises(Forbidden):
        await check_upload(LIST.encode(), filename="a.csv", by=village.clerk, at=now)
    with pytest.raises(Forbidden):
        await look_again(looked.sha256, by=village.clerk, at=now)


async def test_every_faulty_row_is_named_and_nothing_is_kept(village: Cast, doors: Doors) -> None:
    administrator = await doors.as_(village.administrator)
    before = stored()

    answer = await upload(administrator, LIST.replace("1969-06-26", "昨天").replace("P0004,胡红,女", "P0004,胡红,？"))

    assert answer.status_code == 422
    for shown in ("第2行", "出生日期", "昨天", "第5行", "性别", "2处错误"):
        assert shown in answer.text
    assert stored() == before
    assert 'name="seen"' not in answer.text


async def test_a_list_of_an_old_office_computer_is_read(village: Cast, doors: Doors) -> None:
    administrator = await doors.as_(village.administrator)

    answer = await upload(administrator, LIST.encode("gb18030"), name="村民名单.csv")

    looked = await administrator.get(answer.headers["location"])
    assert "名单没有变动" in looked.text


@pytest.mark.parametrize(
    ("data", "name", "said"),
    [
        (b"", "village.csv", "文件是空的"),
        (b"%PDF-1.7", "village.pdf", "表格"),
        (b"\xd0\xcf\x11\xe0 old", "village.xls", "xls"),
        (b"PK\x03\x04 broken", "village.xlsx", ""),
        (b"a,b\n1,2", "village.csv", "缺少"),
        (b"\xff\xfe\x00\xd8", "village.csv", ""),
        (b"x" * 5_000_002, "village.csv", "5"),
    ],
)
async def test_what_is_no_list_is_refused_in_words(
    village: Cast, doors: Doors, data: bytes, name: str, said: str
) -> None:
    administrator = await doors.as_(village.administrator)

    answer = await upload(administrator, data, name=name)

    assert answer.status_code == 422
    assert said in answer.text


async def test_without_a_file_the_page_asks_for_one(village: Cast, doors: Doors) -> None:
    administrator = await doors.as_(village.administrator)

    answer = await administrator.post("/v/mgb/import", data={})

    assert answer.status_code == 422
    assert "请选择文件" in answer.text


async def test_a_village_that_changed_since_the_look_is_shown_again(village: Cast, doors: Doors) -> None:
    administrator = await doors.as_(village.administrator)
    one = (await upload(administrator, LIST.replace("10000010024", "13912345678", 1))).headers["location"]
    two = (await upload(administrator, LIST.replace("10000010024", "13900000000", 1))).headers["location"]
    seen_one, seen_two = [seen_in(await administrator.get(where)) for where in (one, two)]

    await administrator.post(one, data={"seen": seen_one})
    late = await administrator.post(two, data={"seen": seen_two})

    assert late.status_code == 409
    assert "新变动" in late.text
    assert await fetch_value("SELECT phone FROM person WHERE id = $1", village.person("P0001")) == "13912345678"


async def test_a_double_tap_writes_once(village: Cast, doors: Doors) -> None:
    administrator = await doors.as_(village.administrator)
    where = (await upload(administrator, LIST.replace("10000010024", "13912345678", 1))).headers["location"]
    seen = seen_in(await administrator.get(where))

    answers = await asyncio.gather(*(administrator.post(where, data={"seen": seen}) for _tap in range(2)))

    assert sorted(answer.status_code for answer in answers) == [303, 409]
    assert (
        await fetch_value(
            "SELECT count(*) FROM record_entry WHERE kind = 'village.enrolled' AND village = $1", village.place.id
        )
        == 2
    )


@pytest.mark.parametrize("wrong", ["0" * 64, "%2e%2e%2fsecret.json", "A" * 64, "0" * 63])
async def test_a_file_that_was_never_looked_at_is_not_there(village: Cast, doors: Doors, wrong: str) -> None:
    administrator = await doors.as_(village.administrator)

    looked = await administrator.get(f"/v/mgb/import/{wrong}")
    confirmed = await administrator.post(f"/v/mgb/import/{wrong}", data={"seen": "0" * 32})

    assert looked.status_code == 404
    assert confirmed.status_code == 404


async def test_hostile_names_are_shown_as_text(village: Cast, doors: Doors) -> None:
    administrator = await doors.as_(village.administrator)
    hostile = LIST.replace("程应罕", "<img src=x onerror=alert(1)>", 1)

    answer = await upload(administrator, hostile)
    looked = await administrator.get(answer.headers["location"])

    assert "<img src=x" not in looked.text
    assert "&lt;img src=x" in looked.text
    turned = await upload(administrator, LIST.replace("程应罕", "程\u202e应罕", 1))
    assert turned.status_code == 422


async def test_the_kept_list_is_not_served_to_the_public(village: Cast, doors: Doors) -> None:
    administrator = await doors.as_(village.administrator)
    where = (await upload(administrator, LIST)).headers["location"]

    answer = await (await doors.as_(None)).get(f"/files/{where.rpartition('/')[2]}")

    assert answer.status_code == 404


async def test_the_empty_list_is_for_everybody_and_says_what_each_column_takes(village: Cast, doors: Doors) -> None:
    saved = await (await doors.as_(None)).get("/village-list.xlsx")
    page = await (await doors.as_(village.administrator)).get("/v/mgb/import")
    book = openpyxl.load_workbook(io.BytesIO(saved.content))
    list_, guide = book["村民名单"], book["填写说明"]
    headings = [cell.value for cell in list_[1]]
    filled = io.BytesIO()
    for place, text in enumerate(("1", "岩甩", "男", "1968年3月12日", "一组", "岩甩", "13800001101"), start=1):
        list_.cell(2, place).value = text
    book.save(filled)
    read = read_village(filled.getvalue(), filename="a.xlsx", today=date(2026, 11, 21))

    assert 'href="/village-list.xlsx"' in page.text
    assert [row[0].value for row in guide.iter_rows(min_row=2, max_row=1 + len(headings))] == headings
    assert {row[0].value for row in guide.iter_rows() if row[1].value == "必填"} == {
        "序号", "姓名", "性别", "出生日期", "村民小组", "户主姓名",
    }  # fmt: skip
    assert (read.faults, read.notices) == ((), ())
    assert [(one.person_no, one.household_no, one.phone) for one in read.roster] == [("P0001", "H001", "13800001101")]


async def test_the_points_of_law_stand_below_the_changes(village: Cast, doors: Doors) -> None:
    administrator = await doors.as_(village.administrator)
    where = (await upload(administrator, LIST.replace("H001 H002 H003 H004 H005", "H001 H002", 1))).headers["location"]

    looked = (await administrator.get(where)).text

    assert looked.index('id="h-changes"') < looked.index('id="h-law"')


async def test_warnings_carry_their_article_and_hints_are_folded(village: Cast, doors: Doors) -> None:
    administrator = await doors.as_(village.administrator)
    where = (await upload(administrator, LIST.replace("H001 H002 H003 H004 H005", "H001 H002", 1))).headers["location"]

    looked = await administrator.get(where)

    assert "第二十五条" in looked.text
    assert "<details" in looked.text


async def test_a_list_that_would_send_most_people_away_leads_back_first(village: Cast, doors: Doors) -> None:
    administrator = await doors.as_(village.administrator)
    cut_short = "\n".join(LIST.splitlines()[:12])

    where = (await upload(administrator, cut_short)).headers["location"]
    looked = (await administrator.get(where)).text

    assert "名册齐全吗？" in looked
    assert '<a class="button button--primary" href="/v/mgb/import">换一个文件</a>' in looked
    assert '<button class="button">确认写入</button>' in looked
