"""What a township asks a village about: what is late, objected to or overspent, and which steps are held again."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.deliberation.rules.bodies import Assembly
from app.deliberation.rules.meeting_words import BODIES
from app.disclosure.rules.publicity import days_left
from app.filters import days_left as left_words
from app.words import Message, _


class Concern(StrEnum):
    """Why a line stands in the township's overview."""

    LATE = "late"
    OBJECTED = "objected"
    OVERSPENT = "overspent"
    HELD_AGAIN = "held_again"


KINDS: dict[str, tuple[Concern, Message]] = {
    "question": (Concern.LATE, _("A question is not answered in time")),
    "suggestion": (Concern.LATE, _("A suggestion is not answered in time")),
    "notice": (Concern.LATE, _("A notice is not published in time")),
    "meeting": (Concern.LATE, _("The meeting was called, and its day has passed")),
    "objection": (Concern.OBJECTED, _("An objection waits for its answer")),
    "overspent": (Concern.OVERSPENT, _("More was paid for one line than was voted")),
    "held_again": (Concern.HELD_AGAIN, _("A step is held again by order of the supervision committee")),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Watched:
    """One line: what it is about, and the day by which it was due or on which it was ordered."""

    kind: str
    title: str
    day: date
    path: str
    today: date

    @property
    def concern(self) -> Concern:
        """Why it stands here."""
        return KINDS[self.kind][0]

    @property
    def word(self) -> Message:
        """What is the matter."""
        return KINDS[self.kind][1]

    @property
    def what(self) -> str | Message:
        """The matter's title, or the body that was to meet."""
        return BODIES[Assembly(self.title)] if self.kind == "meeting" else self.title

    @property
    def late(self) -> bool:
        """Whether its day has passed, where it has one to keep."""
        return self.concern in (Concern.LATE, Concern.OBJECTED) and self.day < self.today

    @property
    def when(self) -> Message:
        """The day, in words."""
        if self.concern is Concern.HELD_AGAIN:
            return _("ordered on %(day)s", day=self.day)
        if self.concern is Concern.OVERSPENT:
            return _("last paid on %(day)s", day=self.day)
        return _("by %(day)s: %(left)s", day=self.day, left=left_words(days_left(self.day, today=self.today)))
