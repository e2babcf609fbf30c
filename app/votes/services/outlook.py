"""What closing an open vote now would decide, so that it is seen before it is final."""

import hashlib
import json
from dataclasses import dataclass

from app.chain import canonical
from app.deliberation.rules.headcount import Headcount
from app.deliberation.rules.rule import Rule
from app.refusals import Refused, WayOn
from app.votes.queries.counts import agreement_of, answers_of, last_hands, roll_size
from app.votes.queries.footing import footing_of
from app.votes.queries.turnout import turnout
from app.votes.rules.ballots import Channel, Method
from app.votes.rules.digest import digest
from app.votes.rules.footing import Footing
from app.votes.rules.tally import Tally, count
from app.votes.rules.verdict import Verdict, decide
from app.votes.rules.words import OUTCOMES, tally_pairs
from app.votes.tables import Vote
from app.words import Message, _

HOLD_IT_AGAIN = WayOn(label=_("Declare this vote void with the reason, and hold it again."))


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlook:
    """The verdict as it would be, what it rests on, and what the record would keep of the count."""

    method: Method
    verdict: Verdict
    footing: Footing
    silent: tuple[str, ...]
    """Who has not answered, where the vote is by name."""
    facts: dict[str, object]

    @property
    def told(self) -> bool:
        """Whether the numbers may be shown: answers by name stay unseen while they can still be changed.

        Whoever could look first and close afterwards would know whom to wait for.
        """
        return self.method is not Method.NAMED

    @property
    def word(self) -> Message:
        """The outcome in a word."""
        return OUTCOMES[self.verdict.outcome]

    @property
    def pairs(self) -> tuple[tuple[Message, int], ...]:
        """The numbers of the count with their names, and who did not vote."""
        return tally_pairs(self.verdict.tally, missing=self.verdict.missing)

    @property
    def seen(self) -> str:
        """Return a mark of what is shown, so that nobody closes on other numbers than those that were looked at."""
        shown: dict[str, object] = {"roll": self.verdict.roll, "left": list(self.footing.left)}
        if self.told:
            shown |= {"tally": self.verdict.tally.as_facts(), "outcome": self.verdict.outcome.value}
        return hashlib.sha256(canonical(shown).encode()).hexdigest()[:16]


async def outlook(vote: Vote) -> Outlook:
    """Return what closing the vote now would decide; refuse where it is not counted, or can't stand."""
    footing = await footing_of(vote.id)
    if footing.fault is not None:
        words = _("Cannot close the vote: %(fault)s.", fault=footing.fault)
        raise Refused(words, ways_on=(HOLD_IT_AGAIN,))
    tally, facts = await _count(vote)
    heads = Headcount(**json.loads(vote.numbers))
    verdict = decide(tally, rule=Rule.from_facts(json.loads(vote.rule)), heads=heads, stayed=footing.stayed)
    facts |= {"missing": verdict.missing, "left_before_voting": len(footing.left)}
    silent: tuple[str, ...] = ()
    if vote.method == Method.NAMED:
        silent = tuple(voter.name for voter in (await turnout(vote.id)).missing)
    return Outlook(method=Method(vote.method), verdict=verdict, footing=footing, silent=silent, facts=facts)


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
