"""Whether a vote may be opened now; every refusal names the numbers, the rule and what can be done."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from app.database import fetch, fetch_row, fetch_value
from app.deliberation.queries.passages import current_passage
from app.deliberation.rules.checks import quorum
from app.deliberation.rules.rule import Rule
from app.deliberation.rules.states import ProposalState
from app.deliberation.rules.step_keys import StepKey
from app.deliberation.tables import Meeting, Proposal
from app.refusals import Missing, Refused, WayOn
from app.votes.queries.tellers import own_matter_of
from app.votes.rules.ballots import Method
from app.votes.rules.forecast import hopeless
from app.votes.rules.papers import FEWEST_TELLERS
from app.votes.rules.reasons import quorum_refusal
from app.votes.services.roll import Roll
from app.words import _

WAIT_OR_CALL_AGAIN = WayOn(label=_("Wait for more members, put the item off, or close the meeting and call another."))


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """What a vote takes from the agenda."""

    revision: UUID
    step: StepKey
    rounds: int


async def must_be_openable(item_id: UUID, *, proposal: Proposal, meeting: Meeting) -> Item:
    """Return the item, or refuse: item over, matter gone on, text renewed, another vote open."""
    row = await fetch_row(
        "SELECT i.outcome, i.passage, i.revision, r.number AS held,"
        " (SELECT max(n.number) FROM revision n WHERE n.proposal = r.proposal) AS newest,"
        " (SELECT coalesce(max(v.round), 0) FROM vote v WHERE v.item = i.id) AS rounds"
        " FROM agenda_item i JOIN revision r ON r.id = i.revision WHERE i.id = $1",
        item_id,
    )
    if row is None:
        raise Missing()
    if row["outcome"] is not None:
        raise Refused(_("Cannot open the vote: this item has ended already."))
    passage = await current_passage(proposal.id)
    in_discussion = proposal.state == ProposalState.IN_DISCUSSION
    if passage is None or passage.id != row["passage"] or not in_discussion:
        raise Refused(_("Cannot open the vote: the matter is no longer at the step for which it came on the agenda."))
    if row["newest"] != row["held"]:
        words = _(
            "Cannot open the vote: the text was revised. The agenda holds revision %(held)s, the newest is"
            " %(newest)s. Renew the agenda first.",
            held=row["held"],
            newest=row["newest"],
        )
        raise Refused(words)
    await _must_be_the_only_one(meeting.id)
    return Item(revision=row["revision"], step=passage.step, rounds=row["rounds"])


async def _must_be_the_only_one(meeting: UUID) -> None:
    question: str | None = await fetch_value(
        "SELECT question FROM vote WHERE meeting = $1 AND state = 'open' LIMIT 1", meeting
    )
    if question is not None:
        raise Refused(
            _("Cannot open the vote: another vote of this meeting is still open: %(question)s", question=question)
        )


def must_be_quorate(rule: Rule, *, roll: Roll) -> None:
    """Refuse a vote for which too few people are there, with the numbers, the need and the article."""
    found = quorum(rule.attendance, heads=roll.heads)
    if not found.quorate:
        raise quorum_refusal(found)
    if not roll.names:
        raise Refused(_("Cannot open the vote: nobody who has a vote is present."))


def must_be_possible(rule: Rule, *, roll: Roll, sure: bool) -> None:
    """Refuse a vote that could not be carried even if all agreed, until whoever opens it has said that they know."""
    why = hopeless(rule, heads=roll.heads)
    if why is not None and not sure:
        raise Refused(why, field="sure", ways_on=(WAIT_OR_CALL_AGAIN,))


async def must_be_tellers(
    tellers: Sequence[UUID], *, method: Method, meeting: UUID, chair: UUID, proposal: UUID
) -> None:
    """Refuse tellers who can't be: papers need two, present, not the chair and none of those whose matter it is."""
    named = list(dict.fromkeys(tellers))
    if method is Method.PAPER and len(named) < FEWEST_TELLERS:
        raise Refused(
            _("Papers are counted by at least %(fewest)s tellers; name them first.", fewest=FEWEST_TELLERS),
            field="tellers",
        )
    if chair in named:
        raise Refused(_("The chair of the meeting can't be a teller."), field="tellers")
    if await own_matter_of(proposal) & set(named):
        raise Refused(_("Who put the matter forward can't be a teller of its vote."), field="tellers")
    here = await fetch(
        "SELECT DISTINCT a.person FROM attendance a WHERE a.meeting = $1 AND a.person = ANY($2::uuid[])"
        " AND NOT EXISTS (SELECT 1 FROM departure d WHERE d.attendance = a.id)",
        meeting, named,
    )  # fmt: skip
    if len(here) < len(named):
        raise Refused(_("A teller must be present: only who has signed in can count."), field="tellers")
