"""The acts that end a vote: closing it with a verdict, or declaring it void so that it is held again."""

from datetime import datetime
from uuid import UUID, uuid4

from app.chain import canonical
from app.database import execute, transaction
from app.deliberation.rules.states import PassageOutcome
from app.deliberation.services.agenda import end_item
from app.deliberation.services.passages import finish_step
from app.doors import Actor
from app.record import write_entry
from app.refusals import Refused, WayOn
from app.votes.rules.ballots import VoteState
from app.votes.rules.verdict import Outcome, Verdict
from app.votes.services.grounds import Grounds, open_grounds
from app.votes.services.outlook import Outlook, outlook
from app.votes.tables import VerdictEntry, Vote
from app.words import _

LOOK_AGAIN = WayOn(label=_("Look at the numbers again."))


async def close_vote(vote_id: UUID, *, seen: str | None = None, by: Actor, at: datetime) -> Verdict:
    """Close the vote, record what it decided, and return the verdict with its working.

    Matter, meeting and vote are locked in this order, so of two people closing at once the second is refused, and
    a ballot either was acknowledged and is counted, or is refused. A count that is void ends the vote, not the item.
    `seen` marks the numbers that were looked at before: where they have changed since, nothing is closed, for a
    matter rejected by a slip of the finger is over.
    """
    async with transaction():
        grounds = await open_grounds(vote_id, by=by)
        found = await outlook(grounds.vote)
        if seen is not None and seen != found.seen:
            raise Refused(_("The numbers have changed since you looked at them."), ways_on=(LOOK_AGAIN,))
        verdict = found.verdict
        await _end(grounds.vote, state=VoteState.VOID if verdict.outcome is Outcome.VOID else VoteState.CLOSED, at=at)
        await VerdictEntry.insert(
            VerdictEntry(
                id=uuid4(), vote=vote_id, outcome=verdict.outcome.value, facts=canonical(verdict.as_facts()),
                decided_at=at,
            )
        )  # fmt: skip
        if verdict.outcome is not Outcome.VOID:
            await _decide_item(grounds, outcome=PassageOutcome(verdict.outcome.value), by=by, at=at)
        facts = verdict.as_facts() | found.facts
        await write_entry("vote.closed", subject=vote_id, by=by, at=at, facts=facts, topic=grounds.meeting.id)
        return verdict


async def closing_outlook(vote_id: UUID, *, by: Actor) -> Outlook:
    """Return what closing the vote now would decide, for whoever may close it; nothing is written."""
    async with transaction():
        return await outlook((await open_grounds(vote_id, by=by)).vote)


async def void_vote(vote_id: UUID, *, reason: str, by: Actor, at: datetime) -> None:
    """Declare an open vote void, for a reason that the minutes print; nothing is counted, and the item stays open."""
    if not reason.strip():
        raise Refused(_("Say why the vote is void; the minutes print it."), field="reason")
    async with transaction():
        grounds = await open_grounds(vote_id, by=by)
        await _end(grounds.vote, state=VoteState.VOID, at=at)
        facts = {"reason": reason.strip(), "round": grounds.vote.round}
        await write_entry("vote.voided", subject=vote_id, by=by, at=at, facts=facts, topic=grounds.meeting.id)


async def _end(vote: Vote, *, state: VoteState, at: datetime) -> None:
    await execute("UPDATE vote SET state = $2, closed_at = $3 WHERE id = $1", vote.id, state.value, at)


async def _decide_item(grounds: Grounds, *, outcome: PassageOutcome, by: Actor, at: datetime) -> None:
    """Give the item its outcome and the matter its next place."""
    await end_item(grounds.vote.item, outcome=outcome, at=at)
    await finish_step(grounds.passage, outcome=outcome, by=by, at=at)
