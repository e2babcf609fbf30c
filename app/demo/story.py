"""The story of the demo village, from its founding to today, played through the real services."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from app.deliberation.rules.money import Money as MoneyOf
from app.deliberation.rules.states import MoneyKind, Stance
from app.deliberation.rules.step_keys import StepKey
from app.deliberation.rules.wording import Wording
from app.deliberation.services.households import note_opinion
from app.deliberation.services.proposals import ProposalDraft, put_forward
from app.deliberation.services.revisions import RevisionDraft, revise
from app.deliberation.services.suggestions import answer_suggestion, suggest
from app.deliberation.services.threads import PostDraft, answer_officially, hide_post, say
from app.demo import acting, afterwards
from app.demo.acting import EVENING, NOTICE_DAYS, Company, Diary
from app.demo.matter import Asked, Change, Ending, Matter, Money, Said, Sitting
from app.demo.matters import DISCUSSED
from app.demo.people import found, printed_cards
from app.demo.resolved import RESOLVED, SUGGESTIONS
from app.disclosure.services.closing import close_what_has_hung
from app.logins import Login

FOUNDED_DAYS_AGO = 300
DISCUSSIONS = tuple(StepKey)[:4]
MATTERS = DISCUSSED + RESOLVED


async def play(*, at: datetime) -> Sequence[Login]:
    """Play the whole story so that it ends now, and return who can log in with which code."""
    diary = Diary(now=at)
    founded = diary.day(FOUNDED_DAYS_AGO)
    village = await found(at=founded)
    logins = await printed_cards(village, numbers=actors_of(MATTERS), at=founded + timedelta(hours=1))
    company = Company(village=village)
    for matter in sorted(MATTERS, key=lambda told: -told.days_ago):
        _note_matter(matter, company=company, diary=diary)
    for number, ago, title, text, answer in SUGGESTIONS:
        _note_suggestion(company, diary, number=number, ago=ago, title=title, text=text, answer=answer)
    await diary.act_all()
    await close_what_has_hung(at=at)
    return logins


def actors_of(matters: Sequence[Matter]) -> frozenset[str]:
    """Return the numbers of all who say something in the demo."""
    talk = [said for matter in matters for said in matter.talk]
    return frozenset({said.by for said in talk} | {said.answer_by for said in talk if said.answer_by}) | {
        number for number, *_rest in SUGGESTIONS
    }


def _note_matter(matter: Matter, *, company: Company, diary: Diary) -> None:
    """Note every act of a matter for its day."""
    begun: dict[str, UUID] = {}

    async def put() -> None:
        at = diary.day(matter.days_ago)
        draft = ProposalDraft(
            title=matter.title, category=matter.category, origin=matter.origin, wording=wording_of(matter)
        )
        begun["id"] = (await put_forward(draft, by=await company.actor("P0150", at=at), at=at)).id

    diary.note(diary.day(matter.days_ago), put)
    if matter.change is not None:
        _note_change(matter, matter.change, begun=begun, company=company, diary=diary)
    for said in matter.talk:
        _note_said(matter, said, begun=begun, company=company, diary=diary)
    for asked in matter.households:
        _note_asked(matter, asked, begun=begun, company=company, diary=diary)
    step = 0
    for sitting in matter.sittings:
        _note_sitting(matter, sitting, DISCUSSIONS[step], begun=begun, company=company, diary=diary)
        step += 1 if sitting.held else 0
    if matter.ending in (Ending.AT_CONFER, Ending.AT_REVIEW, Ending.AT_RESOLVE):
        _note_next_meeting(matter, DISCUSSIONS[step], begun=begun, company=company, diary=diary)
    afterwards.note(matter, begun=begun, company=company, diary=diary)


def wording_of(matter: Matter) -> Wording:
    """Return the text and money of a matter as they were put forward."""

    def lines(kind: MoneyKind, money: tuple[Money, ...]) -> tuple[MoneyOf, ...]:
        return tuple(MoneyOf(kind=kind, label=m.label, basis=m.basis, fen=m.yuan * 100) for m in money)

    return Wording(
        summary=matter.summary,
        text=matter.text,
        money=lines(MoneyKind.SOURCE, matter.sources) + lines(MoneyKind.SPENDING, matter.spendings),
    )


def _note_change(matter: Matter, change: Change, *, begun: dict[str, UUID], company: Company, diary: Diary) -> None:
    at = diary.day(matter.days_ago - change.day)

    async def act() -> None:
        before = wording_of(matter)
        after = Wording(summary=before.summary, text=before.text.replace(change.old, change.new), money=before.money)
        draft = RevisionDraft(wording=after, reason=change.reason, base=1)
        await revise(begun["id"], draft, by=await company.actor("P0150", at=at), at=at)

    diary.note(at, act)


def _note_said(matter: Matter, said: Said, *, begun: dict[str, UUID], company: Company, diary: Diary) -> None:
    at = diary.day(matter.days_ago - said.day) + timedelta(hours=3)

    async def act() -> None:
        draft = PostDraft(text=said.text, asks=said.asks)
        post = await say(begun["id"], draft, by=await company.actor(said.by, at=at), at=at)
        if said.answer:
            later = at + timedelta(hours=5)
            await answer_officially(post, said.answer, by=await company.actor(said.answer_by, at=later), at=later)
        if said.hidden_because:
            later = at + timedelta(hours=2)
            await hide_post(post, reason=said.hidden_because, by=await company.actor("P0010", at=later), at=later)

    diary.note(at, act)


def _note_asked(matter: Matter, asked: Asked, *, begun: dict[str, UUID], company: Company, diary: Diary) -> None:
    at = diary.day(matter.days_ago - asked.day) + timedelta(hours=10)

    async def act() -> None:
        by = await company.actor(asked.by, at=at)
        await note_opinion(begun["id"], asked.household, Stance(asked.stance), asked.words, by=by, at=at)

    diary.note(at, act)


def _note_sitting(
    matter: Matter, sitting: Sitting, step: StepKey, *, begun: dict[str, UUID], company: Company, diary: Diary
) -> None:
    ago = matter.days_ago - sitting.day
    starts = diary.day(ago, EVENING)
    told = diary.day(ago + NOTICE_DAYS[step.number])
    called: dict[str, acting.Called] = {}

    async def call() -> None:
        called["it"] = await acting.call(company, begun["id"], step=step, starts=starts, at=told)

    async def meet() -> None:
        await acting.meet(company, begun["id"], sitting, called=called["it"], at=starts)

    diary.note(told + timedelta(hours=1), call)
    diary.note(starts, meet)


def _note_next_meeting(
    matter: Matter, step: StepKey, *, begun: dict[str, UUID], company: Company, diary: Diary
) -> None:
    """Call the meeting that is still to come; the one on step 4 is being held right now."""
    now_open = matter.ending is Ending.AT_RESOLVE
    starts = diary.now - timedelta(minutes=25) if now_open else diary.day(-(NOTICE_DAYS[step.number] + 1), EVENING)
    told = diary.day(NOTICE_DAYS[step.number] + 1) if now_open else diary.now - timedelta(hours=2)

    called: dict[str, acting.Called] = {}

    async def call() -> None:
        called["it"] = await acting.call(company, begun["id"], step=step, starts=starts, at=told)

    async def hold() -> None:
        present = await acting.gather(called["it"], absent=4, at=starts)
        waiting = frozenset([await company.person("P0003"), await company.person("P0086")])
        await acting.begin_named_vote(called["it"], present=present, waiting=waiting, at=starts + timedelta(minutes=15))

    diary.note(told, call)
    if now_open:
        diary.note(starts, hold)


def _note_suggestion(
    company: Company, diary: Diary, *, number: str, ago: int, title: str, text: str, answer: str
) -> None:
    at = diary.day(ago)

    async def act() -> None:
        made = await suggest(title, text, by=await company.actor(number, at=at), at=at)
        if answer:
            later = at + timedelta(days=2)
            await answer_suggestion(made, answer, by=await company.actor("P0150", at=later), at=later)

    diary.note(at, act)
