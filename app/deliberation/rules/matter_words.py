"""The words a reader sees for a matter: its number, its steps and where it stands."""

from app.deliberation.rules.states import MoneyKind, ProposalState, Stance
from app.deliberation.rules.step_keys import StepKey
from app.words import Message, _

STEPS: dict[StepKey, Message] = {
    StepKey.PROPOSE: _("Propose"),
    StepKey.CONFER: _("Confer"),
    StepKey.REVIEW: _("Review"),
    StepKey.RESOLVE: _("Resolve"),
    StepKey.DISCLOSE_RESOLUTION: _("Disclose the resolution"),
    StepKey.DISCLOSE_RESULTS: _("Disclose the results"),
}
SHORT_STEPS: dict[StepKey, Message] = STEPS | {
    StepKey.DISCLOSE_RESOLUTION: _("Disclosure"),
    StepKey.DISCLOSE_RESULTS: _("Results"),
}  # where six of them stand in one line
STATES: dict[ProposalState, Message] = {
    ProposalState.IN_DISCUSSION: _("in discussion"),
    ProposalState.DEFERRED: _("deferred"),
    ProposalState.DISCLOSING: _("being disclosed"),
    ProposalState.EXECUTING: _("being carried out"),
    ProposalState.RESULTS_HANG: _("results published, not finished yet"),
    ProposalState.CLOSED: _("finished"),
    ProposalState.REJECTED: _("rejected"),
    ProposalState.WITHDRAWN: _("withdrawn"),
}
STANCES: dict[Stance, Message] = {
    Stance.FOR: _("In favour"),
    Stance.CONDITIONAL: _("On a condition"),
    Stance.AGAINST: _("Not in favour"),
    Stance.UNDECIDED: _("Not decided yet"),
}
MONEY: dict[MoneyKind, Message] = {
    MoneyKind.SOURCE: _("Where the money comes from"),
    MoneyKind.SPENDING: _("What it is spent on"),
}


def number_words(year: int, number: int) -> Message:
    """Return the number of a matter as it is printed: 议〔2026〕3号."""
    return _("Matter %(number)s of %(year)s", number=number, year=year)
