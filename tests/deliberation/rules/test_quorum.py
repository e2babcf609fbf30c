"""Who is there, and whether that is enough."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.bilingual import Bilingual
from app.deliberation.rules.checks import (
    ALL,
    Attendance,
    Base,
    Grade,
    Headcount,
    ImpossibleNumbers,
    Line,
    Source,
    quorum,
)
from app.shares import AtLeast, MoreThan, Share

LAW = Source(label=Bilingual(zh="组织法", en="Organic Law"), article="26", grade=Grade.OFFICIAL)
ADULTS: Share = MoreThan(Fraction(1, 2))
HOUSEHOLDS: Share = AtLeast(Fraction(2, 3))


def of_due(klass: str, share: Share) -> Line:
    return Line(klass=klass, share=share, of=Base.DUE, source=LAW)


VILLAGERS: Attendance = ((of_due("adults", ADULTS),), (of_due("households", HOUSEHOLDS),))


def villagers(*, adults: int, households: int) -> Headcount:
    return Headcount(due={"adults": 812, "households": 240}, present={"adults": adults, "households": households})


@pytest.mark.parametrize(
    ("adults", "households", "quorate"),
    [(407, 0, True), (406, 160, True), (406, 159, False), (812, 240, True), (0, 0, False)],
)
def test_villagers_are_quorate_by_adults_or_by_households(adults: int, households: int, quorate: bool) -> None:
    found = quorum(VILLAGERS, heads=villagers(adults=adults, households=households))

    assert found.quorate is quorate
    assert [(check.klass, check.needed, check.group) for check in found.checks] == [
        ("adults", 407, 1),
        ("households", 160, 2),
    ]


@pytest.mark.parametrize(("representatives", "quorate"), [(18, True), (17, False)])
def test_every_line_of_a_group_must_hold(representatives: int, quorate: bool) -> None:
    both: Attendance = ((of_due(ALL, HOUSEHOLDS), of_due("representatives", HOUSEHOLDS)),)
    heads = Headcount(
        due={"representatives": 26, "others": 8}, present={"representatives": representatives, "others": 8}
    )

    assert quorum(both, heads=heads).quorate is quorate


def test_a_meeting_of_nobody_is_never_quorate() -> None:
    nobody = Headcount(due={"members": 0}, present={"members": 0})

    assert not quorum(((of_due("members", HOUSEHOLDS),),), heads=nobody).quorate
    assert not quorum((), heads=nobody).quorate
    assert not quorum(((),), heads=nobody).quorate


@given(st.dictionaries(st.sampled_from(["representatives", "committee", "adults", "households"]), st.integers(0, 900)))
def test_all_together_are_the_sum_of_the_people_and_no_household(present: dict[str, int]) -> None:
    heads = Headcount(due={klass: number + 1 for klass, number in present.items()}, present=present)
    people = {klass: number for klass, number in present.items() if klass != "households"}

    assert heads.count(ALL, Base.PRESENT) == sum(people.values())
    assert heads.count(ALL, Base.DUE) == sum(people.values()) + len(people)


@given(present=st.integers(0, 99))
def test_one_more_present_never_loses_the_quorum(present: int) -> None:
    rule: Attendance = ((of_due("members", HOUSEHOLDS),),)
    fewer, more = (Headcount(due={"members": 100}, present={"members": n}) for n in (present, present + 1))

    assert quorum(rule, heads=fewer).quorate <= quorum(rule, heads=more).quorate


@pytest.mark.parametrize(
    ("due", "present", "field"),
    [
        ({"members": 5}, {"members": 6}, "present.members"),
        ({"members": -1}, {"members": 0}, "due.members"),
        ({"members": 5}, {"members": -1}, "present.members"),
        ({"members": True}, {"members": 0}, "due.members"),
        ({"members": 5.0}, {"members": 5}, "due.members"),
        ({"members": 5}, {"members": "5"}, "present.members"),
        ({"members": 5}, {}, "present.members"),
        ({"members": 5}, {"members": 5, "guests": 1}, "present.guests"),
        ({"all": 5}, {"all": 5}, "due.all"),
    ],
)
def test_numbers_that_cannot_be_name_their_field(due: dict[str, int], present: dict[str, int], field: str) -> None:
    with pytest.raises(ImpossibleNumbers) as refusal:
        Headcount(due=due, present=present)

    assert refusal.value.field == field


def test_a_class_that_is_not_in_the_meeting_is_named() -> None:
    with pytest.raises(ImpossibleNumbers, match='no class "ghosts"') as refusal:
        quorum(((of_due("ghosts", HOUSEHOLDS),),), heads=villagers(adults=1, households=1))

    assert refusal.value.field == "due.ghosts"
