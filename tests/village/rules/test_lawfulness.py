"""A village list that does not meet the law is warned about, with the article, and imported all the same."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.village.rules.cells import read_relation
from app.village.rules.concerns import Weight
from app.village.rules.kinship import kinship
from app.village.rules.lawfulness import concerns_of
from app.village.rules.people import PersonRow, Relation, roster_of
from app.village.rules.seats import Body, Office, Party, Sex
from tests.village.rules.lists import COMMITTEE_MEMBER, REPRESENTATIVE, SECRETARY, SUPERVISOR, TODAY, person, seat


def told(*people: PersonRow, weight: Weight = Weight.WARNING) -> list[str]:
    return [
        f"{concern.text} [{concern.citation.label if concern.citation else ''}]"
        for concern in concerns_of(roster_of(people), today=TODAY)
        if concern.weight is weight
    ]


def about(words: str, *people: PersonRow, weight: Weight = Weight.WARNING) -> list[str]:
    return [line for line in told(*people, weight=weight) if words in line]


def meeting(*, representatives: int, women: int, committee: int) -> list[PersonRow]:
    sexes = [Sex.FEMALE] * women + [Sex.MALE] * (representatives - women)
    return [person(f"R{at}", sex=sex, seats=(REPRESENTATIVE,)) for at, sex in enumerate(sexes)] + [
        person(f"C{at}", seats=(COMMITTEE_MEMBER,)) for at in range(committee)
    ]


def test_exactly_four_fifths_and_one_third_are_enough() -> None:
    lines = told(*meeting(representatives=12, women=5, committee=3))

    assert not [line for line in lines if "representatives' meeting" in line]


def test_too_few_representatives_and_women_are_warned_about_with_the_article() -> None:
    lines = told(*meeting(representatives=11, women=4, committee=3))

    assert lines[0] == (
        "Of the 14 members of the representatives' meeting 11 are representatives; 12 are needed "
        "(at least four fifths). [Organic Law of Villagers' Committees (2018) art. 25]"
    )
    assert "4 are women representatives; 5 are needed" in lines[1]


@given(representatives=st.integers(1, 60), committee=st.integers(0, 12))
def test_the_four_fifths_are_of_the_whole_meeting(representatives: int, committee: int) -> None:
    warned = about("are representatives;", *meeting(representatives=representatives, women=0, committee=committee))

    assert bool(warned) == (Fraction(representatives, representatives + committee) < Fraction(4, 5))


@pytest.mark.parametrize(("count", "warned"), [(0, True), (4, True), (5, False), (15, False), (16, True)])
def test_a_representative_has_five_to_fifteen_households(count: int, warned: bool) -> None:
    households = tuple(f"H{at}" for at in range(count))

    lines = about("represents", person("1", seats=(REPRESENTATIVE,), represents=households))

    assert bool([line for line in lines if f"represents {count} households" in line]) == warned


def test_households_that_nobody_represents_are_counted_and_named() -> None:
    lines = about(
        "nobody represents", person("1", seats=(REPRESENTATIVE,), represents=("H1",)), person("2"), person("3")
    )

    assert "Households that nobody represents: 2 (H2 H3)." in lines[0]


@pytest.mark.parametrize(("count", "warned"), [(2, True), (3, False), (5, False), (6, True)])
def test_three_to_five_people_sit_on_the_supervision_committee(count: int, warned: bool) -> None:
    lines = about("it should have 3 to 5", *(person(str(at), seats=(SUPERVISOR,)) for at in range(count)))

    assert bool(lines) == warned


@pytest.mark.parametrize(
    ("held", "warned"),
    [
        (COMMITTEE_MEMBER, True),
        (SECRETARY, True),
        (seat(Body.BRANCH_COMMITTEE, Office.MEMBER), False),
        (seat(Body.VILLAGERS_COMMITTEE, Office.CLERK), False),
        (REPRESENTATIVE, False),
    ],
)
def test_nobody_watches_the_own_work_or_that_of_the_spouse(held: object, warned: bool) -> None:
    both = about("what it supervises", person("1", seats=(held, SUPERVISOR)))
    wife = person("2", household_no="H1", head=False, relation=Relation.SPOUSE, seats=(held,))
    spouse = about("(spouse) on what it supervises", person("1", seats=(SUPERVISOR,)), wife)

    assert (bool(both), bool(spouse)) == (warned, warned)


@pytest.mark.parametrize(
    ("one", "other", "kind"),
    [
        (None, Relation.SPOUSE, "spouse"),
        (None, Relation.PARENT, "parent or child"),
        (Relation.SPOUSE, Relation.CHILD, "parent or child"),
        (Relation.CHILD, Relation.CHILD, "brother or sister"),
        (Relation.PARENT, Relation.CHILD, "grandparent or grandchild"),
        (Relation.PARENT, Relation.PARENT, "spouse"),
        (None, Relation.GRANDPARENT, "grandparent or grandchild"),
        (Relation.SPOUSE, Relation.PARENT_IN_LAW, "parent or child"),
        (Relation.CHILD, Relation.PARENT_IN_LAW, "grandparent or grandchild"),
        (Relation.SPOUSE, Relation.PARENT, "no"),
        (None, Relation.CHILD_IN_LAW, "no"),
        (None, Relation.PARENT_IN_LAW, "no"),
        (None, Relation.OTHER, "no"),
        (Relation.CHILD, Relation.OTHER, "cannot tell"),
        (Relation.CHILD, Relation.CHILD_IN_LAW, "cannot tell"),
        (Relation.CHILD, Relation.GRANDCHILD, "cannot tell"),
        (None, Relation.UNKNOWN, "cannot tell"),
        (Relation.SPOUSE, None, "cannot tell"),
    ],
)
def test_relatives_are_known_from_what_each_is_to_the_head(
    one: Relation | None, other: Relation | None, kind: str
) -> None:
    first = person("1", household_no="H1", head=one is None, relation=one)
    second = person("2", household_no="H1", head=False, relation=other)

    assert (said(first, second), said(second, first)) == (kind, kind)
    assert kinship(first, person("3", relation=other)) is None


def said(one: PersonRow, other: PersonRow) -> str:
    kin = kinship(one, other)
    return "no" if kin is None else str(kin.kind or "cannot tell")


def test_every_word_for_a_relation_leads_to_a_warning_or_to_a_question() -> None:
    wives = ["配偶", "妻子", "妻", "爱人", "老婆", "媳妇", "之妻", "夫妻", "户主之妻", "家属", "老公", "太太", "什么人"]
    for word in wives:
        relation = read_relation(word)
        assert isinstance(relation, Relation)
        wife = person("2", household_no="H1", head=False, relation=relation, seats=(COMMITTEE_MEMBER,))
        lines = about("what it supervises", person("1", household_no="H1", seats=(SUPERVISOR,)), wife)
        assert lines, word
        assert "spouse" in lines[0] or "please check" in lines[0], word


@pytest.mark.parametrize(("count", "warned"), [(2, True), (3, False), (7, False), (8, True)])
def test_three_to_seven_people_sit_on_the_villagers_committee(count: int, warned: bool) -> None:
    lines = about("it should have 3 to 7", *(person(str(at), seats=(COMMITTEE_MEMBER,)) for at in range(count)))

    assert bool(lines) == warned


def test_a_woman_sits_on_the_villagers_committee_and_no_two_near_relatives_do() -> None:
    husband = person("1", household_no="H1", sex=Sex.MALE, seats=(COMMITTEE_MEMBER,))
    wife = person(
        "2", household_no="H1", head=False, sex=Sex.FEMALE, relation=Relation.SPOUSE, seats=(COMMITTEE_MEMBER,)
    )
    lodger = person("3", household_no="H1", head=False, sex=Sex.MALE, seats=(COMMITTEE_MEMBER,))

    assert about("No woman", husband, lodger)
    assert not about("No woman", husband, wife)
    assert len(about("(spouse) both sit", husband, wife)) == 1
    assert len(about("of one household both sit", husband, lodger)) == 1
    assert not about("both sit", husband, person("4", household_no="H4", seats=(COMMITTEE_MEMBER,)))


def test_a_seat_holder_of_seventeen_is_warned_about_until_the_birthday() -> None:
    younger = person("1", born=date(2008, 11, 22), seats=(REPRESENTATIVE,))
    grown = person("2", born=date(2008, 11, 21), seats=(REPRESENTATIVE,))

    assert about("not yet 18", younger, grown) == [
        "玉1 holds a seat and is not yet 18 years old. [Organic Law of Villagers' Committees (2018) art. 13]"
    ]


def test_what_will_be_inconvenient_is_a_hint_without_an_article() -> None:
    silent = person("1", name="张伟", phone="", seats=(SECRETARY,), party=Party.PROBATIONARY)

    assert told(silent, person("2", name="张伟"), weight=Weight.HINT) == [
        "张伟 sits on the Party branch committee and is not a full Party member. []",
        "张伟 holds a seat and has no phone: votes by card or on paper. []",
        "2 people are called 张伟: 1 2. []",
    ]


def test_who_shares_a_phone_is_told_to_log_in_by_name() -> None:
    husband, wife = person("1", name="张伟", phone="10000010024"), person("2", name="玉香", phone="10000010024")

    assert told(husband, wife, person("3"), weight=Weight.HINT) == [
        "2 people share the phone 10000010024: 张伟 玉香. Each logs in by name. []"
    ]
