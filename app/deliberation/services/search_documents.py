"""Matters and what is said about them, as the search of the village finds them."""

from datetime import datetime
from uuid import UUID

from app.database import fetch_row
from app.deliberation.rules.matter_words import number_words
from app.reader import DEFAULT_LANGUAGE
from app.search import index_document
from app.texts import without_marks
from app.words import translate


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
    number = translate(number_words(row["year"], row["number"]), DEFAULT_LANGUAGE)
    await index_document(
        proposal,
        village=row["village"],
        kind="proposal",
        title=row["title"],
        body=f"{number}\n{row['summary']}\n{without_marks(row['text'])}",
        address=f"/v/{row['code']}/proposals/{row['year']}-{row['number']}",
        at=at,
    )


async def index_post(post: UUID, *, at: datetime) -> None:
    """Put a post into the search, under the title of the matter it is about."""
    row = await fetch_row(
        "SELECT p.village, v.code, p.year, p.number, p.title, s.text FROM post s"
        " JOIN proposal p ON p.id = s.proposal JOIN village v ON v.id = p.village WHERE s.id = $1",
        post,
    )
    if row is None:
        raise RuntimeError(f"there is no post {post}")
    await index_document(
        post,
        village=row["village"],
        kind="post",
        title=row["title"],
        body=without_marks(row["text"]),
        address=f"/v/{row['code']}/proposals/{row['year']}-{row['number']}#post-{post}",
        at=at,
    )
