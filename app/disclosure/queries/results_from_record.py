"""Reads a results notice out of the ledger: contracts, acceptance, money and pictures as they were entered."""

from uuid import UUID

from app.database import fetch_row
from app.disclosure.queries.from_record import resolved
from app.disclosure.queries.ledger import ledger_of
from app.disclosure.rules.done import work_done
from app.disclosure.rules.facts import Heading, LineFacts, PhotoFacts, ResultsFacts
from app.disclosure.rules.ledger import Ledger
from app.disclosure.rules.notice_words import caption_of
from app.disclosure.rules.states import EntryKind
from app.files import JPEG
from app.refusals import Refused
from app.words import _

MOST_PHOTOS = 4  # of the notice; the ledger page shows them all
SHOWN = (EntryKind.ACCEPTANCE, EntryKind.PROGRESS)


async def published_resolution(proposal: UUID) -> str:
    """Return the number of the published resolution of a matter."""
    row = await fetch_row(
        "SELECT facts::jsonb -> 'heading' ->> 'number' AS number FROM notice"
        " WHERE proposal = $1 AND kind = 'resolution' AND state = 'published' ORDER BY version DESC LIMIT 1",
        proposal,
    )
    if row is None:
        raise Refused(_("The resolution of this matter has not been published yet."))
    number: str = row["number"]
    return number


async def results_from_record(proposal: UUID, *, heading: Heading, explanation: str) -> ResultsFacts:
    """Return what the results notice says of a matter, as the ledger has it now."""
    found = await resolved(proposal)
    ledger = await ledger_of(proposal)
    return ResultsFacts(
        heading=heading,
        resolution=await published_resolution(proposal),
        resolved_on=found.deciding.day,
        done=work_done(ledger.standing),
        lines=tuple(
            LineFacts(name=line.name, note=line.basis, voted=line.voted, paid=line.paid, owed=line.owed)
            for line in ledger.lines
        ),
        photos=_photos(ledger),
        explanation=explanation,
        sources_only=ledger.sources_only,
    )


def _photos(ledger: Ledger) -> tuple[PhotoFacts, ...]:
    """Return the newest pictures of the work, acceptance before progress; vouchers stay in the ledger."""
    shown = [entry for entry in ledger.standing if entry.kind in SHOWN and entry.photo_type == JPEG]
    shown.sort(key=lambda entry: (SHOWN.index(entry.kind), -entry.done_on.toordinal()))
    photos = (
        PhotoFacts(sha256=entry.photo_sha256, caption=caption_of(entry.what, entry.done_on))
        for entry in shown
        if entry.photo_sha256
    )
    return tuple({photo.sha256: photo for photo in photos}.values())[:MOST_PHOTOS]
