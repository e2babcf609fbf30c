"""A matter goes through the six steps in order, and only as the procedure allows."""

import pytest

from app.deliberation.rules.steps import (
    Impossible,
    Move,
    Position,
    ProposalState,
    StepKey,
    StepOutcome,
    advance,
    carry_out,
    close,
    hold_again,
    publish,
    reopen,
    resume,
    revise,
)

AT_RESOLVE = Position(step=StepKey.RESOLVE)
DEFERRED = Position(step=StepKey.REVIEW, state=ProposalState.DEFERRED)
DISCLOSING = Position(step=StepKey.DISCLOSE_RESOLUTION, state=ProposalState.DISCLOSING)
EXECUTING = Position(step=StepKey.DISCLOSE_RESOLUTION, state=ProposalState.EXECUTING)
RESULTS = Position(step=StepKey.DISCLOSE_RESULTS, state=ProposalState.DISCLOSING)
HANGING = Position(step=StepKey.DISCLOSE_RESULTS, state=ProposalState.RESULTS_HANG)
CLOSED = Position(step=StepKey.DISCLOSE_RESULTS, state=ProposalState.CLOSED)
REJECTED = Position(step=StepKey.RESOLVE, state=ProposalState.REJECTED)
WITHDRAWN = Position(step=StepKey.CONFER, state=ProposalState.WITHDRAWN)
DISCUSSED = [Position(step=step) for step in list(StepKey)[:4]]
EVERYWHERE = [*DISCUSSED, DEFERRED, DISCLOSING, EXECUTING, RESULTS, HANGING, CLOSED, REJECTED, WITHDRAWN]


def refused(move: Move) -> str:
    assert isinstance(move, Impossible)
    return str(move.reason)


def moved(move: Move) -> Position:
    assert isinstance(move, Position)
    return move


def test_a_matter_that_is_always_carried_passes_all_six_steps() -> None:
    position = Position()
    passed = [position.step]

    for _discussion in range(4):
        position = moved(advance(position, outcome=StepOutcome.CARRIED))
        passed.append(position.step)
    assert position == DISCLOSING
    position = moved(publish(position))
    assert position == EXECUTING
    position = moved(carry_out(position))
    assert position == RESULTS
    passed.append(position.step)

    assert moved(publish(position)) == HANGING
    assert moved(close(HANGING)) == CLOSED
    assert passed == list(StepKey)


@pytest.mark.parametrize("position", DISCUSSED)
def test_a_rejected_matter_ends_at_the_step_that_rejected_it(position: Position) -> None:
    after = moved(advance(position, outcome=StepOutcome.REJECTED))

    assert after == Position(step=position.step, state=ProposalState.REJECTED)


@pytest.mark.parametrize("outcome", [StepOutcome.INQUORATE, StepOutcome.VOID])
@pytest.mark.parametrize("position", DISCUSSED)
def test_without_quorum_or_with_a_void_count_nothing_is_decided(position: Position, outcome: StepOutcome) -> None:
    assert advance(position, outcome=outcome) == position


def test_a_deferred_matter_waits_at_its_step_and_is_taken_up_there() -> None:
    deferred = moved(advance(Position(step=StepKey.REVIEW), outcome=StepOutcome.DEFERRED))

    assert deferred == DEFERRED
    assert "not in discussion" in refused(advance(deferred, outcome=StepOutcome.CARRIED))
    assert resume(deferred) == Position(step=StepKey.REVIEW)


def test_a_matter_returns_to_an_earlier_step_with_a_reason() -> None:
    after = advance(AT_RESOLVE, outcome=StepOutcome.RETURNED, to=StepKey.CONFER, reason="The price is missing.")

    assert after == Position(step=StepKey.CONFER)


@pytest.mark.parametrize(
    ("to", "reason", "says"),
    [
        (StepKey.CONFER, "  ", "Say why"),
        (None, "The price is missing.", "Name the discussion step"),
        (StepKey.RESOLVE, "The price is missing.", "only to an earlier step"),
        (StepKey.DISCLOSE_RESULTS, "The price is missing.", "Name the discussion step"),
    ],
)
def test_a_return_without_reason_or_to_no_earlier_step_is_refused(to: StepKey | None, reason: str, says: str) -> None:
    assert says in refused(advance(AT_RESOLVE, outcome=StepOutcome.RETURNED, to=to, reason=reason))


