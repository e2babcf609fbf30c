"""Whom the clerk means: by a name or a number as it is typed in a hurry, whole or in part."""

from uuid import UUID

from app.deliberation.queries.members import Member
from app.figures import clock
from app.plain import unspaced
from app.refusals import Refused, WayOn
from app.words import Message, _

MOST_NAMED = 6


def member_meant(who: str, members: tuple[Member, ...], *, book: str) -> UUID:
    """Return the one member meant by a name or a number; of several, those who are not there yet come first."""
    typed = unspaced(who).casefold()
    meant = _candidates(typed, members) if typed else []
    absent = [member for member in meant if not member.present]
    if len(absent) == 1:
        return absent[0].person
    way = (WayOn(label=_("Choose the name in the sign-in book."), href=book),)
    raise Refused(_why(who.strip(), meant, absent), field="who", ways_on=way)


def _candidates(typed: str, members: tuple[Member, ...]) -> list[Member]:
    """Return whom a text can mean: a whole name or number before a household's, and both before a part of one."""

    def those(*texts: str | None) -> bool:
        return typed in [unspaced(text or "").casefold() for text in texts]

    def partly(*texts: str | None) -> bool:
        return any(typed in unspaced(text or "").casefold() for text in texts)

    return (
        [member for member in members if those(member.name, member.no)]
        or [member for member in members if those(member.household_no)]
        or [member for member in members if partly(member.name)]
        or [member for member in members if len(typed) > 1 and partly(member.no, member.household_no)]
    )


def _why(typed: str, meant: list[Member], absent: list[Member]) -> Message:
    if absent:
        names = ", ".join(member.called for member in absent[:MOST_NAMED])
        return _("“%(who)s” can be %(n)s members: %(names)s.", who=typed, n=len(absent), names=names)
    if not meant:
        return _("Nobody due at this meeting is called “%(who)s”.", who=typed)
    if len(meant) == 1 and meant[0].arrived_at is not None:
        return _(
            "%(name)s is signed in already, since %(clock)s.", name=meant[0].called, clock=clock(meant[0].arrived_at)
        )
    return _("All whom “%(who)s” can mean are signed in already.", who=typed)
