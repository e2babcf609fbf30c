"""The words of a vote: how it is held, what a voter may answer, and by which way the answer came."""

from enum import StrEnum

from app.deliberation.rules.pack import Method

__all__ = ["Channel", "Choice", "Method", "VoteState"]


class Choice(StrEnum):
    """What a voter may answer."""

    FOR = "for"
    AGAINST = "against"
    ABSTAIN = "abstain"


class Channel(StrEnum):
    """By which way a named answer came: the own phone, or said aloud and entered by the clerk."""

    PHONE = "phone"
    CLERK = "clerk"


class VoteState(StrEnum):
    """A vote is open, then closed with a verdict, or void and to be held again."""

    OPEN = "open"
    CLOSED = "closed"
    VOID = "void"
