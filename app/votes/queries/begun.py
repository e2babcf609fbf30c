"""Tells the deliberation below whether a vote on a matter is under way, so that nobody takes the matter away."""

from uuid import UUID

from app.database import fetch_value
from app.deliberation.queries.vote_begun import answer_by


@answer_by
async def vote_open(passage: UUID) -> bool:
    """Return whether a vote on this passage through a step is open."""
    found: bool = await fetch_value(
        "SELECT EXISTS (SELECT 1 FROM vote v JOIN agenda_item i ON i.id = v.item"
        " WHERE i.passage = $1 AND v.state = 'open')",
        passage,
    )
    return found
