"""Checks the representatives' meeting: its make-up, and that every household has its representative."""

from collections.abc import Iterator
from fractions import Fraction
from math import ceil

from app.village.rules.changes import representative_of
from app.village.rules.concerns import ART_25, Concern, warning
from app.village.rules.people import Roster
from app.village.rules.seats import Body, Sex
from app.words import _, share_words

REPRESENTATIVES_SHARE = Fraction(4, 5)
WOMEN_SHARE = Fraction(1, 3)
FEWEST_HOUSEHOLDS = 5
MOST_HOUSEHOLDS = 15
NAMED_AT_MOST = 10


def representatives_concerns(roster: Roster) -> Iterator[Concern]:
    """Yield where the representatives' meeting falls short of art. 25 of the Organic Law (2018)."""
    if not roster.members(Body.REPRESENTATIVES):
        yield warning(_("There are no villagers' representatives in the list."), citation=ART_25)
        return
    yield from _make_up(roster)
    yield from _sizes(roster)
    yield from _without_representative(roster)


def _make_up(roster: Roster) -> Iterator[Concern]:
    """Compare with the whole meeting: committee members and representatives, each person once."""
    representatives = roster.members(Body.REPRESENTATIVES)
    committee = roster.members(Body.VILLAGERS_COMMITTEE)
    meeting = len({person.person_no for person in (*representatives, *committee)})
    women = sum(person.sex is Sex.FEMALE for person in representatives)
    if len(representatives) < REPRESENTATIVES_SHARE * meeting:
        text = _(
            "Of the %(meeting)s members of the representatives' meeting %(count)s are representatives; "
            "%(needed)s are needed (at least %(share)s).",
            meeting=meeting,
            count=len(representatives),
            needed=ceil(REPRESENTATIVES_SHARE * meeting),
            share=share_words(REPRESENTATIVES_SHARE),
        )
        yield warning(text, citation=ART_25)
    if women < WOMEN_SHARE * meeting:
        text = _(
            "Of the %(meeting)s members of the representatives' meeting %(count)s are women representatives; "
            "%(needed)s are needed (at least %(share)s).",
            meeting=meeting,
            count=women,
            needed=ceil(WOMEN_SHARE * meeting),
            share=share_words(WOMEN_SHARE),
        )
        yield warning(text, citation=ART_25)


def _sizes(roster: Roster) -> Iterator[Concern]:
    for person in roster.members(Body.REPRESENTATIVES):
        count = len(person.represents)
        if not FEWEST_HOUSEHOLDS <= count <= MOST_HOUSEHOLDS:
            text = _(
                "%(name)s represents %(count)s households; it should be %(fewest)s to %(most)s.",
                name=person.name,
                count=count,
                fewest=FEWEST_HOUSEHOLDS,
                most=MOST_HOUSEHOLDS,
            )
            yield warning(text, citation=ART_25, people=(person.person_no,))


def _without_representative(roster: Roster) -> Iterator[Concern]:
    represented = representative_of(roster)
    missing = [number for number in roster.households if number not in represented]
    if missing:
        shown = " ".join(missing[:NAMED_AT_MOST]) + (" …" if len(missing) > NAMED_AT_MOST else "")
        text = _("Households that nobody represents: %(count)s (%(households)s).", count=len(missing), households=shown)
        yield warning(text, citation=ART_25)
