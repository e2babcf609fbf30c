"""Cards are printed once, for whom the clerk may print them, and their codes are kept nowhere."""

import re
from datetime import timedelta
from functools import partial
from pathlib import Path
from threading import Event
from uuid import uuid4

import pytest
from anyio import create_task_group, to_thread

from app import passwords
from app.database import execute, fetch_row, fetch_value
from app.paper import PaperError, render
from app.refusals import Forbidden, Missing, Refused
from app.settings import settings
from app.village.queries.access import without_access
from app.village.services.cards import AT_A_TIME, issue_cards, print_cards, print_missing_cards
from app.village.services.login import Caller, enter_by_card, enter_by_password
from app.village.services.passwords import set_first_password
from tests.cast import EIGHT, Cast
from tests.paper import reading
from tests.village.access import GOOD, HALL, card_of, password_of, ticket_of

pytestmark = pytest.mark.anyio


async def test_the_code_is_kept_nowhere(village: Cast, capfd: pytest.CaptureFixture[str]) -> None:
    code = await card_of(village.person("P0001"), village=village)

    account = await fetch_row(
        "SELECT row_to_json(a)::text AS all FROM account a WHERE person = $1", village.person("P0001")
    )
    entry = await fetch_value("SELECT facts FROM record_entry WHERE kind = 'cards.issued'")
    assert account is not None
    for kept in (account["all"], entry, *capfd.readouterr()):
        assert code not in kept
        assert code.replace("-", "") not in kept
    assert '"P0001"' in entry


async def test_a_new_card_makes_the_old_one_void(village: Cast) -> None:
    old = await card_of(village.person("P0001"), village=village)

    new = await card_of(village.person("P0001"), village=village)

    with pytest.raises(Refused):
        await enter_by_card(old, village=village.place.id, host=HALL, at=EIGHT)
    assert await enter_by_card(new, village=village.place.id, host=HALL, at=EIGHT)


async def test_a_card_opens_for_thirty_days_and_says_until_when(village: Cast) -> None:
    printing = await print_cards([village.person("P0001")], by=village.administrator, at=EIGHT)
    code = re.search("[0-9A-Z]{4}-[0-9A-Z]{4}", reading.text(printing.pdf)).group()  # type: ignore[union-attr]  # it must be there
    last, after = EIGHT + timedelta(days=30), EIGHT + timedelta(days=31)

    with pytest.raises(Refused, match="too old"):
        await enter_by_card(code, village=village.place.id, host=HALL, at=after)
    ticket = await ticket_of(code, village=village, at=last)

    assert "有效期至" in reading.text(printing.pdf)
    with pytest.raises(Refused):
        await set_first_password(ticket, GOOD, village=village.place.id, at=after)
    assert "P0001" in {one.number for one in await without_access(village.place.id, on=after.date())}
    assert "P0001" not in {one.number for one in await without_access(village.place.id, on=last.date())}


