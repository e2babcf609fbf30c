"""A requirement of a rule pack in words: how many of whom, for the page that shows a village's rules."""

from app.check_words import CLASSES
from app.deliberation.rules.headcount import Base
from app.deliberation.rules.rule import Line
from app.words import Message, _

BASES: dict[Base, Message] = {
    Base.DUE: _("of those due"),
    Base.PRESENT: _("of those present"),
    Base.CAST: _("of all answers given"),
    Base.VALID: _("of the answers for and against"),
}


def line_words(line: Line) -> Message:
    """Say a requirement: at least two thirds of those due; more than half of those due (households)."""
    klass = CLASSES.get(line.klass)
    if klass is None or line.klass == "all":
        return _("%(share)s %(base)s", share=line.share, base=BASES[line.of])
    return _("%(share)s %(base)s (%(klass)s)", share=line.share, base=BASES[line.of], klass=klass)
