"""The people of a village as its clerk sees them: found by name, number or group, with seats and way in."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from app.database import fetch, fetch_row
from app.village.queries.access import ACCESS_SQL, Access
from app.village.rules.natural_order import natural
from app.village.rules.seats import Body, Office, Party, SeatRow, Sex

ON_A_PAGE = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldSeat:
    """A seat with its days."""

    id: UUID
    seat: SeatRow
    since: date
    until: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedPerson:
    """A line of the list."""

    id: UUID
    number: str
    name: str
    group: str
    household: str
    access: Access
    seats: tuple[SeatRow, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PeoplePage:
    """One page of the list, and how many there are in all."""

    people: tuple[ListedPerson, ...]
    total: int
    page: int

    @property
    def pages(self) -> int:
        """How many pages the list has."""
        return max(1, -(-self.total // ON_A_PAGE))


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonFile:
    """What the clerk may know of a person."""

    id: UUID
    number: str
    name: str
    sex: Sex
    born: date | None
    group: str
    household: str
    phone: str
    party: Party
    access: Access
    card_issued_at: datetime | None
    seen_at: datetime | None
    seats: tuple[HeldSeat, ...]


_FROM = (
    " FROM person p LEFT JOIN account a ON a.person = p.id LEFT JOIN household h ON h.id = p.household"
    ' LEFT JOIN village_group g ON g.id = h."group" WHERE p.village = $1 AND (p.until IS NULL OR p.until > $2)'
)
_FOUND = (
    " AND ($3 = '' OR strpos(p.name, $3) > 0 OR upper(p.no) = upper($3) OR upper(h.no) = upper($3))"
    f" AND ($4 = '' OR g.name = $4) AND ($5 = '' OR {ACCESS_SQL} = $5)"
)


async def people_of(
    village: UUID, *, on: date, text: str = "", group: str = "", access: Access | None = None, page: int = 1
) -> PeoplePage:
    """Return one page of who lives or serves here today; who serves comes first."""
    asked = (village, on, text, group, access or "")
    found = await fetch(f'SELECT p.id, p.no, g.name AS "group", h.no AS household{_FROM}{_FOUND}', *asked)
    places = {row["id"]: [natural(row[name] or "") for name in ("group", "household", "no")] for row in found}
    shown = sorted(places, key=lambda one: places[one])[(page - 1) * ON_A_PAGE :][:ON_A_PAGE]
    rows = await fetch(
        f"SELECT p.id, p.no, p.name, g.name AS group_name, h.no AS household, {ACCESS_SQL} AS access"
        f"{_FROM} AND p.id = ANY($3::uuid[]) ORDER BY array_position($3::uuid[], p.id)",
        village, on, shown,
    )  # fmt: skip
    seats = await _seats([row["id"] for row in rows], on=on)
    people = tuple(
        ListedPerson(
            id=row["id"],
            number=row["no"],
            name=row["name"],
            group=row["group_name"] or "",
            household=row["household"] or "",
            access=Access(row["access"]),
            seats=tuple(held.seat for held in seats[row["id"]]),
        )
        for row in rows
    )
    return PeoplePage(people=people, total=len(places), page=page)


async def person_file(person: UUID, *, village: UUID, on: date) -> PersonFile | None:
    """Return one person of the village, or None where there is none of that kind here."""
    row = await fetch_row(
        "SELECT p.*, g.name AS group_name, h.no AS household_no, a.card_issued_at, a.seen_at,"
        f" {ACCESS_SQL} AS access{_FROM} AND p.id = $3",
        village, on, person,
    )  # fmt: skip
    return None if row is None else _file(row, tuple((await _seats([person], on=None))[person]))


def _file(row: Mapping[str, Any], seats: tuple[HeldSeat, ...]) -> PersonFile:
    return PersonFile(
        id=row["id"],
        number=row["no"],
        name=row["name"],
        sex=Sex(row["sex"]),
        born=row["born"],
        group=row["group_name"] or "",
        household=row["household_no"] or "",
        phone=row["phone"] or "",
        party=Party(row["party"]),
        access=Access(row["access"]),
        card_issued_at=row["card_issued_at"],
        seen_at=row["seen_at"],
        seats=seats,
    )


async def _seats(people: list[UUID], *, on: date | None) -> defaultdict[UUID, list[HeldSeat]]:
    """Return the seats of people: those held on a day, or all there ever were, the newest first."""
    rows = await fetch(
        "SELECT * FROM seat WHERE person = ANY($1::uuid[])"
        " AND ($2::date IS NULL OR (since <= $2 AND (until IS NULL OR until > $2)))"
        " ORDER BY until NULLS FIRST, since DESC, body",
        people, on,
    )  # fmt: skip
    found: defaultdict[UUID, list[HeldSeat]] = defaultdict(list)
    for row in rows:
        seat = SeatRow(body=Body(row["body"]), office=Office(row["office"]))
        found[row["person"]].append(HeldSeat(id=row["id"], seat=seat, since=row["since"], until=row["until"]))
    return found


async def groups_of(village: UUID) -> list[str]:
    """Return the names of the groups somebody lives in."""
    rows = await fetch(
        "SELECT DISTINCT g.name FROM village_group g JOIN household h ON h.\"group\" = g.id WHERE g.village = $1",
        village,
    )  # fmt: skip
    return sorted((row["name"] for row in rows), key=natural)


async def villages() -> list[tuple[str, str, str]]:
    """Return code, name and town of every village of this house."""
    return [(row["code"], row["name"], row["town"]) for row in await fetch("SELECT * FROM village ORDER BY town, name")]
