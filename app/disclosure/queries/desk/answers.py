"""Questions, suggestions and objections that wait for an answer, each with the day by which it is due."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from app.database import fetch
from app.disclosure.queries.desk.task import Task, until
from app.disclosure.queries.waiting import OPEN_OBJECTION, WAITING_QUESTION
from app.place import Place
from app.words import Message, _

# One question for three kinds of waiting: posts that ask, suggestions, objections to published notices.
OWED = f"""
SELECT 'question' AS kind, s.id, s.due_on, left(s.text, 60) AS text, p.title
FROM post s JOIN proposal p ON p.id = s.proposal
WHERE p.village = $1 AND {WAITING_QUESTION}
UNION ALL
SELECT 'suggestion', g.id, g.due_on, left(g.text, 60), g.title FROM suggestion g
WHERE g.village = $1 AND g.answered_at IS NULL
UNION ALL
SELECT 'objection', o.id, o.due_on, left(o.text, 60), p.title FROM objection o JOIN notice n ON n.id = o.notice
  JOIN proposal p ON p.id = n.proposal
WHERE o.village = $1 AND {OPEN_OBJECTION}
ORDER BY due_on
"""  # noqa: S608  # our own constants
WORDS: dict[str, tuple[Message, str]] = {
    "question": (_("A question on “%(title)s” waits for an answer", title=""), "/posts/{id}/answer"),
    "suggestion": (_("The suggestion “%(title)s” waits for an answer", title=""), "/suggestions/{id}"),
    "objection": (_("An objection on “%(title)s” waits for an answer", title=""), "/objections/{id}/answer"),
}


async def owed(place: Place) -> list[Mapping[str, Any]]:
    """Return every answer that the village owes, the one due first in front."""
    return list(await fetch(OWED, place.id))


def answers(rows: list[Mapping[str, Any]], *, place: Place, today: date, kinds: tuple[str, ...]) -> list[Task]:
    """Return the answers of some kinds as tasks."""
    return [_task(row, place=place, today=today) for row in rows if row["kind"] in kinds]


def _task(row: Mapping[str, Any], *, place: Place, today: date) -> Task:
    words, address = WORDS[row["kind"]]
    return Task(
        when=until(row["due_on"], today=today),
        what=_(words.msgid, title=row["title"]),
        detail=row["text"],
        go=_("Answer"),
        href=place.home + address.format(id=row["id"]),
        due=row["due_on"],
        now=row["due_on"] < today,
    )
