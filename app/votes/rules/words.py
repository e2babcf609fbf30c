"""The words a reader sees for an answer, a way of voting and an outcome."""

from app.deliberation.rules.checks import Base, Headcount, Line
from app.votes.rules.ballots import Choice, Method
from app.votes.rules.tally import Tally
from app.votes.rules.verdict import Outcome
from app.words import Message, _

CHOICES: dict[Choice, Message] = {
    Choice.FOR: _("For"),
    Choice.AGAINST: _("Against"),
    Choice.ABSTAIN: _("Abstain"),
}
DRAWINGS = {Choice.FOR: "ring", Choice.AGAINST: "cross", Choice.ABSTAIN: "triangle"}
METHODS: dict[Method, Message] = {
    Method.NAMED: _("By name, on phones or said aloud"),
    Method.HANDS: _("By hands"),
    Method.PAPER: _("On paper"),
}
OUTCOMES: dict[Outcome, Message] = {
    Outcome.CARRIED: _("Carried"),
    Outcome.REJECTED: _("Rejected"),
    Outcome.INQUORATE: _("No quorum"),
    Outcome.VOID: _("Void"),
}
NUMBERS: dict[str, Message] = {
    "handed_out": _("Papers handed out"),
    "returned": _("Papers returned"),
    "in_favour": _("For"),
    "against": _("Against"),
    "abstain": _("Abstain"),
    "invalid": _("Invalid"),
}
DID_NOT_VOTE = _("Did not vote")


def tally_pairs(tally: Tally, *, missing: int = 0) -> tuple[tuple[Message, int], ...]:
    """Return the numbers of a count with their names; invalid papers only where papers were used.

    Who could vote and did not stands beside them, so that the row adds up to those who could.
    """
    pairs = [(NUMBERS[name], getattr(tally, name)) for name in ("in_favour", "against", "abstain")]
    if tally.returned is not None:
        pairs.append((NUMBERS["invalid"], tally.invalid))
    if missing:
        pairs.append((DID_NOT_VOTE, missing))
    return tuple(pairs)


def tally_line(tally: Tally, *, missing: int = 0) -> Message:
    """Write a count in one line: 14 for, 1 against, 0 abstaining, 1 did not vote."""
    line = _(
        "%(in_favour)s for, %(against)s against, %(abstain)s abstaining",
        in_favour=tally.in_favour, against=tally.against, abstain=tally.abstain,
    )  # fmt: skip
    if tally.invalid:
        line = _("%(votes)s, %(n)s invalid", votes=line, n=tally.invalid)
    return _("%(votes)s, %(n)s did not vote", votes=line, n=missing) if missing else line


def need_words(line: Line) -> Message:
    """Say of what the votes in favour must be how much: more than half of those present."""
    match line.of:
        case Base.DUE:
            return _("%(share)s of all who are due", share=line.share)
        case Base.PRESENT:
            return _("%(share)s of those present", share=line.share)
        case Base.CAST:
            return _("%(share)s of the votes cast", share=line.share)
        case Base.VALID:
            return _("%(share)s of the votes for and against", share=line.share)


def number_needed(line: Line, *, heads: Headcount) -> Message:
    """Say how many votes in favour carry a vote whose roll is frozen, where that is known before it is counted."""
    if line.of not in (Base.DUE, Base.PRESENT):
        return need_words(line)
    needed = max(1, line.share.of(heads.count(line.klass, line.of)))
    return _("%(needed)s in favour or more (%(rule)s)", needed=needed, rule=need_words(line))


def turnout_needed(line: Line, *, heads: Headcount) -> Message:
    """Say how many must vote, whatever they answer, for anything to be decided."""
    needed = max(1, line.share.of(heads.count(line.klass, line.of)))
    return _("%(needed)s votes or more (%(rule)s)", needed=needed, rule=need_words(line))
