"""Ending somebody's way in: a lost card, a lost phone, or every phone at once."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from app.database import execute, fetch_row, must_be_in_transaction, transaction
from app.doors import Actor, Role
from app.figures import day_of
from app.record import write_entry
from app.refusals import Forbidden, Missing
from app.village.queries import seats_of
from app.village.queries.access import above_the_clerk
from app.village.queries.consents import second_office
from app.village.rules.consents import ConsentKind, Wish
from app.village.rules.two_sides import watches
from app.village.services.asking import ask_second_office
from app.words import _

END_ACCESS = (
    "UPDATE account SET token_version = token_version + 1, password_hash = NULL, card_lookup = NULL, card_hash = NULL"
)


async def revoke(person: UUID, *, by: Actor, at: datetime) -> bool:
    """End every session, the card and the password of somebody whose card or phone is lost; a new card may follow.

    Return whether it is done: for who watches over others a second office must agree first, so that nobody can put
    those out who supervise them.
    """
    by.must(Role.CLERK, Role.ADMINISTRATOR)
    if not by.may(Role.ADMINISTRATOR) and await above_the_clerk([person], on=day_of(at)):
        raise Forbidden(_("Only an administrator ends the access of administrators and of those who supervise."))
    async with transaction():
        if watches(await seats_of(person, on=day_of(at))) and await second_office(by, besides=person, at=at):
            await ask_second_office(Wish(kind=ConsentKind.REVOKE, person=person), by=by, at=at)
            return False
        await take_away(person, by=by, at=at)
    return True


async def take_away(person: UUID, *, by: Actor, at: datetime, asked: Mapping[str, object] | None = None) -> None:
    """End a way in, inside the transaction of an act that may; `asked` is what a second office agreed to."""
    must_be_in_transaction()
    row = await fetch_row("SELECT no FROM person WHERE id = $1 AND village = $2", person, by.village)
    if row is None:
        raise Missing()
    await execute(f"{END_ACCESS} WHERE person = $1", person)
    await write_entry("access.revoked", subject=person, by=by, at=at, facts={"person": row["no"], **dict(asked or {})})


async def end_sessions(*, by: Actor, at: datetime) -> None:
    """End every session of one's own account, on every phone."""
    if by.account is None or by.person is None:
        raise Missing()
    async with transaction():
        await execute("UPDATE account SET token_version = token_version + 1 WHERE id = $1", by.account)
        await write_entry("sessions.ended", subject=by.person, by=by, at=at, facts={})
