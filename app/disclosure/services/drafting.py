"""Drafting a notice: it is read from the record, and nothing is typed again."""

from datetime import datetime
from uuid import UUID, uuid4

from app.chain import sha256_of
from app.database import execute, fetch_row, fetch_value, must_be_in_transaction, transaction
from app.deliberation.queries.packs import pinned_pack
from app.deliberation.rules.states import ProposalState
from app.deliberation.rules.step_keys import StepKey
from app.deliberation.rules.steps import carry_out
from app.deliberation.services.passages import move_on, own_proposal, position_of
from app.deliberation.services.persons import person_of
from app.deliberation.services.suggestions import village_day
from app.deliberation.tables import Proposal
from app.disclosure.queries.finished import standing_of
from app.disclosure.queries.reopened import reopened_of
from app.disclosure.rules.codes import new_code
from app.disclosure.rules.facts import ResolutionFacts, ResultsFacts, says_the_same, written
from app.disclosure.rules.finished import finished_checks
from app.disclosure.rules.notice_words import printed
from app.disclosure.rules.publicity import due_on
from app.disclosure.rules.results_checks import must_be_explained
from app.disclosure.rules.rights import MAY_DRAFT
from app.disclosure.rules.states import DISCLOSED_AT, NoticeKind, NoticeState
from app.disclosure.services.headings import Order, draft_from_record
from app.disclosure.services.typed import typed
from app.disclosure.tables import Notice
from app.doors import Actor
from app.record import write_entry
from app.refusals import Refused, WayOn
from app.words import _

LONGEST_EXPLANATION = 500
RETURNED = _("This notice was returned: answer the reasons first, and draft it anew with the answer.")
NO_DIFFERENCE = _("The new version would say exactly what hangs already: nothing is corrected.")
MENDED_AT = (
    WayOn(label=_("A slip in the words: write below what stands there and what it should say.")),
    WayOn(label=_("What was decided itself: it has to be voted again.")),
    WayOn(label=_("A figure of the work or its money: mend the entry of the ledger first.")),
    WayOn(label=_("A phone number or a name of the village: change the particulars of the village first.")),
)
NOT_WRITTEN = "{}"  # of a draft in the moment between its row and its text


async def draft_resolution(proposal_id: UUID, *, days: int | None = None, by: Actor, at: datetime) -> UUID:
    """Draft the resolution notice of a resolved matter, or draft a returned one anew; return the notice."""
    by.must(*MAY_DRAFT)
    async with transaction():
        await _lock_numbers(by=by)
        proposal = await own_proposal(proposal_id, by=by)
        if not _stands_at(proposal, StepKey.DISCLOSE_RESOLUTION):
            raise Refused(_("A resolution notice is drafted after step 4 has carried the matter, and only once."))
        return await _draft(proposal, NoticeKind.RESOLUTION, days=days, by=by, at=at)


async def draft_results(
    proposal_id: UUID, *, explanation: str = "", days: int | None = None, by: Actor, at: datetime
) -> UUID:
    """End the execution of a resolution and draft its results notice from the ledger; return the notice."""
    by.must(*MAY_DRAFT)
    async with transaction():
        await _lock_numbers(by=by)
        proposal = await own_proposal(proposal_id, by=by)
        if not await fetch_value("SELECT 1 FROM execution_entry WHERE proposal = $1 LIMIT 1", proposal_id):
            raise Refused(_("Nothing is entered in the ledger yet: there are no results to disclose."))
        await _must_be_finished(proposal_id, by=by, at=at)
        if proposal.state == ProposalState.EXECUTING:
            await move_on(proposal, carry_out(position_of(proposal)), at=at)
        if not _stands_at(proposal, StepKey.DISCLOSE_RESULTS):
            raise Refused(_("A results notice is drafted while its resolution is carried out, and only once."))
        return await _draft(proposal, NoticeKind.RESULTS, explanation=explanation, days=days, by=by, at=at)


async def _must_be_finished(proposal: UUID, *, by: Actor, at: datetime) -> None:
    """Refuse results of what is not finished, by the first thing that the pack lets them wait for."""
    checks = finished_checks(await standing_of(proposal, today=await village_day(by.village, at=at)))
    unmet = next((check for check in checks if check.refuses), None)
    if unmet is not None:
        words = _("The work does not count as finished yet: %(fault)s.", fault=unmet.fault)
        raise Refused(words, citation=unmet.source)


async def _draft(
    proposal: Proposal, kind: NoticeKind, *, explanation: str = "", days: int | None, by: Actor, at: datetime
) -> UUID:
    """Renew the unpublished draft of a matter, or put one down: a first one, or the next version of what was published.

    A matter comes here a second time where the supervision committee had it decided again.
    """
    found = await fetch_row(
        "SELECT id, year, number, version, state FROM notice WHERE proposal = $1 AND kind = $2"
        " ORDER BY version DESC LIMIT 1",
        proposal.id, kind.value,
    )  # fmt: skip
    if found is not None and found["state"] == NoticeState.RETURNED:
        raise Refused(
            RETURNED,
            ways_on=(WayOn(label=_("To the returned draft"), href=f"/v/{by.village_code}/review/{found['id']}"),),
        )
    year, number = (found["year"], found["number"]) if found else await _next_number(kind, by=by, at=at)
    hangs = found is not None and found["state"] == NoticeState.PUBLISHED
    again = found is not None and (hangs or found["version"] > 1)
    order = Order(
        kind=kind,
        year=year,
        number=number,
        days=days or await days_asked(proposal, kind),
        explanation=explanation,
        reason=await _why_again(proposal, kind) if again else "",
    )
    if found is None:
        return await new_draft(order, proposal=proposal, by=by, at=at)
    notice: UUID = found["id"]
    if hangs:
        version = found["version"] + 1
        return await new_draft(order, proposal=proposal, version=version, replaces=notice, by=by, at=at)
    await put_draft(notice, order, proposal=proposal, by=by, at=at)
    return notice


