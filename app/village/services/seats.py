"""Seats between elections: the administrator enters who took a seat and who left one, with the day; for the seats that
watch over others a second office agrees first."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from app.database import execute, fetch_row, fetch_value, locked, must_be_in_transaction, transaction
from app.doors import Actor, Role
from app.figures import day_of
from app.record import write_entry
from app.refusals import Missing, Refused
from app.village.queries import seats_of
from app.village.queries.consents import second_office
from app.village.rules.consents import ConsentKind, Wish
from app.village.rules.seats import OFFICES, SINGLE_OFFICES, Body, Office, SeatRow
from app.village.rules.two_sides import WATCHING, clash_of
from app.village.services.asking import ask_second_office
from app.village.tables import Village
from app.words import _

LONGEST_AGO = timedelta(days=5 * 366)  # a term lasts five years (Organic Law art. 14)


async def appoint(person: UUID, seat: SeatRow, *, since: date, by: Actor, at: datetime) -> bool:
    """Give somebody a seat from a day on, at most today; a committee has one head, and nobody sits in a body twice.

    Return whether it is given: a seat that watches over others waits until a second office agrees.
    """
    by.must(Role.ADMINISTRATOR)
    _must_fit(seat)
    if not day_of(at) - LONGEST_AGO <= since <= day_of(at):
        raise Refused(
            _("A seat begins today or began before, within the five years of a term; enter it on the day."),
            field="since",
        )
    async with transaction():
        await locked(Village, by.village)
        if seat.body in WATCHING and await second_office(by, besides=person, at=at):
            await _must_be_free(seat, person=person, since=since, village=by.village, on=day_of(at))
            wish = Wish(kind=ConsentKind.SEAT_BEGINS, person=person, seat=seat, day=since)
            await ask_second_office(wish, by=by, at=at)
            return False
        await begin_seat(person, seat, since=since, by=by, at=at)
    return True


async def end_seat(seat: UUID, *, until: date, by: Actor, at: datetime) -> bool:
    """End a seat on a day; the village keeps at least one administrator.

    Return whether it has ended: a seat that watches over others waits until a second office agrees.
    """
    by.must(Role.ADMINISTRATOR)
    async with transaction():
        await locked(Village, by.village)
        row = await fetch_row("SELECT person, body, office FROM seat WHERE id = $1 AND village = $2", seat, by.village)
        if row is None:
            raise Missing()
        if row["body"] in WATCHING and await second_office(by, besides=row["person"], at=at):
            await _must_end(seat, until=until, village=by.village, on=day_of(at))
            held = SeatRow(body=Body(row["body"]), office=Office(row["office"]))
            wish = Wish(kind=ConsentKind.SEAT_ENDS, person=row["person"], seat=held, day=until)
            await ask_second_office(wish, by=by, at=at)
            return False
        await finish_seat(seat, until=until, by=by, at=at)
    return True


async def begin_seat(
    person: UUID, seat: SeatRow, *, since: date, by: Actor, at: datetime, asked: Mapping[str, object] | None = None
) -> None:
    """Write a seat, inside the transaction of an act that may; `asked` is what a second office agreed to."""
    must_be_in_transaction()
    number = await _number_of(person, village=by.village)
    await _must_be_free(seat, person=person, since=since, village=by.village, on=day_of(at))
    kept = await fetch_value(
        "INSERT INTO seat (id, village, person, body, office, since) VALUES ($1, $2, $3, $4, $5, $6) RETURNING id",
        uuid4(), by.village, person, seat.body, seat.office, since,
    )  # fmt: skip
    facts = {"person": number, "body": seat.body.value, "office": seat.office.value, "since": since.isoformat()}
    await write_entry("seat.begun", subject=kept, by=by, at=at, facts=facts | dict(asked or {}))


async def finish_seat(
    seat: UUID, *, until: date, by: Actor, at: datetime, asked: Mapping[str, object] | None = None
) -> None:
    """Write the end of a seat, inside the transaction of an act that may."""
    must_be_in_transaction()
    row = await _must_end(seat, until=until, village=by.village, on=day_of(at))
    await execute("UPDATE seat SET until = $2 WHERE id = $1", seat, until)
    facts = {"person": row["no"], "body": row["body"], "office": row["office"], "until": until.isoformat()}
    await write_entry("seat.ended", subject=seat, by=by, at=at, facts=facts | dict(asked or {}))


async def _must_end(seat: UUID, *, until: date, village: UUID, on: date) -> Mapping[str, Any]:
    row: Mapping[str, Any] | None = await fetch_row(
        "SELECT s.*, p.no FROM seat s JOIN person p ON p.id = s.person WHERE s.id = $1 AND s.village = $2",
        seat, village,
    )  # fmt: skip
    if row is None:
        raise Missing()
    if row["until"] is not None:
        raise Refused(_("This seat has ended already."))
    if not row["since"] <= until <= on:
        raise Refused(_("A seat ends between the day it began and today."), field="until")
    if row["office"] == Office.ADMINISTRATOR and await _holders(row["office"], village=village) == 1:
        raise Refused(_("This is the village's only administrator. Appoint another one first."))
    return row


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


async def _must_be_free(seat: SeatRow, *, person: UUID, since: date, village: UUID, on: date) -> None:
    if (clash := clash_of([seat, *await seats_of(person, on=on)])) is not None:
        raise Refused(clash, field="seat")
    if await fetch_value(
        "SELECT 1 FROM seat WHERE person = $1 AND body = $2 AND office = $3 AND since = $4 AND until IS NOT NULL",
        person, seat.body, seat.office, since,
    ):  # fmt: skip
        raise Refused(
            _("This seat was held from that day already, and has ended. Enter another first day."), field="since"
        )
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
