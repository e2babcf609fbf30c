"""A check of a verdict in words: what was counted, how it stands to its need, the same on screen and paper.

A check has `kind` (papers, attendance, approval), `klass`, `actual`, `base`, `needed`, `met` and `share`
(`MoreThan`, `AtLeast` or a bare fraction that must be reached).
"""

from fractions import Fraction
from typing import Protocol

from app.words import Message, _


class Check(Protocol):
    """What this module reads of a check; the votes domain has the whole of it."""

    @property
    def kind(self) -> str: ...
    @property
    def klass(self) -> str: ...
    @property
    def actual(self) -> int: ...
    @property
    def base(self) -> int: ...
    @property
    def needed(self) -> int: ...
    @property
    def met(self) -> bool: ...
    @property
    def share(self) -> object: ...


KINDS = {
    "papers": _("Papers in the box"),
    "attendance": _("Attendance"),
    "turnout": _("Turnout"),
    "approval": _("In favour"),
}
CLASSES = {
    "representatives": _("villagers' representatives"),
    "adults": _("villagers aged 18 and over"),
    "households": _("households"),
}  # plain members, and all classes together, need no name of their own


def check_name(check: Check) -> Message:
    """Name what was counted: Present; Present (households)."""
    kind = KINDS[check.kind]
    klass = CLASSES.get(check.klass)
    return kind if klass is None else _("%(kind)s (%(klass)s)", kind=kind, klass=klass)


def check_need(check: Check) -> Message:
    """Say the need and the number: 21 needed, 26 present."""
    needed, actual = check.needed, check.actual
    match check.kind, check.klass:
        case "papers", _any:
            return _("%(out)s handed out, %(back)s returned", out=check.base, back=actual)
        case "attendance", "households":
            return _("%(needed)s households needed, %(actual)s represented", needed=needed, actual=actual)
        case "attendance", _any:
            return _("%(needed)s needed, %(actual)s present", needed=needed, actual=actual)
        case "turnout", _any:
            return _("%(needed)s votes needed, %(actual)s given", needed=needed, actual=actual)
    return _("%(needed)s votes needed, %(actual)s in favour", needed=needed, actual=actual)


def check_figures(check: Check) -> tuple[tuple[Message, int], ...]:
    """Return the three numbers of a check with their names: due 31, present 18, needed 21."""
    if check.kind == "attendance":
        return (_("Due"), check.base), (_("Present"), check.actual), (_("Needed to be present"), check.needed)
    return (_("Base"), check.base), (_("Counted"), check.actual), (_("Needed"), check.needed)


def check_relation(check: Check) -> str:
    """Write the fraction beside its share: 26/31 ≥ 2/3; papers back beside papers out; never an empty base."""
    if check.kind == "papers":
        return f"{check.actual} {'≤' if check.met else '＞'} {check.base}"
    found = f"{check.actual}/{check.base}"
    asked = getattr(check.share, "share", check.share)
    if not isinstance(asked, Fraction) or check.base == 0:
        return found
    strict = type(check.share).__name__ == "MoreThan"
    share = Fraction(check.actual, check.base)
    sign = ("＞" if share > asked else "≤") if strict else ("≥" if share >= asked else "＜")
    return f"{found} {sign} {asked.numerator}/{asked.denominator}"
