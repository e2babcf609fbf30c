"""Bringing the village to a list: twice the same is once, who leaves is out, who comes back is the same person."""

import asyncio
from dataclasses import replace
from datetime import date, timedelta

import pytest

from app.database import execute, fetch, fetch_value
from app.doors import Role
from app.refusals import Refused
from app.village.queries import load_roster
from app.village.rules.changes import fingerprint
from app.village.rules.people import PersonRow, Roster, roster_of
from app.village.rules.seats import Body, Office, SeatRow
from app.village.services.enrolment import compare, enroll
from app.village.services.login import Caller, enter_by_password
from tests.cast import EIGHT, Cast, acting
from tests.village.access import GOOD, HALL, password_of

pytestmark = pytest.mark.anyio
LATER = EIGHT + timedelta(days=30)


async def today(village: Cast) -> Roster:
    return await load_roster(village.place.id)


def without(roster: Roster, *numbers: str) -> Roster:
    return roster_of(person for person in roster if person.person_no not in numbers)


def changed(roster: Roster, number: str, **facts: object) -> Roster:
    return roster_of(replace(person, **facts) if person.person_no == number else person for person in roster)  # type: ignore[arg-type]  # facts of a person


async def entries(village: Cast) -> int:
    return int(await fetch_value("SELECT count(*) FROM record_entry WHERE village = $1", village.place.id))


async def test_the_same_list_again_changes_and_records_nothing(village: Cast) -> None:
    before = await entries(village)

    changes = await enroll(await today(village), village=village.place.id, by=village.administrator, at=EIGHT)

    assert not changes
    assert await entries(village) == before


async def test_of_two_imports_at_once_one_finds_nothing_to_do(village: Cast) -> None:
    listed = changed(await today(village), "P0001", phone="13900000000")
    before = await entries(village)

    answers = await asyncio.gather(
        *(enroll(listed, village=village.place.id, by=village.administrator, at=EIGHT) for _import in range(2))
    )

    assert sorted(bool(changes) for changes in answers) == [False, True]
    assert await entries(village) == before + 1


async def test_of_two_confirmations_of_one_look_the_second_is_told(village: Cast) -> None:
    listed = changed(await today(village), "P0001", phone="13900000000")
    seen = fingerprint(await compare(listed, village=village.place.id))

    answers = await asyncio.gather(
        *(
            enroll(listed, village=village.place.id, by=village.administrator, at=EIGHT, seen=seen)
            for _import in range(2)
        ),
        return_exceptions=True,
    )

    assert sorted(type(answer).__name__ for answer in answers) == ["Changes", "Refused"]


async def test_who_left_has_no_way_in_and_no_seat(village: Cast) -> None:
    await password_of("P0003", village=village)
    listed = without(await today(village), "P0003")
    listed = roster_of(replace(p, head=True, relation=None) if p.person_no == "P0004" else p for p in listed)

    await enroll(listed, village=village.place.id, by=village.administrator, at=EIGHT)

    with pytest.raises(Refused):
        await enter_by_password("P0003", GOOD, village=village.place.id, caller=Caller(host=HALL), at=EIGHT)
    rows = await fetch("SELECT until FROM seat WHERE person = $1", village.person("P0003"))
    assert [row["until"] for row in rows] == [EIGHT.date()]
    assert await fetch_value(
        "SELECT count(*) FROM representation r JOIN household h ON h.id = r.household"
        " WHERE r.representative = $1 AND r.until IS NULL", village.person("P0003"),
    ) == 0  # fmt: skip


async def test_what_ended_years_ago_keeps_its_day(village: Cast) -> None:
    for table, holder, rest in (
        ("seat", "person", "body, office"),
        ("representation", "representative", "household"),
    ):
        await execute(
            f"INSERT INTO {table} (id, village, {holder}, {rest}, since, until) SELECT gen_random_uuid(), village,"
            f" {holder}, {rest}, '2021-01-05', '2023-12-31' FROM {table} WHERE {holder} = $1 LIMIT 1",
            village.person("P0003"),
        )

    await enroll(without(await today(village), "P0003"), village=village.place.id, by=village.administrator, at=LATER)

    for table in ("seat", "representation"):
        rows = await fetch(f"SELECT until FROM {table} WHERE since = '2021-01-05'")
        assert [row["until"] for row in rows] == [date(2023, 12, 31)]


