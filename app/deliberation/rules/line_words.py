"""A requirement of a rule pack in words: how many of whom, for the page that shows a village's rules."""

from app.check_words import CLASSES
from app.deliberation.rules.headcount import HOUSEHOLDS, Base
from app.deliberation.rules.rule import Line
from app.shares import MoreThan
from app.words import Message, _, share_words

BASES: dict[Base, Message] = {
    Base.DUE: _("of those due"),
    Base.PRESENT: _("of those present"),
    Base.CAST: _("of all answers given"),
    Base.VALID: _("of the answers for and against"),
}


def line_words(line: Line) -> Message:
    """Say a requirement: at least two thirds of those due; more than half of those present (households)."""
    if line.klass == HOUSEHOLDS and line.of is Base.DUE:
        return _amount(line, base=_("of the households due"))
    amount, klass = _amount(line, base=BASES[line.of]), CLASSES.get(line.klass)
    return amount if klass is None else _("%(kind)s (%(klass)s)", kind=amount, klass=klass)


def _amount(line: Line, *, base: Message) -> Message:
    share = share_words(line.share.share)
    if isinstance(line.share, MoreThan):
        return _("more than %(share)s %(base)s", share=share, base=base)
    return _("at least %(share)s %(base)s", share=share, base=base)
