"""An administrator is asked to look twice before half a village leaves, or a neighbour comes back as somebody else."""

from dataclasses import replace
from datetime import date

from app.village.rules.changed_lines import changed_lines
from app.village.rules.changes import changes_between
from app.village.rules.people import PersonRow, Roster, roster_of
from app.village.rules.risks import risks_of
from app.village.rules.seats import Body, Office, SeatRow, Sex
from app.words import translate

HEAD = SeatRow(body=Body.VILLAGERS_COMMITTEE, office=Office.CHAIR)


def village(count: int) -> Roster:
    return roster_of(
        PersonRow(person_no=f"P{number:03}", name=f"玉{number}", sex=Sex.FEMALE, born=date(1970, 1, 1 + number % 28))
        for number in range(count)
    )


def told(today: Roster, listed: Roster) -> list[str]:
    return [translate(risk, "en") for risk in risks_of(changes_between(today, listed), listed=len(listed))]


def test_a_list_that_was_cut_off_is_asked_about() -> None:
    today = village(100)

    assert told(today, roster_of(today.people[:95])) == []
    assert told(today, roster_of(today.people[:94])) == [
        "6 of 100 people would leave. Is the list whole? Who leaves loses card, password and seats."
    ]


def test_three_may_leave_a_small_village_without_a_question() -> None:
    today = village(10)

    assert told(today, roster_of(today.people[:7])) == []
    assert len(told(today, roster_of(today.people[:6]))) == 1


def test_somebody_who_comes_back_under_another_number_is_named() -> None:
    today = village(100)
    renumbered = roster_of([*today.people[1:], replace(today.people[0], person_no="X1")])
    namesake = roster_of([*today.people[1:], replace(today.people[0], person_no="X1", born=date(2001, 5, 5))])

    (risk,) = told(today, renumbered)
    assert risk.startswith("玉0 would leave as P000 and come as X1: somebody new")
    assert told(today, namesake) == []


def test_a_command_prints_what_would_change_and_not_only_how_much() -> None:
    today = village(30)
    first, second, *others = today.people
    listed = roster_of([replace(first, phone="13912345678"), *others, replace(second, person_no="P900", seats=(HEAD,))])

    lines = changed_lines(changes_between(today, listed))

    assert lines == [
        "People added: 1",
        "  P900 玉1",
        "People changed: 1",
        "  P000 玉0: Phone - → 13912345678",
        "People who leave: 1",
        "  P001 玉1",
        "Seats that begin: 1",
        "  P900 玉1: Villagers' committee: Committee head",
    ]
    assert changed_lines(changes_between(roster_of([]), today))[-1] == "  … 10 more"
