"""What the last list brought, in the words of the page that confirms it."""

import json
from uuid import UUID

from app.database import fetch_value
from app.words import Message, _

LAST = "SELECT facts FROM record_entry WHERE village = $1 AND kind = 'village.enrolled' ORDER BY seq DESC LIMIT 1"


async def last_written(village: UUID) -> Message | None:
    """Return how many came, changed and left, and how many seats changed, as the record holds it."""
    kept = await fetch_value(LAST, village)
    if kept is None:
        return None
    facts = json.loads(kept)
    return _(
        "Added: %(added)s; changed: %(changed)s; left: %(left)s; seats begun: %(begun)s, ended: %(ended)s.",
        added=facts["added"],
        changed=len(facts["changed"]),
        left=len(facts["left"]),
        begun=len(facts["seats_begun"]),
        ended=len(facts["seats_ended"]),
    )
