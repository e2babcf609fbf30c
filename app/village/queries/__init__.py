"""What the house asks of the village: which one an address names, and who stands at the door with which roles."""

import json
from collections import defaultdict
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from app.database import fetch, fetch_row
from app.doors import Actor, Role
from app.place import Place
from app.village.rules.natural_order import natural
from app.village.rules.people import PersonRow, Relation, Roster, roster_of
from app.village.rules.roles import roles_of, title_of
from app.village.rules.seats import Body, Office, Party, SeatRow, Sex


async def load_place(code: str) -> Place | None:
    """Return the village of a code, or None."""
    row = await fetch_row(
        "SELECT v.*, (SELECT p.name FROM seat s JOIN person p ON p.id = s.person"
        "  WHERE s.village = v.id AND s.body = 'supervision' AND s.office = 'chair' AND s.until IS NULL LIMIT 1)"
        " AS supervision_name FROM village v WHERE v.code = $1",
        code,
    )
    return None if row is None else _place(row)


async def village_of_reader(actor: Actor | None) -> Place | None:
    """Return the village a reader comes from where the address names none: the own one, or the only one there is."""
    if actor is not None:
        return await load_place(actor.village_code)
    rows = await fetch("SELECT code FROM village LIMIT 2")
    return await load_place(rows[0]["code"]) if len(rows) == 1 else None


async def load_actor(account: UUID, version: int, at: datetime, session: UUID | None = None) -> Actor | None:
    """Return the actor behind a session, with the seats of today; None once the session was ended, or all were."""
    row = await fetch_row(
        "SELECT a.id AS account, p.id AS person, p.name, p.party, v.id AS village, v.code,"
        " (SELECT json_agg(json_build_array(s.body, s.office)) FROM seat s WHERE s.person = p.id"
        "  AND s.since <= ($3 AT TIME ZONE v.zone)::date"
        "  AND (s.until IS NULL OR s.until > ($3 AT TIME ZONE v.zone)::date)) AS seats"
        " FROM account a JOIN person p ON p.id = a.person JOIN village v ON v.id = a.village"
        " WHERE a.id = $1 AND a.token_version = $2 AND (p.until IS NULL OR p.until > ($3 AT TIME ZONE v.zone)::date)"
        " AND NOT EXISTS (SELECT 1 FROM ended_session e WHERE e.id = $4)",
        account, version, at, session,
    )  # fmt: skip
    if row is None:
        return None
    seats = frozenset(
        SeatRow(body=Body(body), office=Office(office)) for body, office in json.loads(row["seats"] or "[]")
    )
    return Actor(
        village=row["village"],
        village_code=row["code"],
        person=row["person"],
        account=row["account"],
        name=row["name"],
        title=title_of(seats),
        roles=roles_of(seats, party=Party(row["party"])) | {Role.RESIDENT},
    )


async def seats_of(person: UUID, *, on: date) -> frozenset[SeatRow]:
    """Return the seats a person holds on a day."""
    rows = await fetch(
        "SELECT body, office FROM seat WHERE person = $1 AND since <= $2 AND (until IS NULL OR until > $2)", person, on
    )
    return frozenset(SeatRow(body=Body(row["body"]), office=Office(row["office"])) for row in rows)


def _place(row: Mapping[str, Any]) -> Place:
    return Place(
        id=row["id"],
        code=row["code"],
        name=row["name"],
        town=row["town"],
        zone=ZoneInfo(row["zone"]),
        supervision_phone=row["supervision_phone"],
        supervision_name=row["supervision_name"] or "",
        clerk_phone=row["clerk_phone"],
        township_phone=row["township_phone"],
    )


async def load_roster(village: UUID) -> Roster:
    """Return the village of today as a list, in the form that an imported list has."""
    people = await fetch(
        "SELECT p.*, h.no AS household_no, g.name AS group_name FROM person p"
        " LEFT JOIN household h ON h.id = p.household LEFT JOIN village_group g ON g.id = h.group"
        " WHERE p.village = $1 AND p.until IS NULL",
        village,
    )
    seats: defaultdict[UUID, list[SeatRow]] = defaultdict(list)
    for row in await fetch("SELECT person, body, office FROM seat WHERE village = $1 AND until IS NULL", village):
        seats[row["person"]].append(SeatRow(body=Body(row["body"]), office=Office(row["office"])))
    homes: defaultdict[UUID, list[str]] = defaultdict(list)
    for row in await fetch(
        "SELECT r.representative, h.no FROM representation r JOIN household h ON h.id = r.household"
        " WHERE r.village = $1 AND r.until IS NULL",
        village,
    ):
        homes[row["representative"]].append(row["no"])
    return roster_of(
        PersonRow(
            person_no=row["no"],
            name=row["name"],
            sex=Sex(row["sex"]),
            born=row["born"],
            household_no=row["household_no"] or "",
            group=row["group_name"] or "",
            head=row["head"],
            phone=row["phone"] or "",
            party=Party(row["party"]),
            seats=tuple(sorted(seats[row["id"]])),
            represents=tuple(sorted(homes[row["id"]], key=natural)),
            relation=Relation(row["relation"]) if row["relation"] else None,
        )
        for row in people
    )
