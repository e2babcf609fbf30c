"""A matter's way through the village, played by the real acts: from its first text to its published results."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Protocol
from uuid import UUID

from app.database import fetch_value
from app.deliberation.queries.attendance import members_due
from app.deliberation.rules.money import Money
from app.deliberation.rules.states import MoneyKind, ToldBy
from app.deliberation.rules.wording import Wording
from app.deliberation.services.attendance import tick
from app.deliberation.services.meetings import MeetingDraft, call_meeting, close_meeting, open_meeting
from app.deliberation.services.proposals import Numbered, ProposalDraft, put_forward
from app.disclosure.queries.ledger import ledger_of
from app.disclosure.rules.states import EntryKind
from app.disclosure.services.drafting import draft_resolution, draft_results
from app.disclosure.services.execution import NewEntry, enter
from app.disclosure.services.reviewing import publish
from app.doors import Actor
from app.figures import Fen, local
from app.votes.rules.ballots import Method
from app.votes.rules.verdict import Verdict
from app.votes.services.closing import close_vote
from app.votes.services.counting import enter_hands
from app.votes.services.opening import open_vote

AGREED = "经核对，与会议记录、计票单一致，同意公开。"
MONEY = (
    Money(kind=MoneyKind.SOURCE, label="财政奖补", basis="一事一议", fen=Fen(26_000_000)),
    Money(kind=MoneyKind.SOURCE, label="村集体经济收入", basis="2025年度", fen=Fen(17_600_000)),
    Money(kind=MoneyKind.SOURCE, label="社会捐资", basis="3家企业", fen=Fen(5_000_000)),
    Money(kind=MoneyKind.SPENDING, label="混凝土路面", basis="4,800平方米", fen=Fen(40_000_000)),
    Money(kind=MoneyKind.SPENDING, label="排水沟", basis="620米", fen=Fen(8_600_000)),
)
ROAD = Wording(
    summary="硬化曼坝寨至新寨道路1.2公里，总投资48.6万元，不向村民筹资。",
    text="第一条　硬化曼坝寨至新寨道路1.2公里，路面宽4米。\n\n第二条　沿线修排水沟620米。",
    money=MONEY,
)
EARLY = "汛期将至，须先备料"  # kept only while the resolution hangs
SLIP = {"old": "1.2公里", "new": "1.25公里"}  # what a correction of the road's notice puts right
DAYS_BEFORE = (18, 15, 10, 0)  # on which the four bodies sit, before the last of them


class Players(Protocol):
    """Who plays: the `Cast` of the tests is one; the demo has its own."""

    @property
    def secretary(self) -> Actor: ...
    @property
    def clerk(self) -> Actor: ...
    @property
    def supervisor(self) -> Actor: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Hands:
    """How a sitting goes: so many due members stay away, so many raise their hands against or not at all."""

    absent: int = 0
    against: int = 0
    abstain: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Sat:
    """A sitting that was held."""

    meeting: UUID
    vote: UUID
    verdict: Verdict


UNANIMOUS = Hands()


async def a_resolved_matter(
    players: Players,
    *,
    title: str = "曼坝寨至新寨道路硬化工程",
    words: Wording = ROAD,
    category: str = "public_works",
    last: datetime,
    hands: Sequence[Hands] = (UNANIMOUS, UNANIMOUS, Hands(absent=3), Hands(absent=4, against=3, abstain=2)),
) -> Numbered:
    """Put a matter forward and take it through as many sittings as `hands` has; the fourth is at `last`."""
    draft = ProposalDraft(title=title, category=category, origin="cadre", wording=words)
    matter = await put_forward(draft, by=players.secretary, at=last - timedelta(days=20))
    for before, shown in zip(DAYS_BEFORE, hands, strict=False):
        await hold(matter.id, players, starts=last - timedelta(days=before), hands=shown)
    return matter


async def hold(
    matter: UUID, players: Players, *, starts: datetime, hands: Hands = UNANIMOUS, told_days: int = 4
) -> Sat:
    """Call the body whose turn it is, let its members come, vote by hands, and close vote and meeting."""
    by = players.clerk
    assert players.secretary.person is not None
    assert by.person is not None
    draft = MeetingDraft(
        starts_at=starts, place="村委会二楼会议室", chair=players.secretary.person, recorder=by.person,
        items=(matter,), told_by=ToldBy.IN_PERSON,
        short_notice_reason="本月农忙，经全体同意提前" if told_days < 3 else "",
    )  # fmt: skip
    meeting = await call_meeting(draft, by=by, at=starts - timedelta(days=told_days))
    await open_meeting(meeting, by=by, at=starts)
    due = await members_due(meeting)
    for member in due[: len(due) - hands.absent]:
        await tick(meeting, member.person, by=by, at=starts)
    item = await fetch_value("SELECT id FROM agenda_item WHERE meeting = $1", meeting)
    vote = await open_vote(item, method=Method.HANDS, by=by, at=starts + timedelta(minutes=30))
    in_favour = len(due) - hands.absent - hands.against - hands.abstain
    soon = starts + timedelta(minutes=40)
    await enter_hands(vote, in_favour=in_favour, against=hands.against, abstain=hands.abstain, by=by, at=soon)
    verdict = await close_vote(vote, by=by, at=soon)
    await close_meeting(meeting, by=by, at=starts + timedelta(hours=1))
    return Sat(meeting=meeting, vote=vote, verdict=verdict)


async def a_published_resolution(matter: UUID, players: Players, *, at: datetime, opinion: str = AGREED) -> UUID:
    """Draft the resolution notice of a resolved matter and publish it; return the notice."""
    notice = await draft_resolution(matter, by=players.clerk, at=at)
    await publish(notice, opinion, by=players.supervisor, at=at + timedelta(minutes=20))
    return notice


async def pay(
    matter: UUID, players: Players, *, line: int = 1, yuan: int, at: datetime, what: str = "付进度款", who: str = ""
) -> None:
    """Pay something under a voted line, by its number."""
    found = (await ledger_of(matter)).lines[line - 1]
    entry = NewEntry(
        kind=EntryKind.PAYMENT,
        done_on=day_of(at),
        what=what,
        who=who,
        line=found.id,
        fen=Fen(yuan * 100),
        early_reason=EARLY,
    )
    await enter(matter, entry, by=players.clerk, at=at)


async def contract(
    matter: UUID, players: Players, *, line: int = 1, yuan: int, at: datetime, who: str, what: str
) -> None:
    """Enter a contract for a voted line: with whom, and how the contractor was chosen."""
    found = (await ledger_of(matter)).lines[line - 1]
    entry = NewEntry(
        kind=EntryKind.CONTRACT,
        done_on=day_of(at),
        what=what,
        who=who,
        line=found.id,
        fen=Fen(yuan * 100),
        early_reason=EARLY,
    )
    await enter(matter, entry, by=players.clerk, at=at)


async def note(
    matter: UUID, players: Players, *, kind: EntryKind = EntryKind.ACCEPTANCE, at: datetime, what: str, who: str = ""
) -> None:
    """Enter progress or an acceptance."""
    await enter(matter, NewEntry(kind=kind, done_on=day_of(at), what=what, who=who), by=players.clerk, at=at)


async def published_results(matter: UUID, players: Players, *, explanation: str = "", at: datetime) -> UUID:
    """Draft the results notice from the ledger and publish it; return the notice."""
    notice = await draft_results(matter, explanation=explanation, by=players.clerk, at=at)
    await publish(notice, "经查阅合同、票据和验收单，情况属实，同意公示。", by=players.supervisor, at=at)
    return notice


def day_of(at: datetime) -> date:
    """Return the village's day of a moment."""
    here = local(at)
    assert isinstance(here, datetime)
    return here.date()
