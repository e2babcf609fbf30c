"""The commands import and cards: the same looks, words and acts as on the page."""

import stat
from pathlib import Path

import pytest

from app.database import fetch_value
from app.doors import Role
from app.refusals import Refused
from app.settings import settings
from app.village.card_command import write_cards
from app.village.commands import import_file
from app.village.queries import load_place
from app.village.services.founding import found_village
from tests.cast import CASES, EIGHT, Cast, acting
from tests.paper import reading

pytestmark = pytest.mark.anyio
LIST = CASES / "village.csv"


async def people() -> int:
    return int(await fetch_value("SELECT count(*) FROM person"))


async def test_a_new_village_is_founded_once_it_is_confirmed(empty_database: str) -> None:
    looked = await import_file(LIST, village="曼岗坝村", confirmed=False, at=EIGHT)
    before = await people()
    written = await import_file(
        LIST, village="曼岗坝村", confirmed=True, at=EIGHT, town="勐澜镇", supervision_phone="0000-8216045",
        administrator="P0150",
    )  # fmt: skip
    again = await import_file(LIST, village="曼岗坝村", confirmed=True, at=EIGHT)

    assert looked[0] == written[0] == again[0] == 0
    assert "312 people" in looked[1]
    assert "/v/v1 for ever" in looked[1]
    assert "Nobody would administer this village" in looked[1]
    assert "Nobody would administer" not in written[1] + again[1]
    assert before == 0
    assert await people() == 312
    assert "/v/v1" in written[1]
    assert "This list changes nothing." in again[1]
    place = await load_place("v1")
    assert place is not None
    assert (place.town, place.supervision_phone) == ("勐澜镇", "0000-8216045")
    assert Role.ADMINISTRATOR in (await acting("P0150", code="v1")).roles


async def test_the_record_of_a_village_begins_with_its_founding(empty_database: str) -> None:
    village = await found_village("曼岗坝村", code="mgb", at=EIGHT)

    assert (
        await fetch_value("SELECT kind FROM record_entry WHERE village = $1 AND seq = 1", village) == "village.founded"
    )
    with pytest.raises(Refused, match="a village with this code already"):
        await found_village("新平村", code="mgb", at=EIGHT)


async def test_a_faulty_list_founds_nothing(empty_database: str, tmp_path: Path) -> None:
    faulty = tmp_path / "village.csv"
    faulty.write_text(LIST.read_text(encoding="utf-8").replace("1969-06-26", "yesterday"), encoding="utf-8")

    code, text = await import_file(faulty, village="曼岗坝村", confirmed=True, at=EIGHT)

    assert code == 1
    assert "Row 2" in text
    assert "yesterday" in text
    assert await fetch_value("SELECT count(*) FROM village") == 0


async def test_an_office_list_with_a_row_put_in_changes_nothing_but_the_new_person(
    empty_database: str, tmp_path: Path
) -> None:
    list_ = tmp_path / "名单.csv"
    lines = [
        "序号,姓名,性别,出生日期,村民小组,户主姓名,职务,联系户",
        "1,岩甩,男,1968-03-12,一组,岩甩,书记兼主任,",
        "2,玉罕,女,1970-05-01,,,,",
        "3,岩温,男,1995-02-03,,,代表,岩甩 李建国",
        "4,李建国,男,1962-01-02,二组,李建国,,",
    ]
    list_.write_text("\n".join(lines), encoding="utf-8")
    numbers = "SELECT string_agg(no || name, ' ' ORDER BY no) FROM person"

    first = await import_file(list_, village="岩脚村", confirmed=True, at=EIGHT, administrator="岩甩")
    before = await fetch_value(numbers)
    again = await import_file(list_, village="岩脚村", confirmed=True, at=EIGHT)
    list_.write_text("\n".join([*lines[:3], "3,岩香,女,2026-01-01,,,,", *lines[3:]]), encoding="utf-8")
    more = await import_file(list_, village="岩脚村", confirmed=True, at=EIGHT)

    assert (first[0], again[0], more[0]) == (0, 0, 0)
    assert "This list changes nothing." in again[1]
    assert await fetch_value(numbers) == f"{before} P0005岩香"
    assert await fetch_value("SELECT count(*) FROM household") == 2


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"administrator": "查无此人"}, "Nobody in the list"),
        ({"code": "Not A Code"}, "2 to 12 small letters"),
    ],
)
async def test_what_does_not_fit_is_said_and_nothing_founded(
    empty_database: str, more: dict[str, str], said: str
) -> None:
    code, text = await import_file(LIST, village="曼岗坝村", confirmed=True, at=EIGHT, **more)

    assert code == 1
    assert said in text
    assert await fetch_value("SELECT count(*) FROM village") == 0


async def test_a_code_of_another_village_is_not_taken(village: Cast) -> None:
    code, text = await import_file(LIST, village="新寨村", code="mgb", confirmed=True, at=EIGHT)

    assert code == 1
    assert "belongs to another village" in text


async def test_cards_are_written_for_us_alone_and_only_once(village: Cast, tmp_path: Path) -> None:
    out = tmp_path / "cards.pdf"
    some = [village.person(f"P{number:04}") for number in range(1, 4)]

    code, text = await write_cards(out, village="mgb", at=EIGHT, people=some)
    twice = await write_cards(out, village="mgb", at=EIGHT, people=some)

    assert (code, reading.pages(out.read_bytes())) == (0, 1)
    assert "3 cards" in text
    assert stat.S_IMODE(out.stat().st_mode) == 0o600
    assert twice[0] == 1
    assert "is there already" in twice[1]


async def test_where_no_file_can_be_written_no_card_counts(village: Cast, tmp_path: Path) -> None:
    nowhere = tmp_path / "no such folder" / "cards.pdf"

    code, text = await write_cards(nowhere, village="mgb", at=EIGHT, people=[village.person("P0001")])

    assert code == 1
    assert "cannot be written" in text or "无法写入" in text
    sql = "SELECT count(*) FROM account WHERE person = $1 AND card_hash IS NOT NULL"
    assert await fetch_value(sql, village.person("P0001")) == 0


async def test_cards_that_lead_to_this_machine_only_are_warned_about(
    village: Cast, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    elsewhere = await write_cards(tmp_path / "a.pdf", village="mgb", at=EIGHT, people=[village.person("P0001")])
    monkeypatch.setenv("YISHI_PUBLIC_URL", "http://127.0.0.1:8000")
    settings.cache_clear()
    here = await write_cards(tmp_path / "b.pdf", village="mgb", at=EIGHT, people=[village.person("P0001")])
    settings.cache_clear()

    assert "YISHI_PUBLIC_URL" not in elsewhere[1]
    assert "YISHI_PUBLIC_URL" in here[1]


async def test_of_several_villages_one_must_be_named(village: Cast, tmp_path: Path) -> None:
    assert await write_cards(tmp_path / "cards.pdf", village=None, at=EIGHT) == (
        2,
        "Say which village with --village: mgb xp",
    )
