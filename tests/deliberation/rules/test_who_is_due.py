"""Who is due at a meeting of each body, and how they are counted."""

from datetime import date
from uuid import UUID, uuid4

import pytest

from app.deliberation.rules.bodies import Assembly
from app.deliberation.rules.due import DueMember, Villager, due_members, heads
from app.village.rules.seats import Body, Office, Party, SeatRow

DAY = date(2026, 4, 20)


def someone(
    *seats: tuple[Body, Office], party: Party = Party.NONE, born: date | None = date(1980, 1, 1), home: bool = True
) -> Villager:
    held = frozenset(SeatRow(body=body, office=office) for body, office in seats)
    return Villager(id=uuid4(), household=uuid4() if home else None, born=born, party=party, seats=held)


BRANCH = someone((Body.BRANCH_COMMITTEE, Office.MEMBER), party=Party.FULL)
COMMITTEE = someone((Body.VILLAGERS_COMMITTEE, Office.MEMBER))
BOTH = someone((Body.BRANCH_COMMITTEE, Office.SECRETARY), (Body.VILLAGERS_COMMITTEE, Office.CHAIR), party=Party.FULL)
REPRESENTATIVE = someone((Body.REPRESENTATIVES, Office.REPRESENTATIVE))
MEMBER_AND_REPRESENTATIVE = someone(
    (Body.VILLAGERS_COMMITTEE, Office.MEMBER), (Body.REPRESENTATIVES, Office.REPRESENTATIVE)
)
SUPERVISOR = someone((Body.SUPERVISION, Office.CHAIR))
CLERK = someone((Body.VILLAGERS_COMMITTEE, Office.CLERK), home=False)
PROBATIONARY = someone(party=Party.PROBATIONARY)
RESIDENT = someone()
CHILD = someone(born=date(2008, 4, 21))
OFFICER = someone((Body.TOWNSHIP, Office.TOWNSHIP_OFFICER), home=False)
EVERYBODY = (
    BRANCH, COMMITTEE, BOTH, REPRESENTATIVE, MEMBER_AND_REPRESENTATIVE, SUPERVISOR, CLERK, PROBATIONARY, RESIDENT,
    CHILD, OFFICER,
)  # fmt: skip


def due(body: Assembly, *people: Villager, on: date = DAY) -> dict[UUID, str]:
    return {member.person: member.klass for member in due_members(body, people or EVERYBODY, on=on)}


def test_the_branch_committee_is_its_members() -> None:
    assert due(Assembly.BRANCH_COMMITTEE) == {BRANCH.id: "members", BOTH.id: "members"}


def test_who_sits_on_both_committees_is_due_once() -> None:
    found = due(Assembly.TWO_COMMITTEES)

    assert found.keys() == {BRANCH.id, COMMITTEE.id, BOTH.id, MEMBER_AND_REPRESENTATIVE.id}


def test_a_probationary_party_member_is_not_due() -> None:
    assert due(Assembly.PARTY_MEETING) == {BRANCH.id: "members", BOTH.id: "members"}


def test_a_committee_member_who_is_a_representative_counts_once_as_representative() -> None:
    assert due(Assembly.REPRESENTATIVES_MEETING) == {
        COMMITTEE.id: "committee",
        BOTH.id: "committee",
        REPRESENTATIVE.id: "representatives",
        MEMBER_AND_REPRESENTATIVE.id: "representatives",
    }


def test_supervisors_are_due_nowhere_but_in_their_own_committee() -> None:
    others = [body for body in Assembly if body not in (Assembly.SUPERVISION_COMMITTEE, Assembly.VILLAGERS_MEETING)]

    assert not any(due(body, SUPERVISOR) for body in others)
    assert due(Assembly.SUPERVISION_COMMITTEE) == {SUPERVISOR.id: "members"}


def test_a_clerk_who_is_not_elected_is_due_nowhere() -> None:
    assert not any(due(body, CLERK) for body in Assembly)


@pytest.mark.parametrize(
    ("born", "on", "is_due"),
    [
        (date(2008, 4, 20), date(2026, 4, 20), True),
        (date(2008, 4, 21), date(2026, 4, 20), False),
        (date(2008, 2, 29), date(2026, 2, 28), False),
        (date(2008, 2, 29), date(2026, 3, 1), True),
        (None, DAY, False),
    ],
)
def test_a_villager_is_due_from_the_eighteenth_birthday_on(born: date | None, on: date, is_due: bool) -> None:
    person = someone(born=born)

    assert bool(due(Assembly.VILLAGERS_MEETING, person, on=on)) is is_due


def test_a_household_is_there_when_one_of_its_adults_is() -> None:
    first, second = uuid4(), uuid4()
    members = tuple(DueMember(person=uuid4(), klass="adults", household=home) for home in (first, first, first, second))

    counted = heads(Assembly.VILLAGERS_MEETING, due=members, present=frozenset({members[1].person}))

    assert counted.due == {"adults": 4, "households": 2}
    assert counted.present == {"adults": 1, "households": 1}


def test_who_is_there_without_being_due_counts_nowhere() -> None:
    members = due_members(Assembly.BRANCH_COMMITTEE, EVERYBODY, on=DAY)

    counted = heads(Assembly.BRANCH_COMMITTEE, due=members, present=frozenset({SUPERVISOR.id, BOTH.id}))

    assert counted.present == {"members": 1}


def test_a_class_without_anybody_is_counted_as_nobody() -> None:
    members = due_members(Assembly.REPRESENTATIVES_MEETING, (COMMITTEE,), on=DAY)

    counted = heads(Assembly.REPRESENTATIVES_MEETING, due=members, present=frozenset())

    assert counted.due == {"representatives": 0, "committee": 1}
