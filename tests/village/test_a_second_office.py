"""Cards, logins and seats of who supervises are not in one hand: a second office agrees, the record names both."""

import asyncio
import json
from uuid import UUID

import pytest

from app.database import execute, fetch, fetch_row, fetch_value
from app.doors import Actor, Role
from app.refusals import Forbidden, Missing, Refused
from app.village.queries.consents import consents_of
from app.village.rules.roles import roles_of
from app.village.rules.seats import Body, Office, Party, SeatRow
from app.village.services.access import revoke
from app.village.services.cards import ask_for_card, issue_cards, print_missing_cards
from app.village.services.consenting import decide_consent
from app.village.services.founding import console
from app.village.services.passwords import set_first_password
from app.village.services.seats import appoint, end_seat
from tests.cast import EIGHT, Cast, acting
from tests.client import Doors
from tests.village.access import GOOD, card_of, ticket_of

pytestmark = pytest.mark.anyio
TODAY = EIGHT.date()
WATCHER = "P0010"  # sits on the supervision committee, like `village.supervisor`
MEMBER = SeatRow(body=Body.SUPERVISION, office=Office.MEMBER)
TOWNSHIP = SeatRow(body=Body.TOWNSHIP, office=Office.TOWNSHIP_OFFICER)


async def come_in(*numbers: str, village: Cast) -> None:
    """Let people set a password with cards from the command line, which needs no second office."""
    by = console(village.place.id, code=village.place.code)
    for number in numbers:
        sheet = await issue_cards([village.person(number)], by=by, at=EIGHT)
        ticket = await ticket_of(sheet.cards[0].code, village=village)
        await set_first_password(ticket, GOOD, village=village.place.id, at=EIGHT)


async def second(village: Cast) -> Actor:
    """Return a township officer who has come in, and can agree."""
    await come_in("W003", village=village)
    return village.township


async def wish(village: Cast) -> UUID:
    (line, *_others) = await consents_of(village.place.id)
    return line.id


async def test_a_card_of_a_supervisor_is_printed_only_after_a_second_office_agreed(village: Cast) -> None:
    township = await second(village)
    watcher = village.person(WATCHER)

    with pytest.raises(Refused, match="second office must agree"):
        await issue_cards([watcher], by=village.administrator, at=EIGHT)
    await ask_for_card(watcher, by=village.administrator, at=EIGHT)
    await decide_consent(await wish(village), agrees=True, reason="", by=township, at=EIGHT)
    sheet = await issue_cards([watcher], by=village.administrator, at=EIGHT)
    with pytest.raises(Refused, match="second office must agree"):
        await issue_cards([watcher], by=village.administrator, at=EIGHT)

    entries = await fetch("SELECT kind, actor_name, facts FROM record_entry ORDER BY seq DESC LIMIT 3")
    issued, given, asked = entries
    assert len(sheet.cards) == 1
    assert [row["kind"] for row in (asked, given, issued)] == ["consent.asked", "consent.given", "cards.issued"]
    assert (asked["actor_name"], given["actor_name"]) == (village.administrator.name, township.name)
    assert json.loads(given["facts"])["asked_by"] == village.administrator.name
    assert len(json.loads(issued["facts"])["consents"]) == 1


async def test_until_anybody_of_a_second_office_has_come_in_the_village_begins_without(village: Cast) -> None:
    assert await card_of(village.person(WATCHER), village=village)
    assert await appoint(village.person("P0001"), MEMBER, since=TODAY, by=village.administrator, at=EIGHT)


async def test_a_clerk_asks_for_no_card_of_who_supervises(village: Cast) -> None:
    await second(village)

    with pytest.raises(Forbidden, match="Only an administrator"):
        await ask_for_card(village.person(WATCHER), by=village.clerk, at=EIGHT)


async def test_cards_for_everybody_leave_out_who_needs_a_second_office(village: Cast) -> None:
    await second(village)
    await execute("DELETE FROM account WHERE person <> $1", village.person("W003"))
    await execute(
        "UPDATE person SET born = '2020-01-01' WHERE id <> ALL($1::uuid[]) AND born IS NOT NULL",
        [village.person("P0001")],
    )
    await execute("UPDATE seat SET until = since WHERE body NOT IN ('supervision', 'township')")

    await print_missing_cards(by=village.administrator, at=EIGHT)

    entry = await fetch_value("SELECT facts FROM record_entry WHERE kind = 'cards.issued' ORDER BY seq DESC LIMIT 1")
    assert json.loads(entry)["people"] == ["P0001"]


async def test_a_supervisor_is_not_put_out_by_one_office(village: Cast) -> None:
    await come_in(WATCHER, village=village)
    township = await second(village)
    watcher = village.person(WATCHER)

    done = await revoke(watcher, by=village.administrator, at=EIGHT)
    before = await fetch_value("SELECT password_hash FROM account WHERE person = $1", watcher)
    await decide_consent(await wish(village), agrees=True, reason="", by=township, at=EIGHT)

    assert not done
    assert before is not None
    assert await fetch_value("SELECT password_hash FROM account WHERE person = $1", watcher) is None


