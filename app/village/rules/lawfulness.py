"""Looks through a village list for what the law forbids and for what will be inconvenient; warns, never stops."""

from collections.abc import Iterator
from datetime import date

from app.village.rules.concerns import ART_13, Concern, hint, warning
from app.village.rules.lawful_committee import committee_concerns
from app.village.rules.lawful_representatives import representatives_concerns
from app.village.rules.lawful_supervision import supervision_concerns
from app.village.rules.people import OF_AGE, PersonRow, Roster, age
from app.village.rules.seats import Body, Party
from app.words import _, n_


def concerns_of(roster: Roster, *, today: date) -> tuple[Concern, ...]:
    """Return the warnings, with their articles, and then the hints."""
    return (
        *representatives_concerns(roster),
        *committee_concerns(roster),
        *supervision_concerns(roster),
        *_under_age(roster, today=today),
        *_branch_members(roster),
        *_without_phone(roster),
        *_of_one_name(roster),
        *_of_one_phone(roster),
    )


def _under_age(roster: Roster, *, today: date) -> Iterator[Concern]:
    for person in roster:
        if person.seats and person.born is not None and age(person.born, today=today) < OF_AGE:
            text = _("%(name)s holds a seat and is not yet %(age)s years old.", name=person.name, age=OF_AGE)
            yield warning(text, citation=ART_13, people=(person.person_no,))


def _branch_members(roster: Roster) -> Iterator[Concern]:
    for person in roster.members(Body.BRANCH_COMMITTEE):
        if person.party is not Party.FULL:
            text = _("%(name)s sits on the Party branch committee and is not a full Party member.", name=person.name)
            yield hint(text, people=(person.person_no,))


def _without_phone(roster: Roster) -> Iterator[Concern]:
    for person in roster:
        if person.seats and not person.phone:
            text = _("%(name)s holds a seat and has no phone: votes by card or on paper.", name=person.name)
            yield hint(text, people=(person.person_no,))


def _of_one_name(roster: Roster) -> Iterator[Concern]:
    """Yield the names that more than one person bears: who logs in by name needs the person number too."""
    bearers: dict[str, list[str]] = {}
    for person in roster:
        bearers.setdefault(person.name, []).append(person.person_no)
    for name, numbers in bearers.items():
        if len(numbers) > 1:
            text = n_(
                "%(n)s person is called %(name)s: %(numbers)s.",
                "%(n)s people are called %(name)s: %(numbers)s.",
                len(numbers),
                name=name,
                numbers=" ".join(numbers[:10]),
            )
            yield hint(text, people=tuple(numbers))


def _of_one_phone(roster: Roster) -> Iterator[Concern]:
    """Yield the phones that several people share, as families do: each of them logs in by name."""
    sharers: dict[str, list[PersonRow]] = {}
    for person in roster:
        if person.phone:
            sharers.setdefault(person.phone, []).append(person)
    for phone, people in sharers.items():
        if len(people) > 1:
            text = n_(
                "%(n)s person has the phone %(phone)s: %(names)s. Each logs in by name.",
                "%(n)s people share the phone %(phone)s: %(names)s. Each logs in by name.",
                len(people),
                phone=phone,
                names=" ".join(person.name for person in people[:10]),
            )
            yield hint(text, people=tuple(person.person_no for person in people))
