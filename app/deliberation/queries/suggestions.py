"""What residents suggested and what became of it, a page at a time."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

import asyncpg
from markupsafe import Markup

from app.database import fetch
from app.deliberation.queries.list_pages import PER_PAGE, Page, page_of
from app.refusals import Missing
from app.texts import markdown


@dataclass(frozen=True, slots=True, kw_only=True)
class SuggestionView:
    """A suggestion with what became of it."""

    id: UUID
    title: str
    text: str
    author: str
    made_at: datetime
    due_on: date
    answer: Markup | None
    answered_at: datetime | None
    answered_by: str
    proposal: str | None

    @property
    def body(self) -> Markup:
        """Its text, made safe for a page."""
        return markdown(self.text)


async def list_suggestions(village: UUID, *, page: int = 1) -> Page[SuggestionView]:
    """Return a page of the village's suggestions: those that wait first, the oldest of them before the others."""
    rows = await fetch(
        _SUGGESTIONS + " WHERE s.village = $1 ORDER BY s.answered_at IS NOT NULL,"
        " CASE WHEN s.answered_at IS NULL THEN s.made_at END, s.made_at DESC LIMIT $2 OFFSET $3",
        village, PER_PAGE, (page - 1) * PER_PAGE,
    )  # fmt: skip
    return page_of([_suggestion(row) for row in rows], rows, page=page)


async def suggestion_view(village: UUID, suggestion: UUID) -> SuggestionView:
    """Return one suggestion of the village; Missing where there is none."""
    rows = await fetch(_SUGGESTIONS + " WHERE s.village = $1 AND s.id = $2", village, suggestion)
    if not rows:
        raise Missing()
    return _suggestion(rows[0])


_SUGGESTIONS = (
    "SELECT s.*, p.name AS author_name, a.name AS answerer, q.year, q.number, count(*) OVER () AS total"
    " FROM suggestion s JOIN person p ON p.id = s.author LEFT JOIN person a ON a.id = s.answered_by"
    " LEFT JOIN proposal q ON q.id = s.proposal"
)


def _suggestion(row: asyncpg.Record) -> SuggestionView:
    return SuggestionView(
        **{name: row[name] for name in ("id", "title", "text", "made_at", "due_on", "answered_at")},
        author=row["author_name"],
        answer=markdown(row["answer"]) if row["answer"] else None,
        answered_by=row["answerer"] or "",
        proposal=f"{row['year']}-{row['number']}" if row["year"] else None,
    )