@pytest.mark.parametrize("position", [*DISCUSSED, DEFERRED])
def test_the_sponsor_withdraws_before_the_vote_of_step_four(position: Position) -> None:
    after = moved(advance(position, outcome=StepOutcome.WITHDRAWN))

    assert after == Position(step=position.step, state=ProposalState.WITHDRAWN)


def test_a_matter_under_vote_at_step_four_cannot_be_withdrawn() -> None:
    assert "before the vote of step 4" in refused(advance(AT_RESOLVE, outcome=StepOutcome.WITHDRAWN, vote_begun=True))
    assert moved(advance(Position(step=StepKey.REVIEW), outcome=StepOutcome.WITHDRAWN, vote_begun=True))


@pytest.mark.parametrize("position", [DISCLOSING, EXECUTING, RESULTS, HANGING, CLOSED, REJECTED, WITHDRAWN])
@pytest.mark.parametrize("outcome", StepOutcome)
def test_after_step_four_no_discussion_moves_a_matter(position: Position, outcome: StepOutcome) -> None:
    assert refused(advance(position, outcome=outcome, to=StepKey.CONFER, reason="A reason."))


def test_after_the_review_a_revision_of_substance_goes_back_to_the_committees() -> None:
    assert revise(AT_RESOLVE, substantial=True) == Position(step=StepKey.CONFER)
    assert revise(AT_RESOLVE, substantial=False) == AT_RESOLVE


@pytest.mark.parametrize("position", DISCUSSED[:3])
def test_before_that_a_revision_moves_nothing(position: Position) -> None:
    assert revise(position, substantial=True) == position


@pytest.mark.parametrize("position", [DISCLOSING, EXECUTING, RESULTS, HANGING, CLOSED, REJECTED, WITHDRAWN])
def test_a_text_that_was_decided_is_not_revised(position: Position) -> None:
    assert "only while the matter is in discussion" in refused(revise(position, substantial=False))


def test_a_text_under_vote_is_not_revised() -> None:
    assert "has begun" in refused(revise(AT_RESOLVE, substantial=False, vote_begun=True))


@pytest.mark.parametrize("position", [AT_RESOLVE, DEFERRED, DISCLOSING, EXECUTING, RESULTS])
def test_supervision_orders_a_faulty_step_held_again(position: Position) -> None:
    assert hold_again(position, to=StepKey.REVIEW, reason="Held without a quorum.") == Position(step=StepKey.REVIEW)


@pytest.mark.parametrize("position", [HANGING, CLOSED, REJECTED, WITHDRAWN])
def test_what_has_ended_is_not_held_again(position: Position) -> None:
    assert "has ended" in refused(hold_again(position, to=StepKey.PROPOSE, reason="Held without a quorum."))


def test_a_step_still_ahead_cannot_be_held_again() -> None:
    assert "earlier step" in refused(hold_again(Position(), to=StepKey.REVIEW, reason="Skipped."))


@pytest.mark.parametrize("position", EVERYWHERE)
def test_each_other_move_is_possible_from_its_own_states_alone(position: Position) -> None:
    assert isinstance(resume(position), Position) is (position is DEFERRED)
    assert isinstance(publish(position), Position) is (position in (DISCLOSING, RESULTS))
    assert isinstance(carry_out(position), Position) is (position is EXECUTING)


@pytest.mark.parametrize("position", [place for place in EVERYWHERE if place != HANGING])
def test_only_what_hangs_is_closed_by_its_days(position: Position) -> None:
    assert isinstance(close(position), Impossible)


@pytest.mark.parametrize("position", [HANGING, CLOSED])
def test_what_was_finished_too_soon_is_carried_out_again(position: Position) -> None:
    assert moved(reopen(position)) == EXECUTING
