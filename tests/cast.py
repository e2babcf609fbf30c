"""The people of the tests: a whole village from `cases/village.csv`, and the few who act in most stories."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

from app.database import fetch, fetch_row, transaction
from app.doors import Actor
from app.place import Place
from app.village.queries import load_actor, load_place
from app.village.rules.people import PersonRow, Roster, roster_of
from app.village.rules.roster import read_village
from app.village.rules.seats import Body, Office, SeatRow, Sex
from app.village.services.enrolment import enroll
from app.village.services.founding import console, found_village
from app.village.tables import Account

CASES = Path(__file__).parent / "cases"
PACKS = Path(__file__).parent / "packs"  # rules that villages lived by once
FOUNDED = datetime(2026, 1, 5, 1, 0, tzinfo=UTC)  # nine in the morning in the village
EIGHT = datetime(2026, 4, 20, 12, 0, tzinfo=UTC)  # eight in the evening of 20 April, when most stories happen

SERVANTS = (
    PersonRow(
        person_no="W001", name="李秋菊", sex=Sex.FEMALE, phone="10000020001",
        seats=(SeatRow(body=Body.ADMINISTRATION, office=Office.CLERK),),
    ),
    PersonRow(
        person_no="W002", name="高管理", sex=Sex.MALE, phone="10000020002",
        seats=(SeatRow(body=Body.ADMINISTRATION, office=Office.ADMINISTRATOR),),
    ),
    PersonRow(
        person_no="W003", name="罗镇安", sex=Sex.MALE, phone="10000020003",
        seats=(SeatRow(body=Body.TOWNSHIP, office=Office.TOWNSHIP_OFFICER),),
    ),
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Cast:
    """The village and who acts in it; `people` is everybody by person number."""

    place: Place
    neighbour: Place
    people: dict[str, UUID]
    secretary: Actor
    clerk: Actor
    committee: Actor
    branch: Actor
    representative: Actor
    party_member: Actor
    supervisor: Actor
    administrator: Actor
    township: Actor
    resident: Actor
    stranger: Actor

    def person(self, number: str) -> UUID:
        """Return the id of a person by number."""
        return self.people[number]


async def found_cast() -> Cast:
    """Found the village and its neighbour, enroll everybody, and give the cast their accounts."""
    roster = read_village((CASES / "village.csv").read_bytes(), filename="village.csv", today=FOUNDED.date()).roster
    here = await _founded("曼岗坝村", code="mgb", town="勐澜镇", roster=roster_of((*roster, *SERVANTS)))
    there = await _founded("新平村", code="xp", town="勐澜镇", roster=roster_of(replace(p, phone="") for p in roster))
    people = {row["no"]: row["id"] for row in await fetch("SELECT no, id FROM person WHERE village = $1", here.id)}
    return Cast(
        place=here,
        neighbour=there,
        people=people,
        secretary=await acting("P0150"),  # Party secretary and committee chair
        clerk=await acting("W001"),
        committee=await acting("P0086"),
        branch=await acting("P0098"),
        representative=await acting("P0003"),
        party_member=await acting("P0019"),
        supervisor=await acting("P0010"),
        administrator=await acting("W002"),
        township=await acting("W003"),
        resident=await acting("P0001"),
        stranger=await acting("P0150", code="xp"),
    )


async def acting(number: str, *, code: str = "mgb", at: datetime = EIGHT) -> Actor:
    """Return a person of the village as an actor, with an account made where there is none."""
    person = await fetch_row(
        "SELECT p.id, p.village FROM person p JOIN village v ON v.id = p.village WHERE v.code = $1 AND p.no = $2",
        code, number,
    )  # fmt: skip
    assert person is not None
    account = await fetch_row("SELECT id, token_version FROM account WHERE person = $1", person["id"])
    if account is None:
        async with transaction():
            await Account.insert(Account(village=person["village"], person=person["id"]))
        account = await fetch_row("SELECT id, token_version FROM account WHERE person = $1", person["id"])
    assert account is not None
    actor = await load_actor(account["id"], account["token_version"], at)
    assert actor is not None
    return actor


async def _founded(name: str, *, code: str, town: str, roster: Roster) -> Place:
    village = await found_village(
        name, code=code, town=town, at=FOUNDED, supervision_phone="0000-8216045", clerk_phone="0000-8216046",
        township_phone="0000-8210012",
    )  # fmt: skip
    await enroll(roster, village=village, by=console(village, code=code), at=FOUNDED)
    place = await load_place(code)
    assert place is not None
    return place
