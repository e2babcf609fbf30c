"""Checks the supervision committee: how many sit on it, and that nobody watches himself or his family."""

from collections.abc import Iterator

from app.village.rules.concerns import ART_32, SUPERVISION_OPINION, Citation, Concern, warning
from app.village.rules.kinship import kinship
from app.village.rules.people import PersonRow, Roster
from app.village.rules.seats import Body, Office
from app.words import _

FEWEST_MEMBERS = 3
MOST_MEMBERS = 5


def supervision_concerns(roster: Roster) -> Iterator[Concern]:
    """Yield where the supervision committee is not as the law wants it."""
    members = roster.members(Body.SUPERVISION)
    if not FEWEST_MEMBERS <= len(members) <= MOST_MEMBERS:
        text = _(
            "The supervision committee has %(count)s members; it should have %(fewest)s to %(most)s.",
            count=len(members),
            fewest=FEWEST_MEMBERS,
            most=MOST_MEMBERS,
        )
        yield warning(text, citation=SUPERVISION_OPINION)
    for member in members:
        yield from _own_seats(member)
        yield from _relatives(member, roster)


def _own_seats(member: PersonRow) -> Iterator[Concern]:
    citation = _barring(member)
    if citation is not None:
        text = _("%(name)s sits on the supervision committee and on what it supervises.", name=member.name)
        yield warning(text, citation=citation, people=(member.person_no,))


def _relatives(member: PersonRow, roster: Roster) -> Iterator[Concern]:
    """Yield one warning per relative in office; only a shared household can show it."""
    for relative in roster.households.get(member.household_no, ()):
        kin, citation = kinship(member, relative), _barring(relative)
        if kin is None or citation is None:
            continue
        if kin.kind is not None:
            text = _(
                "%(name)s sits on the supervision committee, and %(relative)s (%(kind)s) on what it supervises.",
                name=member.name,
                relative=relative.name,
                kind=kin.kind,
            )
        else:
            text = _(
                "%(name)s sits on the supervision committee, and %(relative)s of the same household on what it"
                " supervises. The list does not tell whether they are near relatives: please check.",
                name=member.name,
                relative=relative.name,
            )
        yield warning(text, citation=citation, people=(member.person_no, relative.person_no))


def _barring(person: PersonRow) -> Citation | None:
    """Return why a person, or this person's family, can't be on the supervision committee.

    The law bars members of the villagers' committee; the guiding opinion adds the Party secretary. Other members of
    the branch committee are not barred.
    """
    if person.sits_on(Body.VILLAGERS_COMMITTEE):
        return ART_32
    seat = person.seat_in(Body.BRANCH_COMMITTEE)
    return SUPERVISION_OPINION if seat is not None and seat.office is Office.SECRETARY else None
