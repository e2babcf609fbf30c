"""Hiding an objection that insults or exposes somebody: for a stated reason, and never deleted."""

from datetime import datetime
from uuid import UUID, uuid4

from asyncpg import UniqueViolationError

from app.database import fetch_value, transaction
from app.deliberation.services.persons import person_of
from app.disclosure.rules.rights import MAY_PUBLISH
from app.disclosure.tables import ObjectionHidden
from app.doors import Actor
from app.record import write_entry
from app.refusals import Missing, Refused
from app.words import _

LONGEST = 300


async def hide_objection(objection_id: UUID, *, reason: str, by: Actor, at: datetime) -> None:
    """Hide an objection; everybody reads the reason in its place, and the record keeps who hid it."""
    by.must(*MAY_PUBLISH)
    said = " ".join(reason.split())
    if not said:
        raise Refused(_("Say why the objection is hidden; the reason is shown in its place."), field="reason")
    if len(said) > LONGEST:
        raise Refused(_("This is too long: at most %(most)s characters.", most=LONGEST), field="reason")
    try:
        async with transaction():
            if not await fetch_value(
                "SELECT 1 FROM objection WHERE id = $1 AND village = $2", objection_id, by.village
            ):
                raise Missing()
            hidden = ObjectionHidden(
                id=uuid4(), objection=objection_id, reason=said, hidden_by=person_of(by), hidden_at=at
            )
            await ObjectionHidden.insert(hidden)
            await write_entry("objection.hidden", subject=objection_id, by=by, at=at, facts={"reason": said})
    except UniqueViolationError:
        raise Refused(_("This objection is hidden already.")) from None
