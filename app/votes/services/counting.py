"""The acts of counting: hands by the one who runs the meeting, papers by each teller unseen by the other."""

from dataclasses import asdict
from datetime import datetime
from uuid import UUID, uuid4

from app.database import fetch, fetch_value, transaction
from app.deliberation.rules.headcount import ImpossibleNumbers
from app.doors import Actor
from app.record import write_entry
from app.refusals import Forbidden, Refused
from app.votes.queries.counts import NUMBERS, agreement_of, roll_size, voters_here
from app.votes.rules.ballots import Method
from app.votes.rules.papers import Agreement, PaperNumbers
from app.votes.services.grounds import meeting_of_vote, own_vote
from app.votes.tables import HandCount, PaperCount
from app.words import _


async def enter_hands(vote_id: UUID, *, in_favour: int, against: int, abstain: int, by: Actor, at: datetime) -> None:
    """Enter the three numbers of a vote by hands; hands may be counted again, the last count stands."""
    async with transaction():
        await meeting_of_vote(vote_id, by=by)
        vote = await own_vote(vote_id, by=by, method=Method.HANDS)
        raised, roll = in_favour + against + abstain, await roll_size(vote_id)
        if raised > roll:
            words = _(
                "%(raised)s hands were counted, but only %(roll)s people are on the roll. Please count again.",
                raised=raised,
                roll=roll,
            )
            raise Refused(words, field="in_favour")
        await _must_be_in_the_hall(vote_id, raised=raised)
        last = await fetch_value("SELECT coalesce(max(attempt), 0) FROM hand_count WHERE vote = $1", vote_id)
        await HandCount.insert(
            HandCount(
                id=uuid4(),
                vote=vote_id,
                attempt=last + 1,
                in_favour=in_favour,
                against=against,
                abstain=abstain,
                entered_by=by.person,
                entered_at=at,
            )
        )
        numbers = {"in_favour": in_favour, "against": against, "abstain": abstain}
        facts = {"attempt": last + 1, "roll": roll} | numbers
        await write_entry("vote.hands_counted", subject=vote.id, by=by, at=at, facts=facts, topic=vote.meeting)


async def _must_be_in_the_hall(vote_id: UUID, *, raised: int) -> None:
    """Refuse more hands than there are voters in the hall now: who has left raises none."""
    here = await voters_here(vote_id)
    if raised > here:
        words = _(
            "%(raised)s hands were counted, but only %(here)s of the voters in this vote are in the hall now."
            " Please count again.",
            raised=raised, here=here,
        )  # fmt: skip
        raise Refused(words, field="in_favour")


async def enter_paper(vote_id: UUID, numbers: PaperNumbers, *, by: Actor, at: datetime) -> Agreement:
    """Enter what one teller counted, and return how the counting stands.

    Until they agree, the record says that a teller has entered, not which numbers: it is open to the other teller too.
    """
    async with transaction():
        vote = await own_vote(vote_id, by=by, method=Method.PAPER)
        await _must_be_teller(vote_id, by=by)
        before = await agreement_of(vote_id)
        if before.agreed:
            raise Refused(_("The tellers agree already; this count stands."))
        if by.person not in before.awaited:
            raise Refused(_("You have entered this count. Please wait for the other teller."))
        await _must_be_possible(numbers, vote_id=vote_id)
        await PaperCount.insert(
            PaperCount(
                id=uuid4(), vote=vote_id, teller=by.person, attempt=before.attempt, entered_at=at, **asdict(numbers)
            )
        )
        found = await agreement_of(vote_id)
        facts: dict[str, object] = {"attempt": before.attempt, "agreed": found.agreed, "awaited": len(found.awaited)}
        if found.agreed:  # nobody counts again: the numbers of all attempts are no secret any more
            facts["counts"] = await _counts(vote_id)
        await write_entry("vote.papers_counted", subject=vote.id, by=by, at=at, facts=facts, topic=vote.meeting)
        return found


async def _counts(vote_id: UUID) -> dict[str, dict[str, object]]:
    """Return what each teller counted, attempt by attempt."""
    found: dict[str, dict[str, object]] = {}
    for row in await fetch("SELECT * FROM paper_count WHERE vote = $1 ORDER BY attempt", vote_id):
        found.setdefault(str(row["attempt"]), {})[str(row["teller"])] = {name: row[name] for name in NUMBERS}
    return found


async def _must_be_teller(vote_id: UUID, *, by: Actor) -> None:
    if not await fetch_value("SELECT 1 FROM teller WHERE vote = $1 AND person = $2", vote_id, by.person):
        raise Forbidden(_("Only the tellers named for this vote enter its papers."))


async def _must_be_possible(numbers: PaperNumbers, *, vote_id: UUID) -> None:
    """Refuse piles that don't add up, and more papers handed out than names on the roll.

    More papers returned than handed out are no slip of the pen: that count is taken, and the vote will be void.
    """
    try:
        numbers.tally()
    except ImpossibleNumbers as fault:
        raise Refused(fault.message, field=fault.field.removeprefix("tally.")) from None
    roll = await roll_size(vote_id)
    if numbers.handed_out > roll:
        words = _(
            "%(papers)s papers were handed out, but only %(roll)s people are on the roll.",
            papers=numbers.handed_out,
            roll=roll,
        )
        raise Refused(words, field="handed_out")
