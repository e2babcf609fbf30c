"""My desk: what waits for whoever is logged in, put together by the seats held today."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from app.disclosure.queries.desk.answers import answers, owed
from app.disclosure.queries.desk.consents import consents
from app.disclosure.queries.desk.households import Asking, households_to_ask
from app.disclosure.queries.desk.meetings import in_the_hall
from app.disclosure.queries.desk.office import notices_waiting, overspent, to_call, under_way
from app.disclosure.queries.desk.own import Served, served
from app.disclosure.queries.desk.representative import MyRepresentative, representative_of
from app.disclosure.queries.desk.task import Task, by_day
from app.disclosure.rules.rights import MAY_ANSWER, MAY_ENTER
from app.doors import Actor, Role
from app.figures import day_of
from app.place import Place

MEMBERS = (Role.REPRESENTATIVE, Role.PARTY_MEMBER, Role.COMMITTEE, Role.BRANCH)
WATCHERS = (Role.TOWNSHIP,)


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """One person's desk on one day."""

    tasks: tuple[Task, ...]
    late: tuple[Task, ...]
    """What the village owes and is late with; only for who watches over it."""
    asking: Asking
    served: Served | None
    representative: MyRepresentative | None


async def desk_of(actor: Actor, *, place: Place, now: datetime, year_began: datetime) -> Desk:
    """Return the desk of `actor`; nothing of it is shown to anybody else."""
    today = day_of(now, zone=place.zone)
    if actor.person is None:
        return Desk(tasks=(), late=(), asking=Asking(houses=()), served=None, representative=None)
    waiting = await owed(place) if actor.may(*MAY_ANSWER, *WATCHERS) else []
    tasks = await in_the_hall(actor.person, place=place, today=today)
    tasks += await consents(actor, place=place, now=now)
    tasks += await _duties(actor, place=place, today=today, waiting=waiting)
    asking = Asking(houses=())
    if actor.may(Role.REPRESENTATIVE):
        asking, to_ask = await households_to_ask(actor.person, place=place, today=today)
        tasks += to_ask
    return Desk(
        tasks=by_day(tasks),
        late=await _late(place, today=today, waiting=waiting) if actor.may(*WATCHERS) else (),
        asking=asking,
        served=await served(actor.person, village=place.id, since=year_began) if actor.may(*MEMBERS) else None,
        representative=await representative_of(actor.person, village=place.id, since=year_began),
    )


async def _duties(actor: Actor, *, place: Place, today: date, waiting: list[Mapping[str, Any]]) -> list[Task]:
    found: list[Task] = []
    if actor.may(*MAY_ANSWER):
        found += answers(waiting, place=place, today=today, kinds=_answered_by(actor))
    if actor.may(Role.SUPERVISION):
        found += await notices_waiting(place, today=today, reviewing=True)
        found += await overspent(place)
    if actor.may(Role.SECRETARY, Role.CLERK):
        found += await notices_waiting(place, today=today, reviewing=False)
        found += await to_call(place)
    if actor.may(*MAY_ENTER):
        found += await under_way(place)
    return found


def _answered_by(actor: Actor) -> tuple[str, ...]:
    return ("question", "suggestion", "objection") if actor.may(Role.SECRETARY) else ("question", "objection")


async def _late(place: Place, *, today: date, waiting: list[Mapping[str, Any]]) -> tuple[Task, ...]:
    """Return what is past its day: answers, reviews, and notices that are not drafted."""
    every = answers(waiting, place=place, today=today, kinds=("question", "suggestion", "objection"))
    every += await notices_waiting(place, today=today, reviewing=True)
    every += await overspent(place)
    return by_day(task for task in every if task.due is not None and task.due < today)
