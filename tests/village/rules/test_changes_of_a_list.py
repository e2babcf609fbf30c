"""A second list shows what it would change, and the same list changes nothing."""

from dataclasses import replace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from app.village.rules.changes import (
    Changes,
    FieldChange,
    RepresentationChange,
    SeatChange,
    changes_between,
    representative_of,
)
from app.village.rules.columns import Column
from app.village.rules.people import PersonRow, Relation, Roster, roster_of
from app.village.rules.seats import OFFICES, Body, Party, SeatRow, Sex
from tests.village.rules.lists import COMMITTEE_MEMBER, REPRESENTATIVE, person

seats = st.sets(st.sampled_from(Body)).flatmap(
    lambda bodies: st.tuples(*(st.sampled_from(sorted(OFFICES[body])).map(_in(body)) for body in sorted(bodies)))
)
people = st.builds(
    person,
    st.sampled_from("ABCDEFG"),
    name=st.sampled_from(["张伟", "王𬭚"]),
    sex=st.sampled_from(Sex),
    phone=st.sampled_from(["", "10000010024"]),
    party=st.sampled_from(Party),
    head=st.booleans(),
    relation=st.none() | st.sampled_from(Relation),
    seats=seats,
)


def _in(body: Body) -> Any:
    return lambda office: SeatRow(body=body, office=office)


@st.composite
def rosters(draw: st.DrawFn) -> Roster:
    """Any village of a few people in which each household has one representative at most."""
    living = draw(st.lists(people, unique_by=lambda one: one.person_no))
    chosen = draw(st.dictionaries(st.sampled_from(["H1", "H2", "H3"]), st.sampled_from("ABCDEFG")))
    return roster_of(
        replace(one, represents=tuple(sorted(home for home, number in chosen.items() if number == one.person_no)))
        for one in living
    )


def carried_out(changes: Changes, *, on: Roster) -> Roster:
    """Do what the changes say, one by one, as the import will."""
    gone = {one.person_no for one in changes.left}
    new = [replace(one, seats=(), represents=()) for one in changes.added]
    living = {one.person_no: one for one in (*on, *new) if one.person_no not in gone}
    for change in changes.changed:
        facts: dict[str, Any] = {field.field.value: field.new for field in change.fields}
        living[change.person_no] = replace(living[change.person_no], **facts)
    held = {(one.person_no, seat) for one in on for seat in one.seats}
    held -= {(change.person_no, change.seat) for change in changes.seats_ended}
    held |= {(change.person_no, change.seat) for change in changes.seats_begun}
    holders: dict[str, str | None] = {**representative_of(on)}
    holders |= {change.household_no: change.new for change in changes.representation}
    return roster_of(
        replace(
            one,
            seats=tuple(sorted(seat for number, seat in held if number == one.person_no)),
            represents=tuple(sorted(home for home, number in holders.items() if number == one.person_no)),
        )
        for one in living.values()
    )


@given(village=rosters())
def test_the_same_list_changes_nothing(village: Roster) -> None:
    assert not changes_between(village, village)


@given(today=rosters(), listed=rosters())
def test_carrying_out_the_changes_makes_the_village_the_listed_one(today: Roster, listed: Roster) -> None:
    changes = changes_between(today, listed)

    assert carried_out(changes, on=today) == listed
    assert bool(changes) == (today != listed)


def changes(*, today: list[PersonRow], listed: list[PersonRow]) -> Changes:
    return changes_between(roster_of(today), roster_of(listed))


def test_a_new_phone_is_shown_before_and_after() -> None:
    found = changes(today=[person("1", phone="10000010024")], listed=[person("1", phone="10000010037")])

    assert [change.fields for change in found.changed] == [
        (FieldChange(field=Column.PHONE, old="10000010024", new="10000010037"),)
    ]
    assert found == Changes(changed=found.changed)


def test_a_place_in_the_file_is_no_change() -> None:
    assert not changes(today=[person("1", row=2), person("2", row=3)], listed=[person("2", row=2), person("1", row=3)])


def test_who_leaves_leaves_the_seat_and_the_households_to_the_successor() -> None:
    old = person("1", seats=(REPRESENTATIVE,), represents=("H1", "H2"))
    new = person("2", seats=(REPRESENTATIVE,), represents=("H2",))

    found = changes(today=[old, person("2", seats=(COMMITTEE_MEMBER,))], listed=[new])

    assert found.left == (old,)
    assert [(change.person_no, change.seat) for change in found.seats_begun] == [("2", REPRESENTATIVE)]
    assert found.seats_ended == (
        SeatChange(person_no="1", name="玉1", seat=REPRESENTATIVE),
        SeatChange(person_no="2", name="玉2", seat=COMMITTEE_MEMBER),
    )
    assert found.representation == (
        RepresentationChange(household_no="H1", old="1", new=None),
        RepresentationChange(household_no="H2", old="1", new="2"),
    )
