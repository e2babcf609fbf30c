"""The village under measurement: twenty matters, played by the real acts, and one meeting that is voting now."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from app.database import fetch, fetch_value
from app.deliberation.queries.attendance import members_due
from app.doors import Actor
from app.keys import signing_keys
from app.sessions import COOKIE, Session
from app.settings import settings
from tests.cast import acting, found_cast
from tests.everywhere import voting_now
from tests.story import UNANIMOUS, a_published_resolution, a_resolved_matter

ITEMS = 20
PUBLISHED = 8  # of them hang on the board now
ABSENT = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Voter:
    """Somebody on the roll, with the cookie of a login."""

    actor: Actor
    cookie: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """What the measurements need to know about the village."""

    board: str
    proposal: str
    vote: UUID
    meeting: UUID
    clerk: Actor
    voters: tuple[Voter, ...]
    absent: tuple[UUID, ...]


async def play(*, at: datetime, items: int = ITEMS) -> Scene:
    """Found the village, let it decide `items` matters, and open a vote by name on one more."""
    cast = await found_cast()
    shown = f"{cast.place.home}/proposals/"
    for number in range(items):
        last = at - timedelta(days=1 + number % PUBLISHED if number < PUBLISHED else 30 + number)
        matter = await a_resolved_matter(cast, title=f"第{number + 1}号：村内道路硬化工程", last=last)
        if number == 0:
            shown += f"{matter.year}-{matter.number}"
        if number < PUBLISHED:
            await a_published_resolution(matter.id, cast, at=last + timedelta(hours=2))
    asked = await a_resolved_matter(
        cast, title="曼坝寨饮水管道改造工程", last=at + timedelta(days=4), hands=(UNANIMOUS,) * 3
    )
    meeting, _item, vote = await voting_now(asked.id, cast, at=at, absent=ABSENT)
    absent = [member.person for member in await members_due(meeting) if not member.present]
    numbers = await fetch(
        "SELECT p.no FROM roll_entry r JOIN person p ON p.id = r.person WHERE r.vote = $1 ORDER BY p.no", vote
    )
    actors = [await acting(row["no"], at=at) for row in numbers]
    return Scene(
        board=cast.place.home,
        proposal=shown,
        vote=vote,
        meeting=meeting,
        clerk=cast.clerk,
        voters=tuple([Voter(actor=actor, cookie=await cookie_of(actor, at=at)) for actor in actors]),
        absent=tuple(absent),
    )


async def cookie_of(actor: Actor, *, at: datetime) -> str:
    """Return the cookie of a login that has just happened."""
    assert actor.account is not None
    version = await fetch_value("SELECT token_version FROM account WHERE id = $1", actor.account)
    return f"{COOKIE}={signing_keys(settings()).sign(Session(account=actor.account, version=version, began=at), at=at)}"
