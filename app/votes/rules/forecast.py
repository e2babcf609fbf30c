"""What can be known before a vote opens: whether it could be carried at all by those who are there."""

from app.deliberation.rules.checks import Headcount, Kind, Rule
from app.votes.rules.tally import Tally
from app.votes.rules.verdict import decide
from app.words import Message, _


def hopeless(rule: Rule, *, heads: Headcount) -> Message | None:
    """Say why a vote could not be carried even if everybody who has one agreed; None where it could."""
    voters = heads.present_of(rule.voters)
    everybody = decide(Tally(in_favour=voters, against=0, abstain=0), rule=rule, heads=heads)
    unmet = next((one for one in everybody.checks if one.kind is not Kind.ATTENDANCE and not one.met), None)
    if unmet is None or not voters:
        return None
    return _(
        "%(needed)s votes are needed, and %(voters)s people with a vote are present:"
        " even if all of them agree, it can't be carried.",
        needed=unmet.needed, voters=voters,
    )  # fmt: skip
