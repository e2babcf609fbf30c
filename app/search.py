"""Search over all that is public in a village; it finds Chinese words of two characters."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from piccolo.columns import UUID as UUIDColumn
from piccolo.columns import Text, Timestamptz, Varchar
from piccolo.constraints import Unique
from piccolo.table import Table

from app.database import execute, fetch, must_be_in_transaction
from app.plain import grams

MOST_FOUND = 50
SNIPPET = 80  # characters


class SearchDocument(Table, tablename="search_document", help_text="The words of one public thing, for the search."):
    village = UUIDColumn(default=None)
    subject = UUIDColumn(default=None)
    kind = Varchar(length=20, default=None)
    title = Varchar(length=200, default=None)
    body = Text(default="")
    address = Varchar(length=200, default=None)
    at = Timestamptz(default=None)
    words = Text(default=None)

    search_document_subject = Unique([subject])


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One thing found: what it is, its title, a piece of its text around the first hit, and where it stands."""

    kind: str
    title: str
    snippet: str
    address: str
    at: datetime


async def index_document(
    subject: UUID, *, village: UUID, kind: str, title: str, body: str, address: str, at: datetime
) -> None:
    """Put a public thing into the search, or renew it; called inside the act that makes it public."""
    must_be_in_transaction()
    await execute(
        "INSERT INTO search_document (village, subject, kind, title, body, address, at, words)"
        " VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (subject) DO UPDATE SET"
        " title = excluded.title, body = excluded.body, address = excluded.address, at = excluded.at,"
        " words = excluded.words",
        village, subject, kind, title, body, address, at, " ".join(grams(f"{title}\n{body}")),
    )  # fmt: skip


async def forget_document(subject: UUID) -> None:
    """Take a hidden post out of the search."""
    must_be_in_transaction()
    await execute("DELETE FROM search_document WHERE subject = $1", subject)


async def search(text: str, *, village: UUID) -> list[Found]:
    """Return what holds all the words of `text`, newest first, at most 50; nothing for a text without words."""
    words = grams(text)
    if not words:
        return []
    query = " & ".join(
        "'" + word.replace("'", "''").replace("\\", "") + "'" + ("" if len(word) > 1 else ":*") for word in words
    )
    rows = await fetch(
        "SELECT kind, title, body, address, at FROM search_document"
        " WHERE village = $1 AND to_tsvector('simple', words) @@ to_tsquery('simple', $2)"
        " ORDER BY at DESC LIMIT $3",
        village, query, MOST_FOUND,
    )  # fmt: skip
    return [
        Found(
            kind=row["kind"],
            title=row["title"],
            snippet=snippet(row["body"], text),
            address=row["address"],
            at=row["at"],
        )
        for row in rows
    ]


def snippet(body: str, text: str) -> str:
    """Return the piece of `body` around the first place where `text` (or its first word) stands."""
    folded = body.casefold()
    place = max(folded.find(text.casefold().strip()), 0) or max(folded.find(next(iter(grams(text)), "")), 0)
    start = max(0, place - SNIPPET // 3)
    cut = body[start : start + SNIPPET].replace("\n", " ")
    return ("…" if start else "") + cut + ("…" if start + SNIPPET < len(body) else "")
