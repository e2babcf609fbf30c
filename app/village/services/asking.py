"""Asking a second office: the wish is written down, and nothing is done yet."""

from datetime import datetime
from uuid import uuid4

from app.database import execute, fetch_value, must_be_in_transaction
from app.doors import Actor
from app.record import write_entry
from app.refusals import Missing, Refused
from app.village.rules.consents import Wish
from app.words import _


async def ask_second_office(wish: Wish, *, by: Actor, at: datetime) -> None:
    """Write down what is wished, inside the act that wishes it; the same wish is not asked twice."""
    must_be_in_transaction()
    if by.person is None:
        raise Missing()
    body, office = (wish.seat.body.value, wish.seat.office.value) if wish.seat else ("", "")
    if await fetch_value(
        "SELECT 1 FROM consent WHERE person = $1 AND kind = $2 AND body = $3 AND office = $4 AND agreed IS NULL",
        wish.person, wish.kind.value, body, office,
    ):  # fmt: skip
        raise Refused(_("This was asked already; a second office has not decided yet."))
    number = await fetch_value("SELECT no FROM person WHERE id = $1 AND village = $2", wish.person, by.village)
    if number is None:
        raise Missing()
    consent = uuid4()
    await execute(
        "INSERT INTO consent (id, village, kind, person, body, office, day, asked_by, asked_at, reason)"
        " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, '')",
        consent, by.village, wish.kind.value, wish.person, body, office, wish.day, by.person, at,
    )  # fmt: skip
    facts = {"wish": wish.kind.value, "person": number, "body": body, "office": office}
    facts["day"] = wish.day.isoformat() if wish.day else ""
    await write_entry("consent.asked", subject=consent, by=by, at=at, facts=facts)
