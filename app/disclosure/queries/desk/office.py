"""What waits for the office and for the supervision committee: meetings to call, notices, work under way."""

from datetime import date
from typing import Any

from app.database import fetch
from app.deliberation.queries.agenda import waiting_matters
from app.deliberation.rules.matter_words import STEPS
from app.deliberation.rules.meeting_words import BODIES
from app.disclosure.queries.desk.task import Task, until
from app.disclosure.queries.overspent import OVERSPENT_LINES
from app.disclosure.rules.addresses import matter_address
from app.disclosure.rules.notice_words import KINDS
from app.disclosure.rules.states import NoticeKind
from app.place import Place
from app.words import Fen, _

NOTICES = """
SELECT n.id, n.kind, n.state, n.due_on, p.title FROM notice n JOIN proposal p ON p.id = n.proposal
WHERE n.village = $1 AND n.state IN ('in_review', 'returned') ORDER BY n.due_on
"""
UNDER_WAY = """
SELECT p.year, p.number, p.title, p.state, p.step,
  (SELECT max(e.done_on) FROM execution_entry e WHERE e.proposal = p.id) AS last
FROM proposal p WHERE p.village = $1 AND (p.state = 'executing' OR (p.state = 'disclosing'
  AND NOT EXISTS (SELECT 1 FROM notice n WHERE n.proposal = p.id AND n.state IN ('in_review', 'returned'))))
ORDER BY p.put_forward_at
"""

OVERSPENT = f"""
SELECT p.year, p.number, p.title, x.label, x.over FROM ({OVERSPENT_LINES}) x JOIN proposal p ON p.id = x.proposal
WHERE p.village = $1 ORDER BY x.over DESC
"""  # noqa: S608  # our own constants


async def overspent(place: Place) -> list[Task]:
    """Return the lines on which more was paid than voted; they stand first until a body has resolved it."""
    return [
        Task(
            when=_("%(over)s yuan more than voted", over=Fen(row["over"])),
            what=row["title"],
            detail=row["label"],
            go=_("Look at the ledger"),
            href=f"{matter_address(place.home, year=row['year'], number=row['number'])}/execution",
            due=date.min,
            now=True,
        )
        for row in await fetch(OVERSPENT, place.id)
    ]


async def to_call(place: Place) -> list[Task]:
    """Return the matters whose next meeting is not called yet."""
    return [
        Task(
            when=_("waits for step %(n)s: %(step)s", n=matter.step.number, step=STEPS[matter.step]),
            what=matter.title,
            detail=BODIES[matter.body],
            go=_("Call the meeting"),
            href=f"{place.home}/meetings/new?proposal={matter.proposal}",
        )
        for matter in await waiting_matters(place.id)
        if not matter.on_agenda
    ]


async def notices_waiting(place: Place, *, today: date, reviewing: bool) -> list[Task]:
    """Return the notices to be reviewed, or those that came back and are to be drafted again."""
    rows = await fetch(NOTICES, place.id)
    return [_notice(row, place=place, today=today) for row in rows if (row["state"] == "in_review") == reviewing]


def _notice(row: Any, *, place: Place, today: date) -> Task:
    in_review = row["state"] == "in_review"
    return Task(
        when=until(row["due_on"], today=today) if in_review else _("returned by the supervision committee"),
        what=row["title"],
        detail=KINDS[NoticeKind(row["kind"])],
        go=_("Check and publish") if in_review else _("Draft again"),
        href=f"{place.home}/review/{row['id']}",
        due=row["due_on"],
        now=in_review and row["due_on"] < today,
    )


async def under_way(place: Place) -> list[Task]:
    """Return the carried matters whose notice is to be drafted, and the work that is being carried out."""
    return [_matter(row, place=place) for row in await fetch(UNDER_WAY, place.id)]


def _matter(row: Any, *, place: Place) -> Task:
    at = f"{place.home}/proposals/{row['year']}-{row['number']}"
    if row["state"] == "disclosing":
        kind = NoticeKind.RESOLUTION if row["step"] == 5 else NoticeKind.RESULTS
        return Task(
            when=_("to be disclosed at once"), what=row["title"], detail=KINDS[kind], go=_("Draft the notice"), href=at,
            due=date.min,
        )  # fmt: skip
    last = row["last"]
    return Task(
        when=_("being carried out"),
        what=row["title"],
        detail=_("Nothing is entered yet") if last is None else _("Last entry of %(day)s", day=last),
        go=_("Enter progress or a payment"),
        href=f"{at}/execution",
    )
