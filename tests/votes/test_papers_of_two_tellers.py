"""Two tellers count the papers, unseen by each other."""

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.deliberation.rules.headcount import ImpossibleNumbers
from app.votes.rules.papers import PaperNumbers, TellerCount, agreement

ONE, OTHER, THIRD = UUID(int=1), UUID(int=2), UUID(int=3)


def numbers(*, in_favour: int = 18, against: int = 5, abstain: int = 3, invalid: int = 1) -> PaperNumbers:
    returned = in_favour + against + abstain + invalid
    return PaperNumbers(
        handed_out=30, returned=returned, in_favour=in_favour, against=against, abstain=abstain, invalid=invalid
    )


def entered(teller: UUID, counted: PaperNumbers, *, attempt: int = 1) -> TellerCount:
    return TellerCount(teller=teller, attempt=attempt, numbers=counted)


def test_before_anybody_has_counted_both_are_awaited() -> None:
    found = agreement([], tellers=[ONE, OTHER])

    assert (found.attempt, found.awaited, found.agreed) == (1, (ONE, OTHER), False)


def test_after_one_has_counted_the_other_is_awaited() -> None:
    found = agreement([entered(ONE, numbers())], tellers=[ONE, OTHER])

    assert (found.attempt, found.awaited, found.agreed) == (1, (OTHER,), False)


def test_a_count_on_which_both_agree_stands() -> None:
    found = agreement([entered(ONE, numbers()), entered(OTHER, numbers())], tellers=[ONE, OTHER])

    assert found.numbers == numbers()
    assert found.awaited == ()


def test_counts_that_differ_name_what_differs_and_ask_both_to_count_again() -> None:
    counts = [entered(ONE, numbers(in_favour=18, against=5)), entered(OTHER, numbers(in_favour=17, against=6))]

    found = agreement(counts, tellers=[ONE, OTHER])

    assert (found.attempt, found.awaited, found.agreed) == (2, (ONE, OTHER), False)
    assert found.differing == ("in_favour", "against")


def test_the_second_attempt_may_settle_it() -> None:
    counts = [
        entered(ONE, numbers(in_favour=18)),
        entered(OTHER, numbers(in_favour=17)),
        entered(OTHER, numbers(in_favour=18), attempt=2),
        entered(ONE, numbers(in_favour=18), attempt=2),
    ]

    found = agreement(counts, tellers=[ONE, OTHER])

    assert (found.attempt, found.numbers) == (2, numbers(in_favour=18))


def test_with_three_tellers_two_alike_are_not_enough() -> None:
    counts = [entered(ONE, numbers()), entered(OTHER, numbers()), entered(THIRD, numbers(invalid=2))]

    assert not agreement(counts, tellers=[ONE, OTHER, THIRD]).agreed


def test_one_teller_alone_agrees_with_nobody() -> None:
    assert not agreement([entered(ONE, numbers())], tellers=[ONE]).agreed


def test_a_stranger_s_count_changes_nothing() -> None:
    counts = [entered(ONE, numbers()), entered(THIRD, numbers())]

    assert agreement(counts, tellers=[ONE, OTHER]).awaited == (OTHER,)


def test_piles_that_do_not_add_up_to_the_papers_can_not_be() -> None:
    faulty = PaperNumbers(handed_out=30, returned=28, in_favour=18, against=5, abstain=3, invalid=1)

    with pytest.raises(ImpossibleNumbers) as fault:
        faulty.tally()

    assert fault.value.field == "tally.returned"


@given(st.permutations([(ONE, 1, 18), (OTHER, 1, 17), (ONE, 2, 18), (OTHER, 2, 18)]))
def test_the_order_in_which_the_counts_came_does_not_matter(order: list[tuple[UUID, int, int]]) -> None:
    counts = [entered(teller, numbers(in_favour=votes), attempt=attempt) for teller, attempt, votes in order]

    assert agreement(counts, tellers=[ONE, OTHER]).numbers == numbers(in_favour=18)
