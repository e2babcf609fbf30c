"""The acts that end a vote: closing it with a verdict, or declaring it void so that it is held again."""

import json
from datetime import datetime
from uuid import UUID, uuid4

from app.chain import canonical
from app.database import execute, transaction
from app.deliberation.rules.headcount import Headcount
from app.deliberation.rules.rule import Rule
from app.deliberation.rules.states import PassageOutcome
from app.deliberation.services.agenda import end_item
from app.deliberation.services.passages import finish_step
from app.doors import Actor
from app.record import write_entry
from app.refusals import Refused, WayOn
from app.votes.queries.counts import agreement_of, answers_of, last_hands, roll_size
from app.votes.queries.turnout import turnout
from app.votes.rules.ballots import Channel, Method, VoteState
from app.votes.rules.digest import digest
from app.votes.rules.tally import Tally, count
from app.votes.rules.verdict import Outcome, Verdict, decide
from app.votes.services.grounds import Grounds, open_grounds
from app.votes.tables import VerdictEntry, Vote
from app.words import _

WAIT_FOR_ANSWERS = WayOn(label=_("Wait for them, enter what they say aloud, or close the vote without them."))


async def close_vote(vote_id: UUID, *, sure: bool = True, by: Actor, at: datetime) -> Verdict:
    """Close the vote, record what it decided, and return the verdict with its working.

    Matter, meeting and vote are locked in this order, so of two people closing at once the second is refused, and
    a ballot either was acknowledged and is counted, or is refused. A count that is void ends the vote, not the item.
    Who is not `sure` is asked once more while answers are missing: a matter rejected by a slip of the finger is over.
    """
    async with transaction():
        grounds = await open_grounds(vote_id, by=by)
        if not sure:
            await _must_be_complete(grounds.vote)
        tally, facts = await _count(grounds.vote)
        verdict = decide(tally, rule=_rule(grounds.vote), heads=_heads(grounds.vote))
        await _end(grounds.vote, state=VoteState.VOID if verdict.outcome is Outcome.VOID else VoteState.CLOSED, at=at)
        await VerdictEntry.insert(
            VerdictEntry(
                id=uuid4(), vote=vote_id, outcome=verdict.outcome.value, facts=canonical(verdict.as_facts()),
                decided_at=at,
            )
        )  # fmt: skip
        if verdict.outcome is not Outcome.VOID:
            await _decide_item(grounds, outcome=PassageOutcome(verdict.outcome.value), by=by, at=at)
        await write_entry(
            "vote.closed", subject=vote_id, by=by, at=at, facts=verdict.as_facts() | facts, topic=grounds.meeting.id
        )
        return verdict


async def void_vote(vote_id: UUID, *, reason: str, by: Actor, at: datetime) -> None:
    """Declare an open vote void, for a reason that the minutes print; nothing is counted, and the item stays open."""
    if not reason.strip():
        raise Refused(_("Say why the vote is void; the minutes print it."), field="reason")
    async with transaction():
        grounds = await open_grounds(vote_id, by=by)
        await _end(grounds.vote, state=VoteState.VOID, at=at)
        facts = {"reason": reason.strip(), "round": grounds.vote.round}
        await write_entry("vote.voided", subject=vote_id, by=by, at=at, facts=facts, topic=grounds.meeting.id)


async def _must_be_complete(vote: Vote) -> None:
    """Refuse to close a vote by name while answers are missing, and say whose."""
    if vote.method != Method.NAMED:
        return
    found = await turnout(vote.id)
    if not found.missing:
        return
    numbers = {"missing": len(found.missing), "roll": found.roll}
    words = _("%(missing)s of the %(roll)s people on the roll have not answered yet.", **numbers)
    raise Refused(words, field="sure", ways_on=(WAIT_FOR_ANSWERS,))


async def _count(vote: Vote) -> tuple[Tally, dict[str, object]]:
    """Return the tally, and what the record keeps of how it came about."""
    match Method(vote.method):
        case Method.NAMED:
            answers = await answers_of(vote.id)
            said = sum(answer.channel is Channel.CLERK for answer in answers)
            facts: dict[str, object] = {"ballots": digest(answers), "said_aloud": said}
            tally = count(answer.choice for answer in answers)
        case Method.HANDS:
            facts, tally = {}, _given(await last_hands(vote.id))
        case Method.PAPER:
            found = await agreement_of(vote.id)
            if found.numbers is None:
                raise Refused(_("Cannot close the vote: the tellers have not yet agreed on a count."))
            facts, tally = {"attempt": found.attempt}, found.numbers.tally()
    return tally, facts | {"method": vote.method, "roll": await roll_size(vote.id)}


def _given(tally: Tally | None) -> Tally:
    if tally is None:
        raise Refused(_("Cannot close the vote: the hands have not been counted."))
    return tally


def _rule(vote: Vote) -> Rule:
    return Rule.from_facts(json.loads(vote.rule))


def _heads(vote: Vote) -> Headcount:
    return Headcount(**json.loads(vote.numbers))


async def _end(vote: Vote, *, state: VoteState, at: datetime) -> None:
    await execute("UPDATE vote SET state = $2, closed_at = $3 WHERE id = $1", vote.id, state.value, at)


async def _decide_item(grounds: Grounds, *, outcome: PassageOutcome, by: Actor, at: datetime) -> None:
    """Give the item its outcome and the matter its next place."""
    await end_item(grounds.vote.item, outcome=outcome, at=at)
    await finish_step(grounds.passage, outcome=outcome, by=by, at=at)