async def _why_again(proposal: Proposal, kind: NoticeKind) -> str:
    """Return why a further version is drafted: the ledger was opened again, or the matter was decided again."""
    reopened = await reopened_of(proposal.id) if kind is NoticeKind.RESULTS else None
    return printed(_("The matter was decided again")) if reopened is None else reopened.reason


async def new_draft(
    order: Order, *, proposal: Proposal, version: int = 1, replaces: UUID | None = None, by: Actor, at: datetime
) -> UUID:
    """Put a draft down for review under a fresh check code, with its record entry."""
    must_be_in_transaction()
    notice = Notice(
        id=uuid4(),
        village=by.village,
        proposal=proposal.id,
        kind=order.kind.value,
        year=order.year,
        number=order.number,
        version=version,
        replaces=replaces,
        code=await _free_code(order, by=by),
        facts=NOT_WRITTEN,
        drafted_by=person_of(by),
        drafted_at=at,
        due_on=await village_day(by.village, at=at),
    )
    await Notice.insert(notice)
    await put_draft(notice.id, order, proposal=proposal, by=by, at=at)
    return notice.id


async def put_draft(notice: UUID, order: Order, *, proposal: Proposal, by: Actor, at: datetime) -> None:
    """Write what the record says into an unpublished notice, send it to review, and note it in the record."""
    must_be_in_transaction()
    facts = await draft_from_record(proposal.id, order, title=proposal.title, by=by)
    if isinstance(facts, ResultsFacts) and must_be_explained(facts) and not order.explanation.strip():
        raise Refused(_("Explain why the payments differ from the budget."), field="explanation")
    typed(order.explanation, field="explanation", longest=LONGEST_EXPLANATION)
    text = written(facts)
    terms = (await pinned_pack(proposal.pack)).disclosure(DISCLOSED_AT[order.kind])
    due = due_on(await village_day(by.village, at=at), days=terms.review.days)
    before = await fetch_row(
        "SELECT n.facts, n.state, b.facts AS replaced FROM notice n LEFT JOIN notice b ON b.id = n.replaces"
        " WHERE n.id = $1",
        notice,
    )
    assert before is not None
    if before["state"] == NoticeState.IN_REVIEW and not order.takes_over and _says_the_same(before["facts"], facts):
        raise Refused(_("This draft waits for review already, and the record has not changed since."))
    if order.must_differ and before["replaced"] and _says_the_same(before["replaced"], facts):
        raise Refused(NO_DIFFERENCE, field="old", ways_on=MENDED_AT)
    changed = await fetch_row(
        "UPDATE notice SET facts = $2, state = $3, drafted_by = $4, drafted_at = $5, due_on = $6"
        " WHERE id = $1 RETURNING code, version, replaces",
        notice, text, NoticeState.IN_REVIEW.value, person_of(by), at, due,
    )  # fmt: skip
    assert changed is not None
    entry = {"number": facts.heading.number, "proposal": str(proposal.id), "days": order.days, "reason": order.reason}
    if order.answer:
        entry["answer"] = order.answer
    kept: dict[str, object] = {"kind": order.kind.value, "facts_sha256": sha256_of(text), "due_on": due.isoformat()}
    kept |= {"code": changed["code"], "version": changed["version"], "replaces": str(changed["replaces"] or "")}
    stands = {"step": proposal.step, "state": ProposalState(proposal.state).value}
    await write_entry("notice.drafted", subject=notice, by=by, at=at, facts=entry | kept | stands)


def _says_the_same(kept: str, facts: ResolutionFacts | ResultsFacts) -> bool:
    """Return whether a kept draft says what `facts` say."""
    return kept != NOT_WRITTEN and says_the_same(kept, facts)


async def days_asked(proposal: Proposal, kind: NoticeKind) -> int:
    """Return how many days the matter's own procedure asks a notice to hang."""
    return (await pinned_pack(proposal.pack)).disclosure(DISCLOSED_AT[kind]).publicity.days


def _stands_at(proposal: Proposal, step: StepKey) -> bool:
    return proposal.state == ProposalState.DISCLOSING and proposal.step == step.number


async def _lock_numbers(*, by: Actor) -> None:
    """Lock the village before anything of it, as every act does that gives a number; two at once get two."""
    await execute("SELECT 1 FROM village WHERE id = $1 FOR NO KEY UPDATE", by.village)


async def _next_number(kind: NoticeKind, *, by: Actor, at: datetime) -> tuple[int, int]:
    """Return the next number of the village's year, whose numbers are locked."""
    year = (await village_day(by.village, at=at)).year
    last: int | None = await fetch_value(
        "SELECT max(number) FROM notice WHERE village = $1 AND kind = $2 AND year = $3", by.village, kind.value, year
    )
    return year, (last or 0) + 1


async def _free_code(order: Order, *, by: Actor) -> str:
    while True:
        code = new_code(village=by.village_code, year=order.year, number=order.number)
        if not await fetch_value("SELECT 1 FROM notice WHERE code = $1", code):
            return code
