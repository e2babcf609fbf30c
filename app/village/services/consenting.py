"""A second office agrees or declines; what it agrees to is done in the same moment, a card is printed by who asked."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from app.database import execute, fetch_row, fetch_value, locked, transaction
from app.doors import Actor
from app.record import write_entry
from app.refusals import Forbidden, Missing, Refused
from app.village.queries.consents import SECOND_OFFICES
from app.village.rules.consents import ConsentKind
from app.village.rules.seats import Body, Office, SeatRow
from app.village.services.access import take_away
from app.village.services.seats import begin_seat, finish_seat
from app.village.tables import Village
from app.words import _


async def decide_consent(consent: UUID, *, agrees: bool, reason: str, by: Actor, at: datetime) -> None:
    """Agree to what another office wishes, or decline with a reason; of two at once the second is late."""
    by.must(*SECOND_OFFICES)
    if not agrees and not reason.strip():
        raise Refused(_("Say why you do not agree; who asked reads it."), field="reason")
    async with transaction():
        await locked(Village, by.village)
        row = await fetch_row("SELECT * FROM consent WHERE id = $1 AND village = $2 FOR UPDATE", consent, by.village)
        if row is None:
            raise Missing()
        if by.person is None or by.person in (row["person"], row["asked_by"]):
            raise Forbidden(_("Somebody else decides: not who asked, and not whom it is about."))
        if row["agreed"] is not None:
            raise Refused(_("This was decided already."))
        await execute(
            "UPDATE consent SET agreed = $2, decided_by = $3, decided_at = $4, reason = $5 WHERE id = $1",
            consent, agrees, by.person, at, reason.strip(),
        )  # fmt: skip
        facts = {"wish": row["kind"], "agrees": agrees, "reason": reason.strip(), "asked_by": await _name(row)}
        kind = "consent.given" if agrees else "consent.declined"
        await write_entry(kind, subject=consent, by=by, at=at, facts=facts)
        if agrees:
            await _carry_out(row, by=by, at=at)


async def _carry_out(row: Mapping[str, Any], *, by: Actor, at: datetime) -> None:
    asked = {"asked_by": await _name(row)}
    match ConsentKind(row["kind"]):
        case ConsentKind.CARD:
            return  # who asked prints it
        case ConsentKind.REVOKE:
            await take_away(row["person"], by=by, at=at, asked=asked)
        case ConsentKind.SEAT_BEGINS:
            seat = SeatRow(body=Body(row["body"]), office=Office(row["office"]))
            await begin_seat(row["person"], seat, since=row["day"], by=by, at=at, asked=asked)
        case ConsentKind.SEAT_ENDS:
            held = await fetch_value(
                "SELECT id FROM seat WHERE person = $1 AND body = $2 AND office = $3 AND until IS NULL",
                row["person"], row["body"], row["office"],
            )  # fmt: skip
            if held is None:
                raise Refused(_("This seat has ended already."))
            await finish_seat(held, until=row["day"], by=by, at=at, asked=asked)


async def _name(row: Mapping[str, Any]) -> str:
    return str(await fetch_value("SELECT name FROM person WHERE id = $1", row["asked_by"]))