async def test_cards_that_are_printed_keep_no_login_waiting(village: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    printed, opened = Event(), Event()

    def slow(secret: str) -> str:  # stands for a stack of cards: it ends only after somebody has come in
        printed.set()
        assert opened.wait(10)
        return secret

    await password_of("P0004", village=village)
    monkeypatch.setattr(passwords, "_hash", slow)
    async with create_task_group() as group:
        group.start_soon(partial(issue_cards, [village.person("P0001")], by=village.administrator, at=EIGHT))
        await to_thread.run_sync(printed.wait)
        entered = await enter_by_password("P0004", GOOD, village=village.place.id, caller=Caller(host=HALL), at=EIGHT)
        opened.set()

    assert entered.account


async def test_a_card_opens_no_other_village(village: Cast) -> None:
    code = await card_of(village.person("P0001"), village=village)

    with pytest.raises(Refused, match="not right"):
        await enter_by_card(code, village=village.neighbour.id, host=HALL, at=EIGHT)


async def test_everybody_of_age_or_with_a_seat_gets_one_and_then_nobody(village: Cast) -> None:
    before = {one.number for one in await without_access(village.place.id, on=EIGHT.date())}

    some = await print_missing_cards(by=village.administrator, at=EIGHT)

    after = {one.number for one in await without_access(village.place.id, on=EIGHT.date())}
    assert reading.pages(some.pdf) == 10
    assert len(before - after) == AT_A_TIME
    young = await fetch_row(
        "SELECT no FROM person WHERE born > '2010-01-01' AND village = $1 LIMIT 1", village.place.id
    )
    assert young is not None
    assert young["no"] not in before
    assert "W003" in before  # the township officer lives elsewhere and has no date of birth


@pytest.mark.parametrize("number", ["W002", "W003", "P0010"])
async def test_a_clerk_prints_no_card_for_who_stands_above(village: Cast, number: str) -> None:
    with pytest.raises(Forbidden):
        await issue_cards([village.person("P0001"), village.person(number)], by=village.clerk, at=EIGHT)


async def test_an_administrator_prints_them(village: Cast) -> None:
    sheet = await issue_cards([village.person("W002"), village.person("W003")], by=village.administrator, at=EIGHT)

    assert sorted(card.name for card in sheet.cards) == ["罗镇安", "高管理"]


async def test_a_person_of_another_village_is_not_there(village: Cast) -> None:
    other = village.stranger.person
    assert other is not None

    for person in (other, uuid4()):
        with pytest.raises(Missing):
            await issue_cards([person], by=village.clerk, at=EIGHT)


async def test_who_left_gets_no_card(village: Cast) -> None:
    await execute("UPDATE person SET until = '2026-04-20' WHERE id = $1", village.person("P0001"))

    with pytest.raises(Missing):
        await issue_cards([village.person("P0001")], by=village.clerk, at=EIGHT)


async def test_only_clerk_and_administrator_print(village: Cast) -> None:
    for actor in (village.resident, village.supervisor, village.branch, village.township):
        with pytest.raises(Forbidden):
            await issue_cards([village.person("P0001")], by=actor, at=EIGHT)
        with pytest.raises(Forbidden):
            await print_missing_cards(by=actor, at=EIGHT)


async def test_a_password_works_until_the_new_card_is_used(village: Cast) -> None:
    await password_of("P0001", village=village)

    await card_of(village.person("P0001"), village=village)

    assert await enter_by_password("P0001", GOOD, village=village.place.id, caller=Caller(host=HALL), at=EIGHT)


async def test_the_sheet_has_a_door_for_each_and_rare_names(village: Cast, tmp_path: Path) -> None:
    rare = {"P0001": "岩㛃", "P0002": "李䶮", "P0003": "王𬭚"}
    for number, name in rare.items():
        await execute("UPDATE person SET name = $2 WHERE id = $1", village.person(number), name)
    people = [village.person(f"P{number:04}") for number in range(1, 12)]

    sheet = await issue_cards(people, by=village.administrator, at=EIGHT)
    printed = await render("village/print_cards.html", sheet)

    assert reading.pages(printed) == 2
    said = reading.text(printed)
    assert all(name in said for name in rare.values())
    doors = reading.qr_codes(printed, tmp_path)
    assert sorted(doors) == sorted(f"http://yishi.test/v/mgb/login?by=card#{card.code}" for card in sheet.cards)
    assert {card.code for card in sheet.cards} <= {door.rpartition("#")[2] for door in doors}


async def test_a_card_printed_under_an_older_key_opens_while_that_key_is_believed(
    village: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    old, new = "old:" + "o" * 32, "new:" + "n" * 32
    try:
        settings_with(monkeypatch, old)
        code = await card_of(village.person("P0001"), village=village)
        settings_with(monkeypatch, f"{new} {old}")
        assert await enter_by_card(code, village=village.place.id, host=HALL, at=EIGHT)
        settings_with(monkeypatch, new)
        with pytest.raises(Refused):
            await enter_by_card(code, village=village.place.id, host=HALL, at=EIGHT)
    finally:
        monkeypatch.undo()
        settings.cache_clear()


def settings_with(monkeypatch: pytest.MonkeyPatch, secrets: str) -> None:
    monkeypatch.setenv("YISHI_SECRETS", secrets)
    settings.cache_clear()


async def test_a_clerk_who_prints_all_that_are_missing_prints_none_for_who_stands_above(village: Cast) -> None:
    printing = await print_missing_cards(by=village.clerk, at=EIGHT)

    said = reading.text(printing.pdf)
    assert "李秋菊" in said  # the clerk's own
    assert "高管理" not in said
    assert "罗镇安" not in said


async def test_cards_that_could_not_be_printed_do_not_count(village: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    old = await card_of(village.person("P0001"), village=village)

    async def jammed(*_order: object, **_more: object) -> bytes:
        raise PaperError("jammed")

    monkeypatch.setattr("app.village.services.cards.render", jammed)

    with pytest.raises(Refused, match="no card has changed"):
        await print_cards([village.person("P0001")], by=village.clerk, at=EIGHT)
    assert await enter_by_card(old, village=village.place.id, host=HALL, at=EIGHT)
