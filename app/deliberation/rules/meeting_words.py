"""The words a reader sees for a body, a meeting's state, and the ways a member is told or arrives."""

from app.deliberation.rules.bodies import Assembly
from app.deliberation.rules.states import ArrivedBy, DepartedWhy, MeetingState, PassageOutcome, ToldBy
from app.words import Message, _

BODIES: dict[Assembly, Message] = {
    Assembly.BRANCH_COMMITTEE: _("Meeting of the Party branch committee"),
    Assembly.TWO_COMMITTEES: _("Meeting of the two committees"),
    Assembly.PARTY_MEETING: _("Party members' meeting"),
    Assembly.REPRESENTATIVES_MEETING: _("Villagers' representatives' meeting"),
    Assembly.VILLAGERS_MEETING: _("Villagers' meeting"),
    Assembly.SUPERVISION_COMMITTEE: _("Meeting of the supervision committee"),
}
MEETING_STATES: dict[MeetingState, Message] = {
    MeetingState.CALLED: _("called"),
    MeetingState.OPEN: _("in session"),
    MeetingState.CLOSED: _("closed"),
    MeetingState.NOT_HELD: _("not held: too few came"),
    MeetingState.CANCELLED: _("cancelled"),
}
TOLD: dict[ToldBy, Message] = {
    ToldBy.PHONE: _("told by phone"),
    ToldBy.IN_PERSON: _("told in person"),
    ToldBy.MESSAGE: _("told by message"),
    ToldBy.POSTED: _("told by a posted notice"),
    ToldBy.BROADCAST: _("told by loudspeaker"),
}
ARRIVED: dict[ArrivedBy, Message] = {
    ArrivedBy.CODE: _("signed in by phone"),
    ArrivedBy.CLERK: _("ticked by the clerk"),
}
DEPARTED: dict[DepartedWhy, Message] = {
    DepartedWhy.LEFT: _("left early"),
    DepartedWhy.MISTAKE: _("ticked by mistake"),
}
OUTCOMES: dict[PassageOutcome, Message] = {
    PassageOutcome.CARRIED: _("carried"),
    PassageOutcome.REJECTED: _("rejected"),
    PassageOutcome.INQUORATE: _("no quorum, nothing decided"),
    PassageOutcome.DEFERRED: _("deferred"),
    PassageOutcome.RETURNED: _("returned to an earlier step"),
    PassageOutcome.WITHDRAWN: _("withdrawn"),
    PassageOutcome.VOID: _("void, to be held again"),
}
