"""The supervision committee's review: it publishes a notice or returns it, and nobody else can."""

from datetime import datetime
from uuid import UUID, uuid4

from app.database import execute, fetch_value, locked, transaction
from app.deliberation.services.passages import own_proposal
from app.deliberation.services.persons import person_of
from app.deliberation.services.suggestions import village_day
from app.disclosure.queries.reviews import Draft, checks_of, draft_for
from app.disclosure.rules.facts import says_the_same
from app.disclosure.rules.publicity import hanging
from app.disclosure.rules.review_checks import ReviewCheck, refusal_of
from app.disclosure.rules.rights import MAY_PUBLISH
from app.disclosure.rules.states import NoticeState, ReviewDecision
from app.disclosure.services.correcting import proposal_of
from app.disclosure.services.drafting import MENDED_AT, NO_DIFFERENCE
from app.disclosure.services.printing import printed_notice
from app.disclosure.services.putting_up import published_facts, put_up
from app.disclosure.services.typed import typed
from app.disclosure.tables import Notice, Review
from app.doors import Actor
from app.files import PDF, keep
from app.record import write_entry
from app.refusals import Missing, Refused, WayOn
from app.words import _

LONGEST_OPINION = 500
CORRECT_FIRST = WayOn(label=_("As soon as it is corrected it can be published; nobody else has to agree."))
ANOTHER_DRAFTS = WayOn(
    label=_(
        "Where nobody else of the committee can, the clerk drafts it anew from the record and answers for the draft."
    )
)


async def publish(notice_id: UUID, opinion: str, *, by: Actor, at: datetime) -> str:
    """Publish a notice with the committee's opinion and return the SHA-256 of its PDF.

    The paper is printed before the transaction begins; the draft is then locked and looked at again, so of two
    supervisors at once the second is refused, and what hangs is what was checked.
    """
    by.must(*MAY_PUBLISH)
    said = _opinion(opinion)
    await _must_be_in_review(notice_id, by=by)
    draft = await draft_for(notice_id, village=by.village)
    _must_be_another(draft.drafter, by=by)
    today = await village_day(by.village, at=at)
    _must_agree(await checks_of(draft, today=today), by=by, phone=draft.facts.heading.phone)
    await _must_correct(draft)
    period = hanging(today, days=draft.facts.heading.days)
    pdf = await printed_notice(draft, period=period, opinion=said, by=by, at=at)
    kept = await keep(pdf, media_type=PDF)
    async with transaction():
        await own_proposal(draft.proposal, by=by)
        notice = await locked(Notice, notice_id)
        _must_still_be_in_review(notice)
        _must_be_another(notice.drafted_by, by=by)
        if notice.facts != draft.text:
            raise Refused(_("The draft was changed in the meantime. Please look at it again."))
        _must_agree(await checks_of(draft, today=today), by=by, phone=draft.facts.heading.phone)
        await _review(notice_id, ReviewDecision.PUBLISH, said, by=by, at=at)
        await put_up(draft, period=period, pdf_sha256=kept.sha256, by=by, at=at)
        await write_entry(
            "notice.published", subject=notice_id, by=by, at=at,
            facts=published_facts(draft, period=period) | {"pdf_sha256": kept.sha256, "opinion": said},
        )  # fmt: skip
    return kept.sha256


async def return_notice(notice_id: UUID, reasons: str, *, by: Actor, at: datetime) -> None:
    """Return a draft with reasons; it is drafted anew from the record."""
    by.must(*MAY_PUBLISH)
    said = _opinion(reasons)
    async with transaction():
        await own_proposal(await proposal_of(notice_id), by=by)
        notice = await locked(Notice, notice_id)
        _must_still_be_in_review(notice)
        await execute("UPDATE notice SET state = $2 WHERE id = $1", notice_id, NoticeState.RETURNED.value)
        await _review(notice_id, ReviewDecision.RETURN, said, by=by, at=at, draft=notice.facts)
        await write_entry("notice.returned", subject=notice_id, by=by, at=at, facts={"reasons": said})


def _opinion(text: str) -> str:
    empty = _("Write the committee's opinion: it stands in the register.")
    return typed(text, field="opinion", longest=LONGEST_OPINION, empty=empty)


async def _must_be_in_review(notice_id: UUID, *, by: Actor) -> None:
    notice = await Notice.objects().where(Notice.id == notice_id).first()
    if notice is None or notice.village != by.village:
        raise Missing()
    _must_still_be_in_review(notice)


def _must_still_be_in_review(notice: Notice) -> None:
    if notice.state == NoticeState.PUBLISHED:
        raise Refused(_("This notice is published already."))
    if notice.state == NoticeState.RETURNED:
        raise Refused(_("This notice was returned; it must be drafted anew first."))
    if notice.state == NoticeState.GIVEN_UP:
        raise Refused(_("This draft was given up."))


def _must_be_another(drafter: UUID, *, by: Actor) -> None:
    """Refuse who drafted a notice to publish it: the one who checks is not the one who wrote."""
    if drafter == by.person:
        raise Refused(
            _("You drafted this notice: somebody else of the supervision committee publishes it."),
            ways_on=(ANOTHER_DRAFTS,),
        )


async def _must_correct(draft: Draft) -> None:
    """Refuse a correction that says what hangs already; one that its matter waits for may say the same."""
    if not draft.spare:
        return
    hangs: str = await fetch_value("SELECT facts FROM notice WHERE id = $1", draft.replaces)
    if says_the_same(hangs, draft.facts):
        raise Refused(NO_DIFFERENCE, ways_on=MENDED_AT)


def _must_agree(checks: tuple[ReviewCheck, ...], *, by: Actor, phone: str) -> None:
    """Refuse what does not agree with the record, with the first difference and its source."""
    refusal = refusal_of(checks)
    if refusal is not None:
        unmet = next(check for check in checks if check.refuses)
        settings = WayOn(label=_("To the settings of the village"), href=f"/v/{by.village_code}/settings")
        raise Refused(refusal, citation=unmet.source, ways_on=(CORRECT_FIRST,) if phone else (settings, CORRECT_FIRST))


async def _review(
    notice_id: UUID, decision: ReviewDecision, opinion: str, *, by: Actor, at: datetime, draft: str = ""
) -> None:
    await Review.insert(
        Review(
            id=uuid4(),
            notice=notice_id,
            reviewer=person_of(by),
            decision=decision.value,
            opinion=opinion,
            reviewed_at=at,
            draft=draft,
        )
    )
