"""Checks the villagers' committee: how many sit on it, that a woman does, that its members are no near relatives."""

from collections.abc import Iterator
from itertools import combinations

from app.village.rules.concerns import Citation, Concern, Grade, warning
from app.village.rules.kinship import kinship
from app.village.rules.people import Roster
from app.village.rules.seats import Body, Sex
from app.words import _

FEWEST_MEMBERS = 3
MOST_MEMBERS = 7
ART_8 = Citation(label=_("Organic Law of Villagers' Committees (2025) art. 8"), grade=Grade.OFFICIAL)


def committee_concerns(roster: Roster) -> Iterator[Concern]:
    """Yield where the villagers' committee is not as art. 8 of the Organic Law (2025) wants it."""
    members = roster.members(Body.VILLAGERS_COMMITTEE)
    if not FEWEST_MEMBERS <= len(members) <= MOST_MEMBERS:
        text = _(
            "The villagers' committee has %(count)s members; it should have %(fewest)s to %(most)s.",
            count=len(members),
            fewest=FEWEST_MEMBERS,
            most=MOST_MEMBERS,
        )
        yield warning(text, citation=ART_8)
    if members and all(member.sex is Sex.MALE for member in members):
        yield warning(_("No woman sits on the villagers' committee."), citation=ART_8)
    for one, other in combinations(members, 2):
        kin = kinship(one, other)
        if kin is None:
            continue
        if kin.kind is not None:
            text = _(
                "%(name)s and %(relative)s (%(kind)s) both sit on the villagers' committee.",
                name=one.name,
                relative=other.name,
                kind=kin.kind,
            )
        else:
            text = _(
                "%(name)s and %(relative)s of one household both sit on the villagers' committee. The list does not"
                " tell whether they are near relatives: please check.",
                name=one.name,
                relative=other.name,
            )
        yield warning(text, citation=ART_8, people=(one.person_no, other.person_no))
