"""Two tellers count the same papers, unseen by each other; only a count on which they agree stands."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from uuid import UUID

from app.votes.rules.tally import Tally

FEWEST_TELLERS = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperNumbers:
    """What became of the papers, as one teller counted them."""

    handed_out: int
    returned: int
    in_favour: int
    against: int
    abstain: int
    invalid: int

    def tally(self) -> Tally:
        """Return the numbers as a tally; raises `ImpossibleNumbers` where the piles don't add up to the papers."""
        return Tally(**asdict(self))


@dataclass(frozen=True, slots=True, kw_only=True)
class TellerCount:
    """The numbers of one teller in one attempt."""

    teller: UUID
    attempt: int
    numbers: PaperNumbers


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """How far the counting has come: who still has to count in this attempt, and what differed in the last one.

    `differing` names the numbers that differed, never their values: whoever counts again must count, not adjust.
    """

    attempt: int
    awaited: tuple[UUID, ...]
    differing: tuple[str, ...] = ()
    numbers: PaperNumbers | None = None

    @property
    def agreed(self) -> bool:
        """Say whether the count stands."""
        return self.numbers is not None


def agreement(counts: Iterable[TellerCount], *, tellers: Iterable[UUID]) -> Agreement:
    """Return where the counting stands: an attempt is judged when every teller has entered it, not before."""
    expected = tuple(sorted(set(tellers)))
    attempt, differing = 1, tuple[str, ...]()
    by_attempt: dict[int, dict[UUID, PaperNumbers]] = {}
    for count in counts:
        by_attempt.setdefault(count.attempt, {})[count.teller] = count.numbers
    while len(expected) >= FEWEST_TELLERS:
        entered = by_attempt.get(attempt, {})
        if any(teller not in entered for teller in expected):
            break
        found = [entered[teller] for teller in expected]
        differing = differences(found)
        if not differing:
            return Agreement(attempt=attempt, awaited=(), numbers=found[0])
        attempt += 1
    entered = by_attempt.get(attempt, {})
    awaited = tuple(teller for teller in expected if teller not in entered)
    return Agreement(attempt=attempt, awaited=awaited, differing=differing)


def differences(found: list[PaperNumbers]) -> tuple[str, ...]:
    """Return the names of the numbers on which counts of the same papers are not alike."""
    return tuple(name for name in asdict(found[0]) if len({getattr(count, name) for count in found}) > 1)
