"""Reads who may chair and record a meeting of a body, as the form offers them: the head first, namesakes told apart."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from app.database import fetch
from app.deliberation.queries.due import villagers
from app.deliberation.rules.bodies import Assembly
from app.deliberation.rules.due import Villager
from app.deliberation.rules.list_order import list_order
from app.deliberation.rules.may_run import chair_rank, recorder_rank
from app.village.rules.roles import title_of
from app.words import Message, _

Choice = tuple[UUID, Message]


@dataclass(frozen=True, slots=True, kw_only=True)
class Officers:
    """Who may chair and who may record, each with what tells them apart in a list."""

    chairs: tuple[Choice, ...]
    recorders: tuple[Choice, ...]

    @property
    def may_chair(self) -> frozenset[UUID]:
        """Who may chair."""
        return frozenset(person for person, _words in self.chairs)

    @property
    def may_record(self) -> frozenset[UUID]:
        """Who may record."""
        return frozenset(person for person, _words in self.recorders)


async def officers_of(body: Assembly, *, village: UUID, on: date) -> Officers:
    """Return who may run a sitting of a body on a day."""
    people = await villagers(village, on=on)
    numbers = {row["id"]: row for row in await fetch(NUMBERS, village)}

    def ranked(rank_of: Callable[[Villager], int | None]) -> tuple[Choice, ...]:
        found = [(rank, person) for person in people if (rank := rank_of(person)) is not None]
        found.sort(key=lambda one: (one[0], list_order(None, one[1].name, "")))
        names = Counter(person.name for _rank, person in found)
        return tuple(
            (person.id, _words(person, numbers[person.id], namesake=names[person.name] > 1)) for _rank, person in found
        )

    return Officers(
        chairs=ranked(lambda person: chair_rank(person, body=body)),
        recorders=ranked(lambda person: recorder_rank(person, body=body)),
    )


NUMBERS = (
    "SELECT p.id, p.no, g.name AS group_name FROM person p LEFT JOIN household h ON h.id = p.household"
    ' LEFT JOIN village_group g ON g.id = h."group" WHERE p.village = $1'
)


def _words(person: Villager, row: dict[str, str], *, namesake: bool) -> Message:
    office = title_of(person.seats) or _("Party member")
    if not namesake:
        return _("%(name)s, %(role)s", name=person.name, role=office)
    where = row["group_name"] or ""
    return _("%(name)s (%(no)s %(group)s), %(role)s", name=person.name, no=row["no"], group=where, role=office)
