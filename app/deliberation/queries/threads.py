"""The talk about a matter as readers see it: replies under what they answer, hidden posts without their words."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

import asyncpg
from markupsafe import Markup

from app.database import fetch, fetch_row
from app.refusals import Missing
from app.texts import markdown


@dataclass(frozen=True, slots=True, kw_only=True)
class PostView:
    """A post as `components/talk.html` prints it; `waits` says that an asked-for answer is still owed."""

    id: UUID
    author: str
    role: str
    at: datetime
    official: bool
    body: Markup
    hidden_reason: str = ""
    due_on: date | None = None
    days_left: int = 0
    waits: bool = False
    replies: tuple["PostView", ...] = ()

    @property
    def answered(self) -> bool:
        """Whether an official answer stands under it."""
        return any(reply.official and not reply.hidden_reason for reply in self.replies)


@dataclass(frozen=True, slots=True, kw_only=True)
class Thread:
    """All that was said about a matter."""

    posts: tuple[PostView, ...]
    count: int
    waiting: int


async def thread_of(proposal: UUID, *, today: date) -> Thread:
    """Return the talk about a matter, oldest first, read in one statement; `today` is the village's day."""
    rows = await fetch(_POSTS + " WHERE s.proposal = $1 ORDER BY s.said_at, s.id", proposal)
    replies: defaultdict[UUID | None, list[asyncpg.Record]] = defaultdict(list)
    for row in rows:
        replies[row["answers"]].append(row)
    posts = tuple(_post(row, replies, today=today) for row in replies[None])
    return Thread(posts=posts, count=len(rows), waiting=sum(row["waits"] for row in rows))


async def post_view(village: UUID, post: UUID, *, today: date) -> tuple[PostView, str]:
    """Return one post without its replies, and the number of its matter; Missing where the village has none."""
    row = await fetch_row(_POSTS + " WHERE s.id = $1 AND m.village = $2", post, village)
    if row is None:
        raise Missing()
    return _post(row, defaultdict(list), today=today), f"{row['year']}-{row['number']}"


_POSTS = (
    "SELECT s.*, p.name AS author_name, h.reason AS hidden_reason, m.year, m.number,"
    " s.asks AND h.post IS NULL AND NOT EXISTS (SELECT 1 FROM post a WHERE a.answers = s.id AND a.official"
    "  AND NOT EXISTS (SELECT 1 FROM post_hidden o WHERE o.post = a.id)) AS waits"
    " FROM post s JOIN person p ON p.id = s.author JOIN proposal m ON m.id = s.proposal"
    " LEFT JOIN post_hidden h ON h.post = s.id"
)


def _post(row: asyncpg.Record, replies: defaultdict[UUID | None, list[asyncpg.Record]], *, today: date) -> PostView:
    return PostView(
        id=row["id"],
        author=row["author_name"],
        role=row["spoke_as"],
        at=row["said_at"],
        official=row["official"],
        body=Markup("") if row["hidden_reason"] else markdown(row["text"]),
        hidden_reason=row["hidden_reason"] or "",
        due_on=row["due_on"],
        days_left=(row["due_on"] - today).days if row["due_on"] else 0,
        waits=row["waits"],
        replies=tuple(_post(reply, replies, today=today) for reply in replies[row["id"]]),
    )
