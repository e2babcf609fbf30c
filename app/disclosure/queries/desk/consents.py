"""What a second office has to agree to, and what was asked about oneself."""

from datetime import datetime, timedelta

from app.disclosure.queries.desk.task import Task
from app.doors import Actor
from app.place import Place
from app.village.queries.consents import consents_about, consents_waiting
from app.words import _

TOLD_FOR = timedelta(days=14)


async def consents(actor: Actor, *, place: Place, now: datetime) -> list[Task]:
    """Return a task for each wish that waits for this person, and a line for each that is about them."""
    href = f"{place.home}/consents"
    waiting = [
        Task(
            when=_("asked by %(name)s, %(at)s", name=line.asker, at=line.asked_at),
            what=line.wish,
            go=_("Agree or decline"),
            href=href,
        )
        for line in await consents_waiting(actor)
    ]
    if actor.person is None:
        return waiting
    told = [
        Task(
            when=_("asked by %(name)s, %(at)s", name=line.asker, at=line.asked_at),
            what=line.wish,
            detail=_("Did you not want this? Tell the supervision committee or the township at once."),
            go=_("Who asked, who agreed"),
            href=href,
        )
        for line in await consents_about(actor.person, since=now - TOLD_FOR)
    ]
    return waiting + told
