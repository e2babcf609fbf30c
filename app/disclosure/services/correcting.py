"""Correcting a notice: what was published stays as it is; a new version names what it replaces, and why."""

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from app.database import fetch_row, fetch_value, locked, transaction
from app.deliberation.services.passages import own_proposal
from app.disclosure.queries.notices import facts_of
from app.disclosure.rules.facts import Erratum, results_facts
from app.disclosure.rules.rights import MAY_DRAFT
from app.disclosure.rules.states import NoticeKind, NoticeState
from app.disclosure.services.drafting import days_asked, new_draft, put_draft
from app.disclosure.services.headings import Order
from app.disclosure.services.typed import typed
from app.disclosure.tables import Notice
from app.doors import Actor
from app.refusals import Missing, Refused
from app.words import _

LONGEST_REASON = 120
LONGEST_SLIP = 200
LONGEST_ANSWER, LONGEST_NOTE, LONGEST_BOARD = 500, 300, 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What who drafts may write: the answer to a return, a note, and where it hangs; None leaves what is there."""

    answer: str = ""
    note: str | None = None
    board: str | None = None


async def correct(
    notice_id: UUID,
    *,
    reason: str,
    explanation: str | None = None,
    old: str = "",
    new: str = "",
    by: Actor,
    at: datetime,
) -> UUID:
    """Draft the next version of a published notice from the record as it stands now; return the new draft.

    A slip is given as what stands there (`old`) and what it should say (`new`); it is printed beside the words that
    were voted, which nobody changes. A version that would say what hangs already is refused.
    """
    by.must(*MAY_DRAFT)
    said = reason_of(reason)
    async with transaction():
        proposal = await own_proposal(await proposal_of(notice_id), by=by)
        notice = await locked(Notice, notice_id)
        if notice.state != NoticeState.PUBLISHED:
            raise Refused(_("Only a published notice is corrected; a draft is drafted again."))
        newer = await fetch_row("SELECT id, state FROM notice WHERE replaces = $1", notice_id)
        if newer is not None and newer["state"] != NoticeState.GIVEN_UP:
            raise Refused(_("A newer version of this notice is there already."))
        order = _order(notice, reason=said, explanation=explanation, days=await days_asked(proposal, _kind(notice)))
        slips = (*order.errata, *_slip(notice, old=old, new=new))
        order = replace(
            order, errata=slips, must_differ=_kind(notice) is NoticeKind.RESOLUTION
        )  # results may wait for the ledger
        if newer is not None:  # what was given up is taken up again under its number and its code
            await put_draft(newer["id"], order, proposal=proposal, by=by, at=at)
            return UUID(str(newer["id"]))
        return await new_draft(order, proposal=proposal, version=notice.version + 1, replaces=notice_id, by=by, at=at)


def _slip(notice: Notice, *, old: str, new: str) -> tuple[Erratum, ...]:
    """Return the slip that was typed, if one was; refuse words that the notice does not have."""
    wrong, right = (
        typed(" ".join(text.split()), field=field, longest=LONGEST_SLIP) for text, field in ((old, "old"), (new, "new"))
    )
    if not wrong and not right:
        return ()
    facts = facts_of(notice.kind, notice.facts)
    says = " ".join(f"{facts.heading.title}\n{facts.heading.basis}\n{facts.told}".split())
    if not wrong or wrong not in says:
        raise Refused(_("The notice does not say this: copy the wrong words from it exactly."), field="old")
    if not right or right == wrong:
        raise Refused(_("Write what it should say instead."), field="new")
    return (Erratum(old=wrong, new=right),)


async def redraft(
    notice_id: UUID,
    *,
    reason: str | None = None,
    explanation: str | None = None,
    said: Said | None = None,
    by: Actor,
    at: datetime,
) -> None:
    """Draft an unpublished notice anew from the record as it stands now; one that was returned answers the reasons."""
    by.must(*MAY_DRAFT)
    told = _checked(said or Said())
    async with transaction():
        proposal = await own_proposal(await proposal_of(notice_id), by=by)
        notice = await locked(Notice, notice_id)
        if notice.state == NoticeState.PUBLISHED:
            raise Refused(_("This notice is published: it can only be corrected by a new version."))
        if notice.state == NoticeState.GIVEN_UP:
            raise Refused(_("This draft was given up."))
        days = await days_asked(proposal, _kind(notice))
        order = _order(notice, reason=reason, explanation=explanation, days=days)
        order = replace(order, takes_over=notice.drafted_by != by.person, answer=told.answer)
        if told.note is not None:
            order = replace(order, note=told.note)
        if told.board is not None:
            order = replace(order, board=told.board)
        if notice.state == NoticeState.RETURNED and not told.answer:
            raise Refused(_("Answer the reasons of the supervision committee in your own words."), field="answer")
        await put_draft(notice_id, order, proposal=proposal, by=by, at=at)


def _checked(said: Said) -> Said:
    """Return what was typed, trimmed; refuse what cannot be printed."""
    answer = typed(said.answer, field="answer", longest=LONGEST_ANSWER)
    note = None if said.note is None else typed(said.note, field="note", longest=LONGEST_NOTE)
    board = None if said.board is None else typed(said.board, field="board", longest=LONGEST_BOARD)
    return Said(answer=answer, note=note, board=board)


def reason_of(reason: str) -> str:
    """Return a reason that can be printed, or refuse an empty or overlong one."""
    empty = _("Say what is corrected; the notice prints it.")
    return typed(" ".join(reason.split()), field="reason", longest=LONGEST_REASON, empty=empty)


async def proposal_of(notice_id: UUID) -> UUID:
    """Return the matter that a notice is about."""
    found: UUID | None = await fetch_value("SELECT proposal FROM notice WHERE id = $1", notice_id)
    if found is None:
        raise Missing()
    return found


def _kind(notice: Notice) -> NoticeKind:
    return NoticeKind(notice.kind)


def _order(notice: Notice, *, reason: str | None, explanation: str | None, days: int) -> Order:
    """Return the order of the notice's next draft: what was typed before stays unless it is typed anew."""
    kept = results_facts(notice.facts) if notice.kind == NoticeKind.RESULTS else None
    heading = facts_of(notice.kind, notice.facts).heading
    return Order(
        kind=_kind(notice),
        year=notice.year,
        number=notice.number,
        days=days,
        explanation=explanation if explanation is not None else (kept.explanation if kept else ""),
        reason=heading.reason if reason is None else reason,
        errata=heading.errata,
        note=heading.note,
        board=heading.board,
    )
