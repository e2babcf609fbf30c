"""A village with something behind every address: a matter at each stage, a meeting that votes, a notice in review."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from app.database import fetch_value, transaction
from app.deliberation.queries.attendance import members_due
from app.deliberation.rules.states import ToldBy
from app.deliberation.services.attachments import Paper, attach
from app.deliberation.services.attendance import tick
from app.deliberation.services.meetings import MeetingDraft, call_meeting, open_meeting
from app.deliberation.services.suggestions import suggest
from app.deliberation.services.threads import PostDraft, say
from app.disclosure.queries.notices import notice_at
from app.disclosure.services.drafting import draft_resolution
from app.disclosure.services.objections import object_to
from app.files import PDF, keep
from app.village.rules.consents import ConsentKind, Wish
from app.village.services.asking import ask_second_office
from app.village.services.importing import check_upload
from app.votes.rules.ballots import Method
from app.votes.services.opening import open_vote
from tests.cast import CASES, EIGHT, Cast
from tests.story import UNANIMOUS, a_published_resolution, a_resolved_matter, pay

Things = dict[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Everywhere:
    """The played village; `things` by the placeholder of an address they stand for, the longest that fits counts."""

    village: Cast
    things: Things
    database: str = ""


async def a_card_asked_for(village: Cast, *, at: datetime) -> UUID:
    """Let the administrator wish a new card for a member of the supervision committee; return the wish."""
    watcher = village.person("P0010")
    async with transaction():
        await ask_second_office(Wish(kind=ConsentKind.CARD, person=watcher), by=village.administrator, at=at)
    found: UUID = await fetch_value("SELECT id FROM consent WHERE person = $1", watcher)
    return found


async def something_everywhere(village: Cast, *, at: datetime = EIGHT) -> Everywhere:
    """Play a village until there is something behind every address."""
    week = timedelta(days=7)
    hung = await a_resolved_matter(village, last=at - week)
    published = await a_published_resolution(hung.id, village, at=at - week + timedelta(hours=2))
    await pay(hung.id, village, yuan=1_000, at=at - timedelta(days=1))
    paper = Paper(name="预算.pdf", kept=await keep(b"%PDF-1.7 budget", media_type=PDF))
    await attach(hung.id, [paper], by=village.secretary, at=at - week)
    post = await say(hung.id, PostDraft(text="几时开工？", asks=True), by=village.resident, at=at - week)
    notice = await notice_at(village.place.id, await slug_of(published))
    assert notice is not None
    objection = await object_to(notice, "水沟多长？", address="192.0.2.1", at=at - timedelta(days=2))
    decided = await a_resolved_matter(village, title="村活动广场改造工程", last=at - week)
    asked = await a_resolved_matter(
        village, title="曼坝寨饮水管道改造工程", last=at + timedelta(days=4), hands=(UNANIMOUS,) * 3
    )
    meeting, item, vote = await voting_now(asked.id, village, at=at)
    undecided = await a_resolved_matter(village, title="垃圾集中收运点", last=at, hands=())
    assert village.resident.person is not None
    listed = await check_upload(
        (CASES / "village.csv").read_bytes(), filename="village.csv", by=village.administrator, at=at
    )
    held = await fetch_value("SELECT id FROM seat WHERE person = $1 LIMIT 1", village.committee.person)
    entry = await fetch_value("SELECT id FROM execution_entry WHERE proposal = $1", hung.id)
    consent = await a_card_asked_for(village, at=at)
    things = {
        "consent": str(consent),
        "village": village.place.code,
        "villages/{code}": village.place.code,
        "verify/{code}": await fetch_value("SELECT code FROM notice WHERE id = $1", published),
        "number": f"{hung.year}-{hung.number}",
        "disclosures/{number}": notice.slug,
        "slug": notice.slug,
        "revision": "1",
        "household": "H001",
        "meeting_id": str(meeting),
        "item_id": str(item),
        "vote_id": str(vote),
        "post_id": str(post),
        "objection": str(objection),
        "entry": str(entry),
        "line": str(await fetch_value("SELECT line FROM execution_entry WHERE id = $1", entry)),
        "notice": str(await draft_resolution(decided.id, by=village.clerk, at=at)),
        "suggestion_id": str(await suggest("修候车棚", "下雨没处躲。", by=village.resident, at=at)),
        "person": str(village.resident.person),
        "undecided": str(undecided.id),
        "member": str(village.secretary.person),
        "held": str(held),
        "import/{sha256}": str(listed.sha256),
        "files/{sha256}": paper.kept.sha256,
        "static/{path}": "yishi.css",
        "v1/{path}": "nothing",
    }
    return Everywhere(village=village, things=things)


async def slug_of(notice: UUID) -> str:
    """Return the address of a published notice."""
    return str(await fetch_value("SELECT kind || '-' || year || '-' || number FROM notice WHERE id = $1", notice))


async def voting_now(matter: UUID, village: Cast, *, at: datetime, absent: int = 3) -> tuple[UUID, UUID, UUID]:
    """Hold the meeting whose turn it is now, a few members still on their way; return meeting, item and named vote."""
    by = village.clerk
    assert village.secretary.person is not None
    assert by.person is not None
    draft = MeetingDraft(
        starts_at=at, place="村委会二楼会议室", chair=village.secretary.person, recorder=by.person, items=(matter,),
        told_by=ToldBy.IN_PERSON,
    )  # fmt: skip
    meeting = await call_meeting(draft, by=by, at=at - timedelta(days=4))
    await open_meeting(meeting, by=by, at=at)
    due = sorted(await members_due(meeting), key=lambda member: member.person != village.secretary.person)
    for member in due[: len(due) - absent]:
        await tick(meeting, member.person, by=by, at=at)
    item = await fetch_value("SELECT id FROM agenda_item WHERE meeting = $1", meeting)
    return meeting, item, await open_vote(item, method=Method.NAMED, by=by, at=at)


def filled(path: str, things: Things) -> str:
    """Put something real into every placeholder of a route's path."""

    def real(match: re.Match[str]) -> str:
        name = match[1]
        before = path[: match.start()].rstrip("/").rpartition("/")[2]
        return things.get(f"{before}/{{{name}}}") or things[name]

    return re.sub(r"\{(\w+)(?::\w+)?\}", real, path)
