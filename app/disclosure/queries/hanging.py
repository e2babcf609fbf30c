"""Published notices as cards: their days, how many objections wait, and where the whole text stands."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from app.database import fetch
from app.disclosure.queries.notices import PUBLISHED, NoticeView
from app.disclosure.rules.notice_words import KINDS
from app.disclosure.rules.printed import Period
from app.disclosure.rules.states import NoticeKind
from app.words import Message

HANGING = f"{PUBLISHED} AND n.village = $1 AND n.version = w.newest AND n.last_day >= $2 ORDER BY n.last_day, n.code"


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeCard:
    """A published notice as `components/notice.html` shows it; `objections` are the ones still open."""

    kind_key: NoticeKind
    number: str
    title: str
    href: str
    period: Period
    published_at: datetime
    pdf: str
    days_left: int
    """Days on which it still hangs, today among them; 0 when the period is over."""
    objections: int
    reopened_at: datetime | None
    fallen: bool

    @property
    def kind(self) -> Message:
        """What the notice discloses, in words."""
        return KINDS[self.kind_key]

    @property
    def from_day(self) -> date:
        """The day of posting, which is not counted."""
        return self.period.first

    @property
    def until(self) -> date:
        """The last day on which it hangs."""
        return self.period.last

    @property
    def days(self) -> int:
        """How many days the notice hangs, the day of posting not counted."""
        return self.period.days

    @property
    def objection_href(self) -> str:
        """Where to object."""
        return f"{self.href}/object"


async def hanging(village: UUID, *, home: str, today: date) -> tuple[NoticeCard, ...]:
    """Return the newest versions in their publicity period, the one that ends first in front."""
    return tuple(_of_row(row, home=home, today=today) for row in await fetch(HANGING, village, today))


def card_of(notice: NoticeView, *, today: date) -> NoticeCard:
    """Return a notice that a page has read already as a card."""
    return NoticeCard(
        kind_key=notice.kind,
        number=notice.heading.number,
        title=notice.heading.title,
        href=notice.address,
        period=notice.period,
        published_at=notice.published_at,
        pdf=notice.pdf,
        days_left=notice.period.left(today),
        objections=notice.unanswered,
        reopened_at=notice.reopened_at,
        fallen=notice.fallen,
    )


def _of_row(row: Mapping[str, Any], *, home: str, today: date) -> NoticeCard:
    heading = json.loads(row["facts"])["heading"]
    period = Period(first=row["first_day"], last=row["last_day"])
    return NoticeCard(
        kind_key=NoticeKind(row["kind"]),
        number=heading["number"],
        title=heading["title"],
        href=f"{home}/notices/{row['kind']}-{row['year']}-{row['number']}",
        period=period,
        published_at=row["published_at"],
        pdf=f"/files/{row['pdf_sha256']}",
        days_left=period.left(today),
        objections=row["unanswered"],
        reopened_at=row["reopened_at"],
        fallen=row["fallen"],
    )
