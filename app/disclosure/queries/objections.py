"""Objections as the public reads them, without names; and as the officers who answer them do."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from app.database import fetch, fetch_row
from app.deliberation.rules.notice import day_in
from app.disclosure.queries.notices import NoticeView
from app.refusals import Missing


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicObjection:
    """What everybody may read of an objection: the text and its answer, never who objected."""

    id: UUID
    text: str
    """Empty where the supervision committee hid it."""
    made_at: datetime
    due_on: date
    hidden_reason: str = ""
    answer: str = ""
    answered_by: str = ""
    answered_as: str = ""
    answered_at: datetime | None = None
    late: bool = False
    """The answer came after it was due."""

    @property
    def short(self) -> str:
        """The number that the objector takes along, and that names nobody."""
        return self.id.hex[:8].upper()

    def overdue(self, today: date) -> bool:
        """Return whether an answer is owed since yesterday or longer."""
        return not self.answered_at and not self.hidden_reason and today > self.due_on


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnObjection:
    """An objection as the officers who answer see it: who asks, and how to reach them."""

    public: PublicObjection
    name: str
    contact: str
    notice_slug: str
    notice_number: str
    notice_title: str


OBJECTIONS = """
SELECT o.*, h.reason AS hidden_reason, a.text AS answer, a.answered_as, a.answered_at, p.name AS answered_by, v.zone,
  n.kind || '-' || n.year || '-' || n.number AS slug, n.facts::jsonb -> 'heading' ->> 'number' AS notice_number,
  n.facts::jsonb -> 'heading' ->> 'title' AS notice_title
FROM objection o JOIN notice n ON n.id = o.notice JOIN village v ON v.id = o.village
  LEFT JOIN objection_hidden h ON h.objection = o.id
  LEFT JOIN objection_answer a ON a.objection = o.id LEFT JOIN person p ON p.id = a.answered_by
"""


async def objections_to(notice: NoticeView) -> list[PublicObjection]:
    """Return what was objected to a notice in any of its versions, the first before the last."""
    rows = await fetch(
        f"{OBJECTIONS} WHERE n.village = $1 AND n.kind = $2 AND n.year = $3 AND n.number = $4 ORDER BY o.made_at",
        notice.village, notice.kind.value, notice.year, notice.number,
    )  # fmt: skip
    return [_public(row) for row in rows]


async def unanswered(village: UUID) -> list[OwnObjection]:
    """Return the objections that still wait for an answer, the one due first before the others; for officers only."""
    rows = await fetch(
        f"{OBJECTIONS} WHERE o.village = $1 AND a.id IS NULL AND h.id IS NULL ORDER BY o.due_on, o.made_at", village
    )
    return [_own(row) for row in rows]


async def objection_for(objection: UUID, *, village: UUID) -> OwnObjection:
    """Return one objection of a village; Missing where there is none. For officers only."""
    row = await fetch_row(f"{OBJECTIONS} WHERE o.id = $1 AND o.village = $2", objection, village)
    if row is None:
        raise Missing()
    return _own(row)


def _public(row: Mapping[str, Any]) -> PublicObjection:
    answered = row["answered_at"]
    return PublicObjection(
        id=row["id"],
        text="" if row["hidden_reason"] else row["text"],
        hidden_reason=row["hidden_reason"] or "",
        made_at=row["made_at"],
        due_on=row["due_on"],
        answer=row["answer"] or "",
        answered_by=row["answered_by"] or "",
        answered_as=row["answered_as"] or "",
        answered_at=answered,
        late=answered is not None and day_in(ZoneInfo(row["zone"]), answered) > row["due_on"],
    )


def _own(row: Mapping[str, Any]) -> OwnObjection:
    return OwnObjection(
        public=_public(row),
        name=row["name"],
        contact=row["contact"],
        notice_slug=row["slug"],
        notice_number=row["notice_number"],
        notice_title=row["notice_title"],
    )
