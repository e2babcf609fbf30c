"""What the house says when an act is not possible: the reason, the rule, and what can be done instead."""

from dataclasses import dataclass

from app.words import Message, _


@dataclass(frozen=True, slots=True, kw_only=True)
class WayOn:
    """One thing that can be done after a refusal; `href` is None where it is only advice."""

    label: Message
    href: str | None = None


class Refused(Exception):
    """An act that the rules do not allow now; mapped once, in `asgi.py`, to 409."""

    status = 409

    def __init__(
        self,
        message: Message,
        *,
        citation: object | None = None,
        checks: tuple[object, ...] = (),
        ways_on: tuple[WayOn, ...] = (),
        field: str | None = None,
    ) -> None:
        """Take the sentence, the source it cites, the checks behind it, and the form field it belongs to."""
        super().__init__(str(message))
        self.message = message
        self.citation = citation
        self.checks = checks
        self.ways_on = ways_on
        self.field = field


class Missing(Refused):
    """Something that is not there, or not there for this reader; mapped to 404."""

    status = 404

    def __init__(self, message: Message | None = None) -> None:
        super().__init__(message or _("This page does not exist, or it is not for you."))


class Gone(Refused):
    """Something that was there and was hidden for a stated reason; mapped to 410."""

    status = 410


class Forbidden(Refused):
    """Something the reader may see but not do; mapped to 403."""

    status = 403

    def __init__(self, message: Message | None = None) -> None:
        super().__init__(message or _("Your seats in this village do not allow this."))
