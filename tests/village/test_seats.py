"""Seats between elections: one head to a body, fitting offices, honest days, always an administrator."""

import asyncio
from datetime import date, timedelta

import pytest

from app.database import fetch_row, fetch_value
from app.doors import Role
from app.refusals import Forbidden, Missing, Refused
from app.village.rules.seats import Body, Office, SeatRow
from app.village.services.seats import appoint, end_seat
from tests.cast import EIGHT, Cast, acting
from tests.client import Doors

pytestmark = pytest.mark.anyio
TODAY = EIGHT.date()
HEAD_OF_SUPERVISION = SeatRow(body=Body.SUPERVISION, office=Office.CHAIR)
ADMINISTRATOR = SeatRow(body=Body.ADMINISTRATION, office=Office.ADMINISTRATOR)


async def seat_of(number: str, body: Body, *, village: Cast) -> object:
    return await fetch_value(
        "SELECT id FROM seat WHERE person = $1 AND body = $2 AND until IS NULL", village.person(number), body
    )


async def test_a_seat_gives_its_role_from_its_first_day(village: Cast) -> None:
    await appoint(village.person("P0001"), ADMINISTRATOR, since=TODAY, by=village.administrator, at=EIGHT)

    assert Role.ADMINISTRATOR in (await acting("P0001")).roles
    entry = await fetch_row("SELECT kind, facts FROM record_entry ORDER BY seq DESC LIMIT 1")
    assert entry is not None
    assert entry["kind"] == "seat.begun"
    assert '"person":"P0001"' in entry["facts"]


async def test_a_seat_that_ends_takes_its_role_along(village: Cast) -> None:
    await end_seat(
        await seat_of("P0086", Body.VILLAGERS_COMMITTEE, village=village),  # type: ignore[arg-type]  # an id
        until=TODAY, by=village.administrator, at=EIGHT,
    )  # fmt: skip

    assert Role.COMMITTEE not in (await acting("P0086")).roles


@pytest.mark.parametrize(
    ("number", "seat", "since", "said"),
    [
        ("P0001", SeatRow(body=Body.SUPERVISION, office=Office.SECRETARY), TODAY, "no office"),
        ("P0001", HEAD_OF_SUPERVISION, TODAY, "holds this office"),
        ("P0001", ADMINISTRATOR, TODAY + timedelta(days=1), "begins today or began before"),
        ("P0010", SeatRow(body=Body.SUPERVISION, office=Office.MEMBER), TODAY, "sits in this body already"),
    ],
)
async def test_a_seat_that_does_not_fit_is_refused(
    village: Cast, number: str, seat: SeatRow, since: date, said: str
) -> None:
    with pytest.raises(Refused, match=said):
        await appoint(village.person(number), seat, since=since, by=village.administrator, at=EIGHT)


async def test_of_two_heads_appointed_at_once_one_is_refused(village: Cast) -> None:
    secretary = SeatRow(body=Body.BRANCH_COMMITTEE, office=Office.SECRETARY)
    await end_seat(
        await seat_of("P0150", Body.BRANCH_COMMITTEE, village=village),  # type: ignore[arg-type]  # an id
        until=TODAY, by=village.administrator, at=EIGHT,
    )  # fmt: skip

    answers = await asyncio.gather(
        *(
            appoint(village.person(number), secretary, since=TODAY, by=village.administrator, at=EIGHT)
            for number in ("P0019", "P0003")
        ),
        return_exceptions=True,
    )

    assert [type(answer).__name__ for answer in answers].count("Refused") == 1


async def test_the_only_administrator_keeps_the_seat(village: Cast) -> None:
    own = await seat_of("W002", Body.ADMINISTRATION, village=village)

    with pytest.raises(Refused, match="only administrator"):
        await end_seat(own, until=TODAY, by=village.administrator, at=EIGHT)  # type: ignore[arg-type]  # an id


async def test_a_seat_of_another_village_is_not_there(village: Cast) -> None:
    other = await fetch_value("SELECT id FROM seat WHERE village = $1 LIMIT 1", village.neighbour.id)

    with pytest.raises(Missing):
        await end_seat(other, until=TODAY, by=village.administrator, at=EIGHT)
    with pytest.raises(Missing):
        await appoint(village.stranger.person, ADMINISTRATOR, since=TODAY, by=village.administrator, at=EIGHT)  # type: ignore[arg-type]  # a person


async def test_only_an_administrator_gives_seats(village: Cast) -> None:
    for actor in (village.clerk, village.secretary, village.township, village.resident):
        with pytest.raises(Forbidden):
            await appoint(village.person("P0001"), ADMINISTRATOR, since=TODAY, by=actor, at=EIGHT)


async def test_the_page_of_a_person_gives_and_ends_seats(village: Cast, doors: Doors) -> None:
    administrator = await doors.as_(village.administrator)
    page = f"/v/mgb/people/{village.person('P0001')}"

    given = await administrator.post(f"{page}/seats", data={"seat": "administration:clerk", "since": "2026-04-20"})
    held = await seat_of("P0001", Body.ADMINISTRATION, village=village)
    shown = await administrator.get(page)
    twice = await administrator.post(f"{page}/seats", data={"seat": "administration:clerk", "since": "2026-04-20"})
    wrong = await administrator.post(f"{page}/seats", data={"seat": "nothing", "since": "yesterday"})
    early = await administrator.post(f"{page}/seats/{held}/end", data={"until": "2026-04-19"})
    ended = await administrator.post(f"{page}/seats/{held}/end", data={"until": "2026-04-20"})

    assert given.status_code == ended.status_code == 303
    assert "文书" in shown.text.partition("h-seats")[2].partition("<form")[0]
    assert (twice.status_code, wrong.status_code, early.status_code) == (409, 422, 409)
    assert "已有职务" in twice.text
