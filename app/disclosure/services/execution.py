"""The execution ledger: what was contracted, done, accepted and paid; wrong entries are taken back by a new one."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID, uuid4

from asyncpg import UniqueViolationError

from app.database import transaction
from app.deliberation.rules.states import ProposalState
from app.deliberation.rules.step_keys import StepKey
from app.deliberation.services.passages import own_proposal
from app.deliberation.services.persons import person_of
from app.deliberation.services.suggestions import village_day
from app.deliberation.tables import Proposal
from app.disclosure.queries.from_record import resolved
from app.disclosure.queries.ledger import ledger_of, resolution_hangs_until, results_are_corrected, voted_lines
from app.disclosure.rules.ledger import Alarm
from app.disclosure.rules.rights import MAY_ENTER
from app.disclosure.rules.states import EntryKind
from app.disclosure.tables import ExecutionEntry
from app.doors import Actor
from app.files import Kept
from app.paper.typed import must_print
from app.record import write_entry
from app.refusals import Missing, Refused
from app.words import _

WITH_MONEY = (EntryKind.PAYMENT, EntryKind.CONTRACT)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewEntry:
    """What happened on a day; money belongs to one of the voted lines, in fen."""

    kind: EntryKind
    done_on: date
    what: str
    who: str = ""
    line: UUID | None = None
    fen: int = 0
    photo: Kept | None = None
    early_reason: str = ""
    """Why money is spent while the resolution still hangs; kept only where it does."""
    key: UUID | None = None
    """The id it will have, where the form brought one: the same form sent twice is one entry."""


async def enter(proposal_id: UUID, entry: NewEntry, *, by: Actor, at: datetime) -> tuple[Alarm, ...]:
    """Enter what happened into the ledger and return the alarms that stand after it.

    Too much paid is never refused: it has happened, and the village must see it.
    """
    by.must(*MAY_ENTER)
    async with transaction():
        proposal = await own_proposal(proposal_id, by=by)
        if entry.key is not None and await _entered_before(entry, proposal=proposal_id):
            return (await ledger_of(proposal_id)).alarms
        if not await _ledger_is_open(proposal):
            raise Refused(_("Entries are made while a published resolution is carried out."))
        must_print(entry.what, field="what")
        must_print(entry.who, field="who")
        await _must_fit(entry, proposal=proposal_id, by=by, at=at)
        early = await _why_early(entry, proposal=proposal_id)
        row = ExecutionEntry(
            id=entry.key or uuid4(),
            proposal=proposal_id,
            kind=entry.kind.value,
            done_on=entry.done_on,
            what=entry.what.strip(),
            who=entry.who.strip(),
            line=entry.line,
            fen=entry.fen,
            photo_sha256=None if entry.photo is None else entry.photo.sha256,
            photo_type=None if entry.photo is None else entry.photo.media_type,
            entered_by=person_of(by),
            entered_at=at,
            early_reason=early,
        )
        await ExecutionEntry.insert(row)
        alarms = (await ledger_of(proposal_id)).alarms
        facts = {
            "entry": str(row.id), "kind": entry.kind.value, "done_on": entry.done_on.isoformat(), "what": row.what,
            "who": row.who, "line": str(entry.line or ""), "fen": entry.fen, "photo": row.photo_sha256 or "",
            "early": early,
            "over": sum(alarm.over for alarm in alarms if alarm.number is not None),
        }  # fmt: skip
        await write_entry("execution.entered", subject=proposal_id, by=by, at=at, facts=facts)
        return alarms


async def _entered_before(entry: NewEntry, *, proposal: UUID) -> bool:
    """Return whether the same form was entered already; filled in otherwise, it is refused and nothing is lost."""
    found = await ExecutionEntry.objects().where(ExecutionEntry.id == entry.key).first()
    if found is None:
        return False
    if found.proposal != proposal:
        raise Missing()
    mine = (entry.kind.value, entry.done_on, entry.what.strip(), entry.who.strip(), entry.line, entry.fen)
    if (found.kind, found.done_on, found.what, found.who, found.line, found.fen) != mine:
        raise Refused(_("This form was entered already, with other words or another amount. Begin a new entry."))
    return True


async def take_back(entry_id: UUID, *, reason: str, by: Actor, at: datetime) -> None:
    """Correct a wrong entry by one that reverses it; both stay in the ledger for everybody to see."""
    by.must(*MAY_ENTER)
    said = " ".join(reason.split())[:300]
    if not said:
        raise Refused(_("Say why the entry is taken back."), field="reason")
    wrong = await ExecutionEntry.objects().where(ExecutionEntry.id == entry_id).first()
    if wrong is None:
        raise Missing()
    try:
        async with transaction():
            proposal = await own_proposal(wrong.proposal, by=by)
            if not await _ledger_is_open(proposal):
                raise Refused(_("The results are published: correct the notice first, then the ledger is open again."))
            if wrong.corrects is not None:
                raise Refused(_("This entry takes another one back; it cannot be taken back itself."))
            row = await _reversed(wrong, reason=said, by=by, at=at)
            await ExecutionEntry.insert(row)
            facts = {"entry": str(row.id), "corrects": str(entry_id), "fen": row.fen, "reason": said}
            facts["on"] = row.done_on.isoformat()
            await write_entry("execution.taken_back", subject=proposal.id, by=by, at=at, facts=facts)
    except UniqueViolationError:
        raise Refused(_("This entry was taken back already.")) from None


async def _reversed(wrong: ExecutionEntry, *, reason: str, by: Actor, at: datetime) -> ExecutionEntry:
    return ExecutionEntry(
        id=uuid4(),
        proposal=wrong.proposal,
        kind=wrong.kind,
        done_on=await village_day(by.village, at=at),
        what=reason,
        who=wrong.who,
        line=wrong.line,
        fen=-wrong.fen,
        corrects=wrong.id,
        entered_by=person_of(by),
        entered_at=at,
    )


async def _ledger_is_open(proposal: Proposal) -> bool:
    """Return whether entries can be made: until the results are published, and while their notice is corrected."""
    in_results = proposal.state == ProposalState.DISCLOSING and proposal.step == StepKey.DISCLOSE_RESULTS.number
    return in_results or proposal.state == ProposalState.EXECUTING or await results_are_corrected(proposal.id)


async def _why_early(entry: NewEntry, *, proposal: UUID) -> str:
    """Return why money was spent inside the publicity period of the resolution, or refuse it without a reason."""
    until = await resolution_hangs_until(proposal) if entry.fen and entry.kind in WITH_MONEY else None
    if until is None or entry.done_on > until:
        return ""
    said = " ".join(entry.early_reason.split())[:300]
    if not said:
        words = _("The resolution hangs until %(day)s. Say why money is spent before; everybody reads it.", day=until)
        raise Refused(words, field="early_reason")
    return said


async def _must_fit(entry: NewEntry, *, proposal: UUID, by: Actor, at: datetime) -> None:
    """Refuse an entry that cannot be: in the future, before its resolution, or money without a voted line."""
    if not entry.what.strip():
        raise Refused(_("Say what happened."), field="what")
    if entry.done_on > await village_day(by.village, at=at):
        raise Refused(_("This day is still to come."), field="done_on")
    resolved_on = (await resolved(proposal)).deciding.day
    if entry.done_on < resolved_on:
        raise Refused(_("This day is before the resolution of %(day)s.", day=resolved_on), field="done_on")
    if entry.fen < 0:
        raise Refused(_("An amount is never less than nothing; take the wrong entry back instead."), field="fen")
    if entry.kind is EntryKind.PAYMENT and not entry.fen:
        raise Refused(_("Say how much was paid."), field="fen")
    if entry.fen and entry.kind not in WITH_MONEY:
        raise Refused(_("Only a contract or a payment has an amount."), field="fen")
    if (entry.fen or entry.line) and entry.line not in {line.id for line in await voted_lines(proposal)}:
        raise Refused(_("Choose the voted line that this money belongs to."), field="line")
