"""How the demo's people act: each act at its time, in the order in which a village would have acted."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from app.database import fetch, fetch_row, fetch_value
from app.deliberation.rules.states import ToldBy
from app.deliberation.rules.step_keys import StepKey
from app.deliberation.services.attendance import tick
from app.deliberation.services.meetings import MeetingDraft, call_meeting, tell_all
from app.deliberation.services.sittings import close_meeting, declare_not_held, open_meeting
from app.demo.matter import Sitting
from app.doors import Actor
from app.village.queries import load_actor
from app.votes.rules.ballots import Choice, Method
from app.votes.rules.papers import PaperNumbers
from app.votes.services.casting import cast_for
from app.votes.services.closing import close_vote
from app.votes.services.counting import enter_hands, enter_paper
from app.votes.services.opening import open_vote

ZONE = ZoneInfo("Asia/Shanghai")
MORNING, EVENING = time(9, 10), time(19, 30)
PLACES = {1: "村党支部办公室", 2: "村委会二楼会议室", 3: "村党群服务中心", 4: "村活动室"}
NOTICE_DAYS = {1: 0, 2: 0, 3: 4, 4: 4}  # a day more than the pack asks for
Act = Callable[[], Awaitable[object]]


@dataclass(slots=True)
class Diary:
    """Acts by their time; whatever an act must know of earlier ones it finds when its time comes."""

    now: datetime
    acts: list[tuple[datetime, int, Act]] = field(default_factory=list)

    def day(self, ago: int, at: time = MORNING) -> datetime:
        """Return a time of the day that was `ago` days before today, in the village."""
        today: date = self.now.astimezone(ZONE).date()
        return datetime.combine(today - timedelta(days=ago), at, tzinfo=ZONE)

    def note(self, at: datetime, act: Act) -> None:
        """Note an act for a time."""
        self.acts.append((at, len(self.acts), act))

    async def act_all(self) -> None:
        """Act in the order of time."""
        for _at, _order, act in sorted(self.acts, key=lambda noted: noted[:2]):
            await act()


@dataclass(slots=True)
class Company:
    """The people of the demo as actors, by person number."""

    village: UUID
    actors: dict[str, Actor] = field(default_factory=dict)

    async def actor(self, number: str, *, at: datetime) -> Actor:
        """Return a person with the seats held at that time."""
        row = await fetch_row(
            "SELECT a.id, a.token_version FROM account a JOIN person p ON p.id = a.person"
            " WHERE p.village = $1 AND p.no = $2",
            self.village, number,
        )  # fmt: skip
        if row is None:
            raise LookupError(f"{number} has no account in the demo")
        actor = await load_actor(row["id"], row["token_version"], at)
        if actor is None:
            raise LookupError(f"{number} is not in the village")
        return actor

    async def person(self, number: str) -> UUID:
        """Return the id of a person."""
        found: UUID = await fetch_value("SELECT id FROM person WHERE village = $1 AND no = $2", self.village, number)
        return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Called:
    """A meeting of the demo with its only item."""

    meeting: UUID
    item: UUID
    chair: Actor
    clerk: Actor


async def call(company: Company, proposal: UUID, *, step: StepKey, starts: datetime, at: datetime) -> Called:
    """Call the meeting of a step and tell everybody."""
    chair, clerk = await company.actor("P0150", at=at), await company.actor("W001", at=at)
    draft = MeetingDraft(
        starts_at=starts,
        place=PLACES[step.number],
        chair=chair.person or UUID(int=0),
        recorder=clerk.person or UUID(int=0),
        items=(proposal,),
        told_by=ToldBy.PHONE,
    )
    meeting = await call_meeting(draft, by=clerk, at=at)
    await tell_all(meeting, ToldBy.IN_PERSON, by=clerk, at=at)  # who has no phone
    item: UUID = await fetch_value("SELECT id FROM agenda_item WHERE meeting = $1", meeting)
    return Called(meeting=meeting, item=item, chair=chair, clerk=clerk)


async def gather(called: Called, *, absent: int, at: datetime) -> list[UUID]:
    """Open the meeting and tick who is there; return them."""
    await open_meeting(called.meeting, by=called.chair, at=at)
    rows = await fetch(
        "SELECT s.person FROM summons s JOIN person p ON p.id = s.person WHERE s.meeting = $1 ORDER BY p.no",
        called.meeting,
    )
    due = [row["person"] for row in rows]
    late = [person for person in reversed(due) if person != called.chair.person][:absent]
    present = [person for person in due if person not in late]
    for person in present:
        await tick(called.meeting, person, by=called.clerk, at=at)
    return present


async def decide(called: Called, sitting: Sitting, *, present: list[UUID], sponsor: UUID, at: datetime) -> None:
    """Open the vote, let everybody answer as the story says, and close it."""
    method = Method(sitting.method)
    tellers = [person for person in present if person not in (sponsor, called.chair.person)][:2]
    vote = await open_vote(
        called.item, method=method, tellers=tellers if method is Method.PAPER else (), by=called.chair, at=at
    )
    in_favour = len(present) - sitting.against - sitting.abstain
    if method is Method.HANDS:
        await enter_hands(
            vote, in_favour=in_favour, against=sitting.against, abstain=sitting.abstain, by=called.clerk, at=at
        )
    elif method is Method.PAPER:
        numbers = PaperNumbers(
            handed_out=len(present), returned=len(present), in_favour=in_favour, against=sitting.against,
            abstain=sitting.abstain, invalid=0,
        )  # fmt: skip
        for teller in tellers:
            await enter_paper(vote, numbers, by=await _as_actor(teller, at=at), at=at)
    else:
        for place, person in enumerate(present):
            await cast_for(vote, person, answer(place, sitting), by=called.clerk, at=at)
    await close_vote(vote, by=called.chair, at=at + timedelta(minutes=6))


async def begin_named_vote(called: Called, *, present: list[UUID], waiting: frozenset[UUID], at: datetime) -> None:
    """Open a named vote and let all answer but those the visitor may want to be."""
    vote = await open_vote(called.item, method=Method.NAMED, by=called.chair, at=at)
    for place, person in enumerate(present):
        if person not in waiting:
            choice = Choice.AGAINST if place == 3 else Choice.FOR
            await cast_for(vote, person, choice, by=called.clerk, at=at + timedelta(seconds=5 + place))


def answer(place: int, sitting: Sitting) -> Choice:
    """Return how the person on that place answers: first those against, then those who abstain."""
    if place < sitting.against:
        return Choice.AGAINST
    return Choice.ABSTAIN if place < sitting.against + sitting.abstain else Choice.FOR


async def meet(company: Company, proposal: UUID, sitting: Sitting, *, called: Called, at: datetime) -> None:
    """Hold one whole meeting on one matter; where too few came it is declared not held."""
    present = await gather(called, absent=sitting.absent, at=at)
    sponsor: UUID = await fetch_value("SELECT sponsor FROM proposal WHERE id = $1", proposal)
    if sitting.held:
        await decide(called, sitting, present=present, sponsor=sponsor, at=at + timedelta(minutes=40))
        await close_meeting(called.meeting, by=called.chair, at=at + timedelta(minutes=60))
    else:
        await declare_not_held(called.meeting, by=called.chair, at=at + timedelta(minutes=30))


async def _as_actor(person: UUID, *, at: datetime) -> Actor:
    row = await fetch_row("SELECT id, token_version FROM account WHERE person = $1", person)
    if row is None or (actor := await load_actor(row["id"], row["token_version"], at)) is None:
        raise LookupError("a teller of the demo needs an account")
    return actor
