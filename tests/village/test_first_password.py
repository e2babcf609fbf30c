"""The first use of a card: a password of one's own, chosen once, on one phone."""

import asyncio
from datetime import timedelta

import pytest

from app.database import fetch_row, fetch_value
from app.refusals import Refused
from app.village.services.access import revoke
from app.village.services.login import enter_by_card
from app.village.services.passwords import set_first_password
from tests.cast import EIGHT, Cast
from tests.client import Doors
from tests.village.access import GOOD, HALL, card_of, phone, ticket_of

pytestmark = pytest.mark.anyio


async def test_a_resident_comes_in_by_card_and_sets_a_password(village: Cast, doors: Doors) -> None:
    code = await card_of(village.person("P0001"), village=village)
    async with phone(doors) as own:
        shown = await own.post("/v/mgb/login", data={"card": code.lower(), "next": "/v/mgb/meetings"})
        chosen = await own.get(shown.headers["location"])
        inside = await own.post("/v/mgb/login/password", data={"password": GOOD, "again": GOOD})
        account = await own.get("/v/mgb/account")

    assert (shown.status_code, shown.headers["location"]) == (303, "/v/mgb/login/password")
    assert "程应罕" in chosen.text
    assert (inside.status_code, inside.headers["location"]) == (303, "/v/mgb/meetings")
    assert account.status_code == 200
    assert "程应罕" in account.text


async def test_the_card_dies_when_the_password_is_set(village: Cast) -> None:
    code = await card_of(village.person("P0001"), village=village)

    await set_first_password(await ticket_of(code, village=village), GOOD, village=village.place.id, at=EIGHT)

    with pytest.raises(Refused, match="used already"):
        await enter_by_card(code, village=village.place.id, host=HALL, at=EIGHT)
    entry = await fetch_row("SELECT * FROM record_entry WHERE kind = 'password.set'")
    assert entry is not None
    assert entry["actor"] == village.person("P0001")
    assert GOOD not in entry["facts"]


async def test_of_two_phones_with_one_card_one_sets_the_password(village: Cast) -> None:
    code = await card_of(village.person("P0001"), village=village)
    tickets = await asyncio.gather(ticket_of(code, village=village), ticket_of(code, village=village))

    answers = await asyncio.gather(
        *(
            set_first_password(ticket, password, village=village.place.id, at=EIGHT)
            for ticket, password in zip(tickets, (GOOD, "另一个人设的密码9"), strict=True)
        ),
        return_exceptions=True,
    )

    assert sorted(type(answer).__name__ for answer in answers) == ["Refused", "int"]
    assert await fetch_value("SELECT count(*) FROM record_entry WHERE kind = 'password.set'") == 1


async def test_the_two_passwords_must_be_the_same(village: Cast, doors: Doors) -> None:
    code = await card_of(village.person("P0001"), village=village)
    async with phone(doors) as own:
        await own.post("/v/mgb/login", data={"card": code})
        other = await own.post("/v/mgb/login/password", data={"password": GOOD, "again": GOOD + "x"})
        short = await own.post("/v/mgb/login/password", data={"password": "12345678", "again": "12345678"})
        none = await own.post("/v/mgb/login/password", data={})

    assert other.status_code == 422
    assert "两次输入的密码不一样" in other.text
    assert GOOD not in other.text
    assert short.status_code == 409
    assert "太容易被人猜到" in short.text
    assert none.status_code == 422


async def test_after_ten_minutes_the_card_is_typed_again(village: Cast, doors: Doors) -> None:
    code = await card_of(village.person("P0001"), village=village)
    async with phone(doors) as own:
        await own.post("/v/mgb/login", data={"card": code})
        doors.clock.now = EIGHT + timedelta(minutes=10)
        late = await own.post("/v/mgb/login/password", data={"password": GOOD, "again": GOOD})

    assert late.status_code == 409
    assert "超过10分钟" in late.text


async def test_a_ticket_opens_nothing_else(village: Cast, doors: Doors) -> None:
    code = await card_of(village.person("P0001"), village=village)
    async with phone(doors) as own:
        await own.post("/v/mgb/login", data={"card": code})
        ticket = own.cookies["yishi_card"]
        own.cookies.set("yishi_session", ticket, domain="yishi.test")
        as_session = await own.get("/v/mgb/account")
        own.cookies.clear()
        own.cookies.set("yishi_card", ticket[:-4] + "AAAA", domain="yishi.test")
        forged = await own.get("/v/mgb/login/password")
        own.cookies.clear()
        own.cookies.set("yishi_card", ticket, domain="yishi.test")
        elsewhere = await own.get("/v/xp/login/password")

    assert as_session.status_code == 303
    assert forged.status_code == 409
    assert elsewhere.status_code == 409


async def test_a_card_revoked_between_the_pages_sets_nothing(village: Cast) -> None:
    ticket = await ticket_of(await card_of(village.person("P0001"), village=village), village=village)

    await revoke(village.person("P0001"), by=village.clerk, at=EIGHT)

    with pytest.raises(Refused):
        await set_first_password(ticket, GOOD, village=village.place.id, at=EIGHT)
