"""Whether those on the roll of a vote were really there with their seats: what a closing and a review ask of it."""

from dataclasses import dataclass

from app.deliberation.rules.headcount import Headcount
from app.words import Message, _


@dataclass(frozen=True, slots=True, kw_only=True)
class Footing:
    """The roll of a vote held against the sign-in book and the seats as they are known now; people by name."""

    never_there: tuple[str, ...] = ()
    """On the roll, though the sign-in turned out to be a mistake."""
    without_seat: tuple[str, ...] = ()
    """Counted as due, though on that day they had no seat in the body."""
    not_called: tuple[str, ...] = ()
    """Not counted as due, though on that day they had one."""
    left: tuple[str, ...] = ()
    """On the roll, and gone before they voted."""
    late: tuple[str, ...] = ()
    """There now with a vote in the body, but signed in only after the vote had opened."""
    stayed: Headcount
    """Who was there when the vote opened, without those who were never there or left before they voted."""

    @property
    def fault(self) -> Message | None:
        """Say why the vote can't stand; None where everybody on the roll was there and had a seat."""
        if self.never_there:
            names = "、".join(self.never_there)
            return _(
                "%(names)s: signed in by mistake, not there when the vote opened, but among its voters", names=names
            )
        if self.without_seat:
            names = "、".join(self.without_seat)
            return _("%(names)s: without a seat in this body on that day, but counted as due", names=names)
        if self.not_called:
            names = "、".join(self.not_called)
            return _("%(names)s: with a seat in this body on that day, but not counted as due", names=names)
        return None
