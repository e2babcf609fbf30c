"""The sentences in which a vote can't be opened: the numbers, what is needed, and where it stands."""

from app.deliberation.rules.checks import HOUSEHOLDS, Check, Quorum
from app.refusals import Refused, WayOn
from app.words import Message, _

WAIT = WayOn(label=_("Wait for more people to sign in, or declare that this meeting was not held and call another."))


def quorum_refusal(quorum: Quorum) -> Refused:
    """Return the refusal to open a vote without a quorum: the sentence, its source, every check, the way on."""
    lacking = lacking_checks(quorum)
    source = lacking[0].source if lacking else None
    return Refused(not_quorate(quorum), citation=source, checks=quorum.checks, ways_on=(WAIT,))


def not_quorate(quorum: Quorum) -> Message:
    """Say why too few people are there for a vote; where any of several groups is enough, name each of them."""
    lacking = lacking_checks(quorum)
    if not lacking:
        return _("Cannot open the vote: the rule of this step names no quorum.")
    if len(lacking) == 1:
        return _one(lacking[0])
    first, second = _counted(lacking[0]), _counted(lacking[1])
    source = lacking[0].source.label if lacking[0].source else ""
    return _(
        "Cannot open the vote, one of two is needed: %(first)s; %(second)s (%(source)s).",
        first=first, second=second, source=source,
    )  # fmt: skip


def lacking_checks(quorum: Quorum) -> tuple[Check, ...]:
    """Return the first unmet check of each attendance group; any one group would have been enough."""
    unmet: dict[int | None, Check] = {}
    for check in quorum.checks:
        if not check.met:
            unmet.setdefault(check.group, check)
    return tuple(unmet.values())


def _one(check: Check) -> Message:
    assert check.share is not None
    assert check.source is not None
    values = {
        "present": check.actual,
        "due": check.base,
        "needed": check.needed,
        "share": check.share,
        "source": check.source.label,
    }
    if check.klass == HOUSEHOLDS:
        return _(
            "Cannot open the vote: %(present)s of %(due)s households are represented; %(needed)s are needed"
            " (%(share)s of the households, %(source)s).",
            **values,
        )
    if check.klass == "representatives":
        return _(
            "Cannot open the vote: %(present)s of %(due)s representatives are present; %(needed)s are needed"
            " (%(share)s of the representatives, %(source)s).",
            **values,
        )
    return _(
        "Cannot open the vote: %(present)s of %(due)s members are present; %(needed)s are needed"
        " (%(share)s of the members, %(source)s).",
        **values,
    )


def _counted(check: Check) -> Message:
    values = {"present": check.actual, "due": check.base, "needed": check.needed}
    if check.klass == HOUSEHOLDS:
        return _("%(present)s of %(due)s households are represented, %(needed)s are needed", **values)
    if check.klass == "adults":
        return _("%(present)s of %(due)s villagers aged 18 and over are present, %(needed)s are needed", **values)
    return _("%(present)s of %(due)s members are present, %(needed)s are needed", **values)
