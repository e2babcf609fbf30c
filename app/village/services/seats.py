"""Seats between elections: the administrator enters who took a seat and who left one, with the day."""

from datetime import date, datetime
from uuid import UUID, uuid4

from app.database import execute, fetch_row, fetch_value, locked, transaction
from app.doors import Actor, Role
from app.figures import day_of
from app.record import write_entry
from app.refusals import Missing, Refused
from app.village.rules.seats import OFFICES, SINGLE_OFFICES, Body, Office, SeatRow
from app.village.tables import Village
from app.words import _


async def appoint(person: UUID, seat: SeatRow, *, since: date, by: Actor, at: datetime) -> None:
    """Give somebody a seat from a day on, at most today; a committee has one head, and nobody sits in a body twice."""
    by.must(Role.ADMINISTRATOR)
    _must_fit(seat)
    if since > day_of(at):
        raise Refused(_("A seat begins today or began before; enter it on the day."), field="since")
    async with transaction():
        await locked(Village, by.village)
        number = await _number_of(person, village=by.village)
        await _must_be_free(seat, person=person, village=by.village)
        kept = await fetch_value(
            "INSERT INTO seat (id, village, person, body, office, since) VALUES ($1, $2, $3, $4, $5, $6)"
            " ON CONFLICT (person, body, office, since) DO UPDATE SET until = NULL RETURNING id",
            uuid4(), by.village, person, seat.body, seat.office, since,
        )  # fmt: skip
        facts = {"person": number, "body": seat.body.value, "office": seat.office.value, "since": since.isoformat()}
        await write_entry("seat.begun", subject=kept, by=by, at=at, facts=facts)


async def end_seat(seat: UUID, *, until: date, by: Actor, at: datetime) -> None:
    """End a seat on a day; the village keeps at least one administrator."""
    by.must(Role.ADMINISTRATOR)
    async with transaction():
        await locked(Village, by.village)
        row = await fetch_row(
            "SELECT s.*, p.no FROM seat s JOIN person p ON p.id = s.person WHERE s.id = $1 AND s.village = $2",
            seat, by.village,
        )  # fmt: skip
        if row is None:
            raise Missing()
        if row["until"] is not None:
            raise Refused(_("This seat has ended already."))
        if not row["since"] <= until <= day_of(at):
            raise Refused(_("A seat ends between the day it began and today."), field="until")
        if row["office"] == Office.ADMINISTRATOR and await _holders(row["office"], village=by.village) == 1:
            raise Refused(_("This is the village's only administrator. Appoint another one first."))
        await execute("UPDATE seat SET until = $2 WHERE id = $1", seat, until)
        facts = {"person": row["no"], "body": row["body"], "office": row["office"], "until": until.isoformat()}
        await write_entry("seat.ended", subject=seat, by=by, at=at, facts=facts)


def _must_fit(seat: SeatRow) -> None:
    if seat.office not in OFFICES[seat.body]:
        raise Refused(
            _(
                "There is no office “%(office)s” in this body: %(body)s.",
                office=seat.office.label,
                body=seat.body.label,
            ),
            field="seat",
        )


async def _must_be_free(seat: SeatRow, *, person: UUID, village: UUID) -> None:
    if await fetch_value("SELECT 1 FROM seat WHERE person = $1 AND body = $2 AND until IS NULL", person, seat.body):
        raise Refused(_("This person sits in this body already: end that seat first."), field="seat")
    if seat.office not in SINGLE_OFFICES or seat.body is Body.ADMINISTRATION:
        return
    holder = await fetch_value(
        "SELECT p.name FROM seat s JOIN person p ON p.id = s.person"
        " WHERE s.village = $1 AND s.body = $2 AND s.office = $3 AND s.until IS NULL",
        village, seat.body, seat.office,
    )  # fmt: skip
    if holder is not None:
        raise Refused(_("%(name)s holds this office: end that seat first.", name=holder), field="seat")


async def _holders(office: str, *, village: UUID) -> int:
    sql = "SELECT count(*) FROM seat WHERE village = $1 AND office = $2 AND until IS NULL"
    return int(await fetch_value(sql, village, office))


async def _number_of(person: UUID, *, village: UUID) -> str:
    number = await fetch_value(
        "SELECT no FROM person WHERE id = $1 AND village = $2 AND until IS NULL", person, village
    )
    if number is None:
        raise Missing()
    return str(number)
