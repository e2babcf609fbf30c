"""A village in which everything that a record tells of has happened once, and the hand of who holds all keys."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from datetime import timedelta
from uuid import UUID

import pytest

from app.database import execute, fetch, fetch_value, transaction
from app.deliberation.queries.attendance import members_due
from app.deliberation.rules.states import Stance, ToldBy
from app.deliberation.services.attendance import note_departure, tick
from app.deliberation.services.households import note_opinion
from app.deliberation.services.meetings import MeetingDraft, call_meeting, open_meeting
from app.deliberation.services.summons import excuse_member
from app.deliberation.services.threads import answer_officially, hide_post, reply, support
from app.disclosure.services.execution import take_back
from app.disclosure.services.objections import answer
from app.embedded import EmbeddedPostgres
from app.marks import read_mark
from app.recounting import RECOUNT
from app.verifying import walk
from app.votes.rules.ballots import Choice, Method
from app.votes.rules.papers import PaperNumbers
from app.votes.services.casting import cast_for
from app.votes.services.closing import close_vote
from app.votes.services.counting import enter_paper
from app.votes.services.opening import open_vote
from tests.cast import EIGHT, Cast
from tests.conftest import copied, played
from tests.everywhere import Everywhere
from tests.story import hold, pay
from tests.votes.hall import somebody

NOON_LATER = EIGHT + timedelta(days=9, hours=16)


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """The village after all of it."""

    village: Cast
    database: str = ""


async def by_hand(*statements: str) -> None:
    """Do what only a thief with the keys of the database can do: no trigger, no foreign key stands in the way."""
    async with transaction():
        await execute("SET LOCAL session_replication_role = replica")
        for statement in statements:
            await execute(statement)


async def verified(*witnesses: str) -> tuple[bool, str]:
    """Return what `./yishi verify` says, given what somebody wrote down before."""
    hold_, lines = await walk(RECOUNT, witnesses=[read_mark(mark) for mark in witnesses])
    return hold_, "\n".join(lines)


@pytest.fixture(scope="session")
def told_template(postgres: EmbeddedPostgres, everywhere_template: Everywhere) -> Told:
    """The database in which a little of everything was done."""

    async def play() -> Told:
        await everything_else(everywhere_template)
        return Told(village=everywhere_template.village)

    return played(postgres, "template_told", after="template_everywhere", play=play)


@pytest.fixture
async def told(postgres: EmbeddedPostgres, told_template: Told) -> AsyncIterator[Told]:
    """A village with a record that tells of everything, in a fresh database."""
    async for dsn in copied(postgres, "template_told"):
        yield replace(told_template, database=dsn)


async def everything_else(everywhere: Everywhere) -> None:
    """Let happen what has not happened everywhere: answers, hidden words, a vote by name and one on paper."""
    village, things = everywhere.village, everywhere.things
    at = EIGHT + timedelta(hours=1)
    matter = await fetch_value("SELECT proposal FROM post WHERE id = $1", UUID(things["post_id"]))
    voters = [
        row["person"]
        for row in await fetch("SELECT person FROM roll_entry WHERE vote = $1 ORDER BY person", UUID(things["vote_id"]))
    ]
    for place, voter in enumerate(voters):
        choice = Choice.AGAINST if place < 2 else Choice.FOR
        await cast_for(UUID(things["vote_id"]), voter, choice, by=village.clerk, at=at)
    await close_vote(UUID(things["vote_id"]), by=village.clerk, at=at)
    leaves = next(voter for voter in voters if voter not in (village.secretary.person, village.clerk.person))
    await note_departure(UUID(things["meeting_id"]), leaves, by=village.clerk, at=at)
    await answer_officially(UUID(things["post_id"]), "下个月。", by=village.committee, at=at)
    insult = await reply(UUID(things["post_id"]), "你们都是骗子！", by=village.resident, at=at)
    await hide_post(insult, reason="骂人", by=village.supervisor, at=at)
    await support(matter, by=village.resident, at=at)
    await answer(UUID(things["objection"]), "六百二十米。", by=village.supervisor, at=at)
    await pay(matter, village, yuan=2_000, at=at, what="付错的款")
    wrong = await fetch_value("SELECT id FROM execution_entry WHERE what = '付错的款'")
    await take_back(wrong, reason="付错了", by=village.clerk, at=at)
    undecided = UUID(things["undecided"])
    await note_opinion(undecided, "H001", Stance.FOR, "好事", by=village.representative, at=at)
    await hold(undecided, village, starts=at + timedelta(days=5))
    await on_paper(undecided, village)


async def on_paper(matter: UUID, village: Cast) -> None:
    """Hold a meeting that votes on paper, counted by two tellers; one member has an excuse."""
    starts = NOON_LATER
    assert village.secretary.person is not None
    assert village.clerk.person is not None
    draft = MeetingDraft(
        starts_at=starts, place="村活动室", chair=village.secretary.person, recorder=village.clerk.person,
        items=(matter,), told_by=ToldBy.IN_PERSON,
    )  # fmt: skip
    meeting = await call_meeting(draft, by=village.clerk, at=starts - timedelta(days=3))
    due = [member.person for member in await members_due(meeting)]
    await excuse_member(meeting, due[-1], "外出务工", by=village.clerk, at=starts - timedelta(days=1))
    await open_meeting(meeting, by=village.clerk, at=starts)
    for person in due[:-1]:
        await tick(meeting, person, by=village.clerk, at=starts)
    item = await fetch_value("SELECT id FROM agenda_item WHERE meeting = $1", meeting)
    tellers = tuple(person for person in due[:-1] if person != village.secretary.person)[:2]
    vote = await open_vote(item, method=Method.PAPER, tellers=tellers, by=village.clerk, at=starts)
    many = len(due) - 1
    numbers = PaperNumbers(handed_out=many, returned=many, in_favour=many, against=0, abstain=0, invalid=0)
    for teller in tellers:
        await enter_paper(vote, numbers, by=somebody(village, teller), at=starts)
    await close_vote(vote, by=village.clerk, at=starts)