async def test_a_seat_that_supervises_begins_and_ends_with_a_second_office(village: Cast) -> None:
    township = await second(village)
    person = village.person("P0001")

    given = await appoint(person, MEMBER, since=TODAY, by=village.administrator, at=EIGHT)
    roles_before = (await acting("P0001")).roles
    await decide_consent(await wish(village), agrees=True, reason="", by=township, at=EIGHT)
    roles_after = (await acting("P0001")).roles
    seat = await fetch_value("SELECT id FROM seat WHERE person = $1 AND body = 'supervision'", person)
    ended = await end_seat(seat, until=TODAY, by=village.administrator, at=EIGHT)
    await decide_consent(await wish(village), agrees=True, reason="", by=township, at=EIGHT)

    assert (given, ended) == (False, False)
    assert Role.SUPERVISION not in roles_before
    assert Role.SUPERVISION in roles_after
    assert await fetch_value("SELECT until FROM seat WHERE id = $1", seat) == TODAY
    row = await fetch_row(
        "SELECT actor_name, facts FROM record_entry WHERE kind = 'seat.begun' ORDER BY seq DESC LIMIT 1"
    )
    assert row is not None
    assert row["actor_name"] == township.name
    assert json.loads(row["facts"])["asked_by"] == village.administrator.name


async def test_an_administrator_makes_nobody_a_township_officer_alone(village: Cast) -> None:
    await second(village)
    own = await fetch_value("SELECT id FROM person WHERE no = 'P0001' AND village = $1", village.place.id)

    assert not await appoint(own, TOWNSHIP, since=TODAY, by=village.administrator, at=EIGHT)


async def test_neither_who_asked_nor_whom_it_is_about_nor_another_office_decides(village: Cast) -> None:
    await come_in(WATCHER, village=village)
    await second(village)
    await ask_for_card(village.person(WATCHER), by=village.administrator, at=EIGHT)
    consent = await wish(village)

    for actor in (await acting(WATCHER), village.administrator, village.secretary, village.clerk, village.resident):
        with pytest.raises(Forbidden):
            await decide_consent(consent, agrees=True, reason="", by=actor, at=EIGHT)
    with pytest.raises((Missing, Forbidden)):
        await decide_consent(consent, agrees=True, reason="", by=village.stranger, at=EIGHT)


async def test_what_is_declined_has_a_reason_and_is_not_done(village: Cast) -> None:
    township = await second(village)
    await ask_for_card(village.person(WATCHER), by=village.administrator, at=EIGHT)
    consent = await wish(village)

    with pytest.raises(Refused, match="Say why"):
        await decide_consent(consent, agrees=False, reason=" ", by=township, at=EIGHT)
    await decide_consent(consent, agrees=False, reason="本人没有丢卡", by=township, at=EIGHT)

    with pytest.raises(Refused, match="second office must agree"):
        await issue_cards([village.person(WATCHER)], by=village.administrator, at=EIGHT)
    with pytest.raises(Refused, match="decided already"):
        await decide_consent(consent, agrees=True, reason="", by=township, at=EIGHT)


async def test_of_two_who_decide_at_once_the_second_is_late(village: Cast) -> None:
    await come_in(WATCHER, village=village)
    township = await second(village)
    await appoint(village.person("P0001"), MEMBER, since=TODAY, by=village.administrator, at=EIGHT)
    consent = await wish(village)

    answers = await asyncio.gather(
        *(
            decide_consent(consent, agrees=True, reason="", by=actor, at=EIGHT)
            for actor in (township, await acting(WATCHER))
        ),
        return_exceptions=True,
    )

    assert sorted(type(answer).__name__ for answer in answers) == ["NoneType", "Refused"]
    assert await fetch_value("SELECT count(*) FROM seat WHERE person = $1", village.person("P0001")) == 1


@pytest.mark.parametrize(
    ("number", "seat"),
    [
        ("P0150", MEMBER),  # the Party secretary
        ("P0086", MEMBER),  # the villagers' committee
        ("W002", MEMBER),  # the administrator
        (WATCHER, SeatRow(body=Body.ADMINISTRATION, office=Office.CLERK)),
        (WATCHER, SeatRow(body=Body.VILLAGERS_COMMITTEE, office=Office.CLERK)),
        (WATCHER, TOWNSHIP),
    ],
)
async def test_nobody_sits_on_both_sides(village: Cast, number: str, seat: SeatRow) -> None:
    with pytest.raises(Refused, match=r"cannot supervise|township officer"):
        await appoint(village.person(number), seat, since=TODAY, by=village.administrator, at=EIGHT)


def test_who_sits_on_both_sides_all_the_same_does_not_supervise() -> None:
    both = [MEMBER, SeatRow(body=Body.VILLAGERS_COMMITTEE, office=Office.MEMBER)]

    assert Role.SUPERVISION not in roles_of(both, party=Party.NONE)
    assert Role.COMMITTEE in roles_of(both, party=Party.NONE)


async def test_the_pages_lead_from_the_wish_to_the_card(village: Cast, doors: Doors) -> None:
    await come_in(WATCHER, village=village)
    await second(village)
    person = village.person(WATCHER)
    administrator, township = await doors.as_(village.administrator), await doors.as_(village.township)
    watcher = await doors.as_(await acting(WATCHER))

    shown = await administrator.get(f"/v/mgb/people/{person}")
    asked = await administrator.post(f"/v/mgb/people/{person}/card")
    told = await watcher.get("/v/mgb/desk")
    desk = await township.get("/v/mgb/desk")
    wrong = await township.post(f"/v/mgb/consents/{await wish(village)}", data={"act": "decline"})
    agreed = await township.post(f"/v/mgb/consents/{await wish(village)}", data={"act": "agree"})
    listed = await administrator.get("/v/mgb/consents")
    card = await administrator.post(f"/v/mgb/people/{person}/card")

    assert "申请新登录卡" in shown.text
    assert asked.headers["location"].endswith("?done=asked")
    assert "如果不是您本人的意思" in told.text
    assert "同意或者不同意" in desk.text
    assert (wrong.status_code, agreed.status_code) == (409, 303)
    assert village.township.name in listed.text
    assert card.headers["content-type"] == "application/pdf"
