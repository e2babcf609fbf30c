"""Whether a matter is finished: what its results notice has to wait for, each with its rule."""

from dataclasses import dataclass
from datetime import date

from app.deliberation.rules.pack import Finish
from app.deliberation.rules.sources import Source
from app.disclosure.rules.review_checks import ReviewCheck
from app.words import Fen, Message, _


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Where a matter stands on a day: its work, money, open questions, and how long its resolution hangs."""

    accepted: bool
    owed: int
    """Contracted and not paid, in fen."""
    unresolved: int
    """Paid beyond the vote without a body that resolved it, in fen."""
    waiting: int
    """Objections and questions without an answer."""
    overdue: int
    hangs_until: date
    today: date
    wait_for: tuple[Finish, ...]
    source: Source
    period: Source


def finished_checks(found: Standing) -> tuple[ReviewCheck, ...]:
    """Return what a results notice waits for; an explanation in words turns none of it green."""
    return (
        _check(found, Finish.ACCEPTANCE, *_acceptance(found)),
        _check(found, Finish.OWED, *_owed(found)),
        _check(found, Finish.OVERSPENT, *_overspent(found)),
        _check(found, Finish.OBJECTIONS, *_objections(found)),
        _check(found, Finish.PERIOD, *_period(found)),
    )


def _check(found: Standing, what: Finish, name: Message, met: bool, detail: Message, fault: Message) -> ReviewCheck:
    source = found.period if what is Finish.PERIOD else found.source
    return ReviewCheck(name=name, detail=detail, met=met, fault=fault, source=source, blocks=what in found.wait_for)


def _acceptance(found: Standing) -> tuple[Message, bool, Message, Message]:
    return (
        _("Accepted"),
        found.accepted,
        _("an acceptance is entered") if found.accepted else _("no acceptance is entered"),
        _("nobody has accepted the work yet: enter the acceptance in the ledger"),
    )


def _owed(found: Standing) -> tuple[Message, bool, Message, Message]:
    owed = Fen(found.owed)
    return (
        _("Contracts"),
        not found.owed,
        _("%(owed)s yuan are contracted and not paid", owed=owed) if owed else _("nothing contracted is unpaid"),
        _("%(owed)s yuan are contracted and not paid: that is no saving", owed=owed),
    )


def _overspent(found: Standing) -> tuple[Message, bool, Message, Message]:
    over = Fen(found.unresolved)
    return (
        _("Paid beyond the vote"),
        not over,
        _("%(over)s yuan too much, which no body has resolved", over=over)
        if over
        else _("nothing without a resolution"),
        _("%(over)s yuan were paid beyond the vote, and no body has resolved that", over=over),
    )


def _objections(found: Standing) -> tuple[Message, bool, Message, Message]:
    values = {"waiting": found.waiting, "late": found.overdue}
    if not found.waiting:
        detail = _("all are answered")
    elif found.overdue:
        detail = _("%(waiting)s wait for an answer, %(late)s of them too long", **values)
    else:
        detail = _("%(waiting)s wait for an answer", **values)
    fault = _("%(waiting)s objections or questions about this matter wait for an answer", **values)
    return _("Objections and questions"), not found.waiting, detail, fault


def _period(found: Standing) -> tuple[Message, bool, Message, Message]:
    over = found.hangs_until < found.today
    values = {"day": found.hangs_until}
    return (
        _("Period of the resolution"),
        over,
        _("ended on %(day)s", **values) if over else _("the resolution hangs until %(day)s", **values),
        _("the resolution still hangs, until %(day)s", **values),
    )
