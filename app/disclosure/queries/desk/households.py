"""What a representative has to ask the own households before the meeting that resolves a matter."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from app.database import fetch
from app.deliberation.queries.households import House, houses_of
from app.deliberation.rules.bodies import Assembly
from app.deliberation.rules.notice import day_in
from app.deliberation.rules.states import MeetingState
from app.disclosure.queries.desk.task import Task, until
from app.place import Place
from app.words import Message, _, n_

COMING = """
SELECT p.id, p.title, p.year, p.number, m.starts_at, m.state FROM meeting m JOIN agenda_item i ON i.meeting = m.id
  JOIN passage s ON s.id = i.passage JOIN proposal p ON p.id = s.proposal
WHERE m.village = $1 AND m.body = $2 AND m.state IN ('called', 'open') AND i.outcome IS NULL
ORDER BY m.starts_at, i.position
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """The own households about the next matter of the representatives; without one, only who they are."""

    houses: tuple[House, ...]
    title: str = ""
    href: str = ""


async def households_to_ask(person: UUID, *, place: Place, today: date) -> tuple[Asking, list[Task]]:
    """Return the households with what they say about the next matter, and a task for every matter not asked about.

    In the meeting there is nobody to ask any more; what was noted stays in view.
    """
    matters = await fetch(COMING, place.id, Assembly.REPRESENTATIVES_MEETING.value)
    asking: list[Asking] = []
    tasks: list[Task] = []
    for row in matters:
        found = Asking(
            houses=await houses_of(person, village=place.id, about=row["id"]),
            title=row["title"],
            href=f"{place.home}/proposals/{row['year']}-{row['number']}/households",
        )
        asking.append(found)
        if row["state"] == MeetingState.CALLED:
            tasks += _task(found, due=day_in(place.zone, row["starts_at"]), today=today)
    return (asking[0] if asking else Asking(houses=await houses_of(person, village=place.id))), tasks


def _task(asking: Asking, *, due: date, today: date) -> list[Task]:
    silent = sum(house.waits for house in asking.houses)
    if not silent:
        return []
    return [
        Task(
            when=_when(due, today=today),
            what=n_("%(n)s household is not asked yet", "%(n)s households are not asked yet", silent),
            detail=asking.title,
            go=_("Note what they say"),
            href=asking.href,
            due=due,
        )
    ]


def _when(due: date, *, today: date) -> Message:
    return _("today, before the meeting") if due <= today else until(due, today=today)
