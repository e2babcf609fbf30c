"""Matters and what is said about them, as the search of the village finds them."""

from datetime import datetime
from uuid import UUID

from app.database import fetch_row
from app.search import index_document


async def index_proposal(proposal: UUID, *, at: datetime) -> None:
    """Put a proposal with its present text into the search, or renew it there."""
    row = await fetch_row(
        "SELECT p.village, v.code, p.year, p.number, p.title, r.summary, r.text"
        " FROM proposal p JOIN village v ON v.id = p.village JOIN revision r ON r.proposal = p.id"
        " WHERE p.id = $1 ORDER BY r.number DESC LIMIT 1",
        proposal,
    )
    if row is None:
        raise RuntimeError(f"proposal {proposal} has no revision")
    await index_document(
        proposal,
        village=row["village"],
        kind="proposal",
        title=row["title"],
        body=f"{row['summary']}\n{row['text']}",
        address=f"/v/{row['code']}/proposals/{row['year']}-{row['number']}",
        at=at,
    )
