"""Changing the text of a matter: each change is a new revision that is never altered, with its reason."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from app.database import fetch_row, must_be_in_transaction, transaction
from app.deliberation.queries.matters import newest_money_of
from app.deliberation.queries.passages import current_passage
from app.deliberation.queries.vote_begun import vote_begun
from app.deliberation.rules import steps
from app.deliberation.rules.money import Money, amounts_differ, fault_in
from app.deliberation.rules.states import PassageOutcome
from app.deliberation.rules.steps import Impossible
from app.deliberation.rules.wording import Wording
from app.deliberation.services.agenda_items import leave_agendas, take_newest_text
from app.deliberation.services.passages import end_passage, move_on, own_proposal, position_of
from app.deliberation.services.persons import person_of
from app.deliberation.tables import MoneyLine, Proposal, Revision
from app.doors import Actor, Role
from app.paper.typed import must_print
from app.record import write_entry
from app.refusals import Refused
from app.words import _


class Outdated(Refused):
    """A change to a text that somebody else has changed meanwhile; `latest` is the number of the newest revision."""

    def __init__(self, latest: int) -> None:
        super().__init__(
            _(
                "Meanwhile somebody else wrote revision %(latest)s. Your text is kept; compare and send it again.",
                latest=latest,
            ),
            field="text",
        )
        self.latest = latest


@dataclass(frozen=True, slots=True, kw_only=True)
class RevisionDraft:
    """A changed wording: why, on which revision it was written, and whether it changes the substance."""

    wording: Wording
    reason: str
    base: int
    substantial: bool = False


async def revise(proposal_id: UUID, draft: RevisionDraft, *, by: Actor, at: datetime) -> int:
    """Write a new revision and return its number; a change of substance after step 3 goes back to step 2.

    Another amount of money is a change of substance, whatever its writer calls it.

    Of two people who changed the same revision the second is refused, with what was typed kept.
    """
    by.must(Role.SECRETARY)
    if not draft.reason.strip():
        raise Refused(_("Say why the text changes."), field="reason")
    async with transaction():
        proposal = await own_proposal(proposal_id, by=by)
        number = await _next_number(proposal_id, draft)
        passage = await current_passage(proposal_id)
        begun = passage is not None and await vote_begun(passage.id)
        substantial = draft.substantial or amounts_differ(await newest_money_of(proposal_id), draft.wording.money)
        move = steps.revise(position_of(proposal), substantial=substantial, vote_begun=begun)
        if isinstance(move, Impossible):
            raise Refused(move.reason)
        goes_back = move.step.number < proposal.step
        revision = await write_revision(proposal, draft.wording, number=number, reason=draft.reason, by=by, at=at)
        if goes_back and passage is not None:
            await end_passage(passage.id, outcome=PassageOutcome.RETURNED, reason=draft.reason, at=at)
            await leave_agendas(passage.id, outcome=PassageOutcome.RETURNED, reason=draft.reason, at=at)
        await take_newest_text(proposal_id, revision=revision.id)
        await move_on(proposal, move, at=at)
        facts = {"revision": number, "digest": revision.digest, "reason": draft.reason, "back_to_step_2": goes_back}
        await write_entry("proposal.revised", subject=proposal_id, by=by, at=at, facts=facts)
    return number


async def write_revision(
    proposal: Proposal, wording: Wording, *, number: int, reason: str = "", by: Actor, at: datetime
) -> Revision:
    """Write a revision with its money under a locked proposal."""
    must_be_in_transaction()
    if (fault := fault_in(wording.money)) is not None:
        raise Refused(fault, field="money")
    must_print(wording.summary, field="summary")
    must_print(wording.text, field="text")
    for line in wording.money:
        must_print(f"{line.label}{line.basis}", field="money")
    revision = Revision(
        id=uuid4(),
        proposal=proposal.id,
        number=number,
        summary=wording.summary,
        text=wording.text,
        reason=reason,
        author=person_of(by),
        written_at=at,
        digest=wording.digest(),
    )
    await Revision.insert(revision)
    if lines := list(_lines(revision.id, wording.money)):
        await MoneyLine.insert(*lines)
    return revision


def _lines(revision: UUID, money: Iterable[Money]) -> Iterable[MoneyLine]:
    for position, line in enumerate(money, start=1):
        yield MoneyLine(
            id=uuid4(),
            revision=revision,
            kind=line.kind,
            position=position,
            label=line.label,
            basis=line.basis,
            fen=line.fen,
        )


async def _next_number(proposal_id: UUID, draft: RevisionDraft) -> int:
    latest = await fetch_row(
        "SELECT number, digest FROM revision WHERE proposal = $1 ORDER BY number DESC LIMIT 1", proposal_id
    )
    assert latest is not None, "a proposal has a revision"
    if latest["number"] != draft.base:
        raise Outdated(latest["number"])
    if latest["digest"] == draft.wording.digest():
        raise Refused(_("Nothing has changed in the text and the money."), field="text")
    return int(latest["number"]) + 1
