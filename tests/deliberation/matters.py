"""Matters for the tests, put forward through the real acts with honest defaults."""

from datetime import datetime
from uuid import UUID

from app.database import transaction
from app.deliberation.queries.passages import current_passage
from app.deliberation.rules.money import Money
from app.deliberation.rules.states import MoneyKind, PassageOutcome
from app.deliberation.rules.step_keys import StepKey
from app.deliberation.rules.wording import Wording
from app.deliberation.services.passages import finish_step
from app.deliberation.services.proposals import Numbered, ProposalDraft, put_forward
from app.deliberation.services.revisions import RevisionDraft
from app.doors import Actor
from app.figures import Fen
from tests.cast import EIGHT, Cast

ROAD = "第一条　硬化曼坝寨至新寨道路1.2公里，路面宽3.5米。\n\n第二条　沿线修排水沟300米。"
ROAD_REVISED = "第一条　硬化曼坝寨至新寨道路1.2公里，路面宽4米。\n\n第二条　沿线修排水沟620米，经过水井处加盖板。"


def source(label: str = "村集体经济收入", yuan: int = 486_000, basis: str = "2025年度收益分配表") -> Money:
    return Money(kind=MoneyKind.SOURCE, label=label, basis=basis, fen=Fen(yuan * 100))


def spending(label: str = "混凝土路面", yuan: int = 486_000, basis: str = "4,800平方米") -> Money:
    return Money(kind=MoneyKind.SPENDING, label=label, basis=basis, fen=Fen(yuan * 100))


def wording(text: str = ROAD, *, summary: str = "硬化1.2公里寨间道路。", money: tuple[Money, ...] = ()) -> Wording:
    return Wording(summary=summary, text=text, money=money)


def draft(
    title: str = "曼坝寨至新寨道路硬化工程",
    *,
    category: str = "public_works",
    origin: str = "cadre",
    words: Wording | None = None,
    renews: UUID | None = None,
    suggestion: UUID | None = None,
    sponsor: UUID | None = None,
) -> ProposalDraft:
    return ProposalDraft(
        title=title,
        category=category,
        origin=origin,
        wording=words or wording(),
        renews=renews,
        suggestion=suggestion,
        sponsor=sponsor,
    )


def change(
    text: str = ROAD_REVISED, *, base: int = 1, reason: str = "按党员意见修改", substantial: bool = False
) -> RevisionDraft:
    return RevisionDraft(wording=wording(text), reason=reason, base=base, substantial=substantial)


async def a_matter(
    village: Cast, *, at_step: StepKey = StepKey.PROPOSE, words: Wording | None = None, at: datetime = EIGHT
) -> Numbered:
    """Put a matter forward and carry it to a step."""
    matter = await put_forward(draft(words=words), by=village.secretary, at=at)
    for _step in range(1, at_step.number):
        await end_step(matter.id, PassageOutcome.CARRIED, by=village.secretary, at=at)
    return matter


async def end_step(
    matter: UUID, outcome: PassageOutcome, *, by: Actor, at: datetime = EIGHT, to: StepKey | None = None
) -> None:
    """Give the step that a matter is in its outcome."""
    passage = await current_passage(matter)
    assert passage is not None
    async with transaction():
        await finish_step(passage.id, outcome=outcome, to=to, reason="理由" if to else "", by=by, at=at)
