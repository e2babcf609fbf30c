"""Whether a vote on a matter has begun and is not decided yet; the matter then stays as it is."""

from uuid import UUID

from app.database import fetch_value
from app.deliberation.queries.vote_begun import answer_by


@answer_by
async def begun(passage: UUID) -> bool:
    """Return whether a vote of this passage is open, or closed in an item that has no outcome yet."""
    found = await fetch_value(
        "SELECT 1 FROM vote v JOIN agenda_item i ON i.id = v.item"
        " WHERE i.passage = $1 AND (v.state = 'open' OR (v.state = 'closed' AND i.outcome IS NULL)) LIMIT 1",
        passage,
    )
    return found is not None