async def test_who_comes_back_under_the_old_number_is_the_same_person(village: Cast) -> None:
    whole = await today(village)
    await password_of("P0002", village=village)
    await enroll(without(whole, "P0002"), village=village.place.id, by=village.administrator, at=EIGHT)

    await enroll(whole, village=village.place.id, by=village.administrator, at=LATER)

    assert await today(village) == whole
    assert await fetch_value("SELECT count(*) FROM person WHERE no = 'P0002' AND village = $1", village.place.id) == 1
    with pytest.raises(Refused):  # the old password stays dead
        await enter_by_password("P0002", GOOD, village=village.place.id, caller=Caller(host=HALL), at=LATER)


async def test_an_old_number_is_not_given_to_somebody_else(village: Cast) -> None:
    whole = await today(village)
    await enroll(without(whole, "P0002"), village=village.place.id, by=village.administrator, at=EIGHT)
    other = changed(whole, "P0002", name="岩温", born=whole.by_no["P0001"].born)

    with pytest.raises(Refused, match="belonged to 张桂英"):
        await enroll(other, village=village.place.id, by=village.administrator, at=LATER)


async def test_a_group_with_a_new_name_stays_the_same_group(village: Cast) -> None:
    whole = await today(village)
    kept = await fetch_value("SELECT id FROM village_group WHERE name = '一组' AND village = $1", village.place.id)
    listed = roster_of(replace(p, group="甲组") if p.group == "一组" else p for p in whole)

    await enroll(listed, village=village.place.id, by=village.administrator, at=EIGHT)

    assert await fetch_value("SELECT name FROM village_group WHERE id = $1", kept) == "甲组"
    assert await today(village) == listed
    assert not await compare(listed, village=village.place.id)


async def test_a_household_that_moves_is_in_its_new_group(village: Cast) -> None:
    whole = await today(village)
    listed = roster_of(replace(p, group="二组") if p.household_no == "H001" else p for p in whole)

    await enroll(listed, village=village.place.id, by=village.administrator, at=EIGHT)

    assert await today(village) == listed


async def test_a_household_list_puts_neither_administrator_nor_clerk_out(village: Cast) -> None:
    only_homes = without(await today(village), "W001", "W002", "W003")

    changes = await enroll(only_homes, village=village.place.id, by=village.administrator, at=EIGHT)

    assert not changes
    assert Role.ADMINISTRATOR in (await acting("W002")).roles


async def test_a_list_that_names_a_clerk_replaces_the_clerk(village: Cast) -> None:
    only_homes = without(await today(village), "W001", "W002", "W003")
    clerk = SeatRow(body=Body.ADMINISTRATION, office=Office.CLERK)
    listed = changed(only_homes, "P0001", seats=(clerk,))

    changes = await enroll(listed, village=village.place.id, by=village.administrator, at=EIGHT)

    assert [person.person_no for person in changes.left] == ["W001"]
    assert Role.CLERK in (await acting("P0001")).roles
    assert Role.ADMINISTRATOR in (await acting("W002")).roles


async def test_the_record_holds_no_birth_date_and_no_phone(village: Cast) -> None:
    listed = changed(await today(village), "P0001", phone="13912345678")
    newcomer = PersonRow(
        person_no="P9001", name="岩新来", sex=listed.people[0].sex, born=listed.people[0].born, household_no="H001",
        group="一组", phone="13987654321",
    )  # fmt: skip

    await enroll(roster_of((*listed, newcomer)), village=village.place.id, by=village.administrator, at=EIGHT)

    facts = await fetch_value("SELECT facts FROM record_entry WHERE kind = 'village.enrolled' ORDER BY at DESC LIMIT 1")
    assert "P0001" in facts
    for secret in ("13912345678", "13987654321", f"{newcomer.born}"):
        assert secret not in facts
