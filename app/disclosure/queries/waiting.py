"""What waits for an answer, defined once: board, desk, township, open data and review count the same."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

import asyncpg

from app.database import fetch

# of an objection `o`: neither answered nor hidden
OPEN_OBJECTION = """NOT EXISTS (SELECT 1 FROM objection_answer oa WHERE oa.objection = o.id)
  AND NOT EXISTS (SELECT 1 FROM objection_hidden oh WHERE oh.objection = o.id)"""
# of a post `s`: it asks, is not hidden, and no official answer is to be seen
WAITING_QUESTION = """s.asks AND NOT EXISTS (SELECT 1 FROM post sa WHERE sa.answers = s.id AND sa.official
    AND NOT EXISTS (SELECT 1 FROM post_hidden sx WHERE sx.post = sa.id))
  AND NOT EXISTS (SELECT 1 FROM post_hidden sh WHERE sh.post = s.id)"""
ABOUT = f"""
SELECT o.due_on FROM objection o JOIN notice n ON n.id = o.notice WHERE n.proposal = $1 AND {OPEN_OBJECTION}
UNION ALL SELECT s.due_on FROM post s WHERE s.proposal = $1 AND {WAITING_QUESTION}
"""  # noqa: S608  # our own constants


async def waiting_about(proposal: UUID, *, today: date) -> tuple[int, int]:
    """Return how many objections and questions about a matter wait for an answer, and how many of them too long."""
    rows: Sequence[asyncpg.Record] = await fetch(ABOUT, proposal)
    return len(rows), sum(row["due_on"] is not None and row["due_on"] < today for row in rows)
