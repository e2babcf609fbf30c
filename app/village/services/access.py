"""Ending somebody's way in: a lost card, a lost phone, or every phone at once."""

from datetime import datetime
from uuid import UUID

from app.database import execute, fetch_row, transaction
from app.doors import Actor, Role
from app.figures import day_of
from app.record import write_entry
from app.refusals import Forbidden, Missing
from app.village.queries.access import above_the_clerk
from app.words import _

END_ACCESS = (
    "UPDATE account SET token_version = token_version + 1, password_hash = NULL, card_lookup = NULL, card_hash = NULL"
)


async def revoke(person: UUID, *, by: Actor, at: datetime) -> None:
    """End every session, the card and the password of somebody whose card or phone is lost; a new card may follow."""
    by.must(Role.CLERK, Role.ADMINISTRATOR)
    row = await fetch_row("SELECT no FROM person WHERE id = $1 AND village = $2", person, by.village)
    if row is None:
        raise Missing()
    if not by.may(Role.ADMINISTRATOR) and await above_the_clerk([person], on=day_of(at)):
        raise Forbidden(_("Only an administrator ends the access of administrators and township officers."))
    async with transaction():
        await execute(f"{END_ACCESS} WHERE person = $1", person)
        await write_entry("access.revoked", subject=person, by=by, at=at, facts={"person": row["no"]})


async def end_sessions(*, by: Actor, at: datetime) -> None:
    """End every session of one's own account, on every phone."""
    if by.account is None or by.person is None:
        raise Missing()
    async with transaction():
        await execute("UPDATE account SET token_version = token_version + 1 WHERE id = $1", by.account)
        await write_entry("sessions.ended", subject=by.person, by=by, at=at, facts={})
