"""The demo's village and its people: founded, enrolled, and given the cards they log in with."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from app.database import fetch, fetch_row
from app.doors import Role
from app.logins import Login
from app.settings import ROOT
from app.village.queries import load_actor
from app.village.rules.people import PersonRow, roster_of
from app.village.rules.roster import read_village
from app.village.rules.seats import Body, Office, SeatRow, Sex
from app.village.services.cards import issue_cards
from app.village.services.enrolment import enroll
from app.village.services.founding import console, found_village

LIST = ROOT / "tests" / "cases" / "village.csv"
SERVANTS = (
    PersonRow(person_no="W001", name="李秋菊", sex=Sex.FEMALE, phone="10000020001", seats=(SeatRow(body=Body.ADMINISTRATION, office=Office.CLERK),)),
    PersonRow(person_no="W002", name="高明远", sex=Sex.MALE, phone="10000020002", seats=(SeatRow(body=Body.ADMINISTRATION, office=Office.ADMINISTRATOR),)),
    PersonRow(person_no="W003", name="罗镇安", sex=Sex.MALE, phone="10000020003", seats=(SeatRow(body=Body.TOWNSHIP, office=Office.TOWNSHIP_OFFICER),)),
)  # fmt: skip
SHOWN = ("P0150", "W001", "P0086", "P0003", "P0195", "P0019", "P0010", "P0061", "P0001", "W002", "W003")


async def found(*, at: datetime) -> UUID:
    """Found the village and enroll everybody."""
    reading = read_village(LIST.read_bytes(), filename=LIST.name, today=at.date())
    village = await found_village(
        "曼岗坝村", code="mgb", town="勐澜镇", at=at, supervision_phone="0000-8216045", clerk_phone="0000-8216046",
        township_phone="0000-8210012",
    )  # fmt: skip
    await enroll(roster_of((*reading.roster, *SERVANTS)), village=village, by=console(village, code="mgb"), at=at)
    return village


async def printed_cards(village: UUID, *, numbers: frozenset[str], at: datetime) -> list[Login]:
    """Give everybody who acts a card, and return who of them can log in with which code."""
    office = replace(console(village, code="mgb"), roles=frozenset({Role.ADMINISTRATOR}))
    wanted = [*SHOWN, *sorted(numbers - set(SHOWN))]
    rows = await fetch(
        "SELECT no, id FROM person WHERE village = $1 AND (no = ANY($2) OR id IN"
        " (SELECT person FROM seat WHERE village = $1))",
        village, wanted,
    )  # fmt: skip
    people = {row["no"]: row["id"] for row in rows}
    await issue_cards([people[number] for number in sorted(people.keys() - set(SHOWN))], by=office, at=at)
    logins = []
    for number in SHOWN:
        (card,) = (await issue_cards([people[number]], by=office, at=at)).cards
        logins.append(Login(name=card.name, seats=await _seats(people[number], at=at), code=card.code))
    return logins


async def _seats(person: UUID, *, at: datetime) -> str:
    row = await fetch_row("SELECT id, token_version FROM account WHERE person = $1", person)
    actor = None if row is None else await load_actor(row["id"], row["token_version"], at)
    if actor is None:
        raise LookupError("a card was issued without an account")
    return actor.title or ("党员" if actor.may(Role.PARTY_MEMBER) else "村民")
