"""Hiding a paper or photo that was put up by mistake: everywhere at once, for a reason; its hash stays on record."""

from datetime import datetime
from uuid import uuid4

from asyncpg import UniqueViolationError

from app.database import transaction
from app.deliberation.services.passages import own_proposal
from app.deliberation.services.persons import person_of
from app.disclosure.queries.hidden_files import shown_file
from app.disclosure.rules.rights import MAY_HIDE_FILES
from app.disclosure.tables import FileHidden
from app.doors import Actor
from app.record import write_entry
from app.refusals import Missing, Refused
from app.words import _

LONGEST = 300


async def hide_file(sha256: str, *, reason: str, by: Actor, at: datetime) -> None:
    """Hide a file of the village wherever it is shown; what is printed already has to be corrected."""
    by.must(*MAY_HIDE_FILES)
    said = " ".join(reason.split())
    if not said:
        raise Refused(_("Say why the file is hidden; the reason is shown in its place."), field="reason")
    if len(said) > LONGEST:
        raise Refused(_("This is too long: at most %(most)s characters.", most=LONGEST), field="reason")
    try:
        async with transaction():
            found = await shown_file(by.village, sha256)
            if found is None:
                raise Missing()
            await own_proposal(found.proposal, by=by)
            row = FileHidden(
                id=uuid4(), village=by.village, sha256=sha256, reason=said, hidden_by=person_of(by), hidden_at=at
            )
            await FileHidden.insert(row)
            facts = {"sha256": sha256, "reason": said}
            await write_entry("proposal.file_hidden", subject=found.proposal, by=by, at=at, facts=facts)
    except UniqueViolationError:
        raise Refused(_("This file is hidden already.")) from None
