"""The words in which the record says where a proposal, a meeting or a member stands."""

from enum import StrEnum


class ProposalState(StrEnum):
    """Where a proposal stands as a whole."""

    IN_DISCUSSION = "in_discussion"
    DEFERRED = "deferred"
    DISCLOSING = "disclosing"
    EXECUTING = "executing"
    RESULTS_HANG = "results_hang"
    CLOSED = "closed"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"


class PassageOutcome(StrEnum):
    """How a passing through a step, or one sitting of it, ended."""

    CARRIED = "carried"
    REJECTED = "rejected"
    INQUORATE = "inquorate"
    DEFERRED = "deferred"
    RETURNED = "returned"
    WITHDRAWN = "withdrawn"
    VOID = "void"


class MeetingState(StrEnum):
    """A meeting is called, then open, then closed; one without a quorum is closed as not held."""

    CALLED = "called"
    OPEN = "open"
    CLOSED = "closed"
    NOT_HELD = "not_held"
    CANCELLED = "cancelled"


class ToldBy(StrEnum):
    """How a member was told of a meeting."""

    PHONE = "phone"
    IN_PERSON = "in_person"
    MESSAGE = "message"
    POSTED = "posted"
    BROADCAST = "broadcast"


BY_PHONE = (ToldBy.PHONE, ToldBy.MESSAGE)  # ways that reach nobody without a phone


class Stance(StrEnum):
    """What a household says about a matter when its representative asks."""

    FOR = "for"
    CONDITIONAL = "conditional"
    AGAINST = "against"
    UNDECIDED = "undecided"


class ArrivedBy(StrEnum):
    """How a member's attendance came into the record."""

    CODE = "code"
    CLERK = "clerk"


class DepartedWhy(StrEnum):
    """Why a member no longer counts as present."""

    LEFT = "left"
    MISTAKE = "mistake"


class MoneyKind(StrEnum):
    """A line of money is a source or something it is spent on."""

    SOURCE = "source"
    SPENDING = "spending"
