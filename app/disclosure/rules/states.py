"""The words in which the record says what a notice is and where it stands."""

from enum import StrEnum

from app.deliberation.rules.step_keys import StepKey


class NoticeKind(StrEnum):
    """What a notice discloses."""

    RESOLUTION = "resolution"
    RESULTS = "results"


DISCLOSED_AT = {
    NoticeKind.RESOLUTION: StepKey.DISCLOSE_RESOLUTION,
    NoticeKind.RESULTS: StepKey.DISCLOSE_RESULTS,
}


class NoticeState(StrEnum):
    """A notice waits for the supervision committee, is returned by it, or hangs; a correction may be given up."""

    IN_REVIEW = "in_review"
    RETURNED = "returned"
    PUBLISHED = "published"
    GIVEN_UP = "given_up"


class ReviewDecision(StrEnum):
    """What the supervision committee decided on a draft."""

    PUBLISH = "publish"
    RETURN = "return"


class EntryKind(StrEnum):
    """What a line of the execution ledger says."""

    CONTRACT = "contract"
    PROGRESS = "progress"
    PAYMENT = "payment"
    ACCEPTANCE = "acceptance"
