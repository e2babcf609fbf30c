"""The bodies that take the steps, and the classes of people that are counted in each."""

from enum import StrEnum

from app.deliberation.rules.headcount import ALL, HOUSEHOLDS


class Assembly(StrEnum):
    """A body as it sits for a step; who holds seats in it is for the village to say."""

    BRANCH_COMMITTEE = "branch_committee"
    TWO_COMMITTEES = "two_committees"
    PARTY_MEETING = "party_meeting"
    REPRESENTATIVES_MEETING = "representatives_meeting"
    VILLAGERS_MEETING = "villagers_meeting"
    SUPERVISION_COMMITTEE = "supervision_committee"


MEMBERS = ("members",)
CLASSES: dict[Assembly, tuple[str, ...]] = {
    Assembly.BRANCH_COMMITTEE: MEMBERS,
    Assembly.TWO_COMMITTEES: MEMBERS,
    Assembly.PARTY_MEETING: MEMBERS,
    Assembly.REPRESENTATIVES_MEETING: ("representatives", "committee"),
    Assembly.VILLAGERS_MEETING: ("adults", HOUSEHOLDS),
    Assembly.SUPERVISION_COMMITTEE: MEMBERS,
}


def people_in(classes: tuple[str, ...], *, body: Assembly) -> frozenset[str]:
    """Return the single classes meant by `classes`: `all` is every class of people of the body."""
    everybody = frozenset(klass for klass in CLASSES[body] if klass != HOUSEHOLDS)
    single = frozenset(klass for klass in classes if klass != ALL)
    return single | everybody if ALL in classes else single
