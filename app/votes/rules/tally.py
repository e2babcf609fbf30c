"""The count of a vote: how many answered what, and what became of the papers."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, dataclass

from app.deliberation.rules.headcount import ImpossibleNumbers, whole_people
from app.votes.rules.ballots import Choice
from app.words import _


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """The numbers of one count; `handed_out` and `returned` belong to paper votes and come together."""

    in_favour: int
    against: int
    abstain: int
    invalid: int = 0
    handed_out: int | None = None
    returned: int | None = None

    def __post_init__(self) -> None:
        for name, number in asdict(self).items():
            if number is not None or name not in ("handed_out", "returned"):
                whole_people(f"tally.{name}", number)
        if self.handed_out is not None and self.returned is None:
            raise ImpossibleNumbers("tally.returned", _("Papers were handed out; say how many were returned."))
        if self.returned is not None and self.handed_out is None:
            raise ImpossibleNumbers("tally.handed_out", _("Papers were returned; say how many were handed out."))
        if self.returned is not None and self.returned != self.cast:
            words = _(
                "%(returned)s papers were returned, but %(cast)s were counted.", returned=self.returned, cast=self.cast
            )
            raise ImpossibleNumbers("tally.returned", words)

    @property
    def cast(self) -> int:
        """Return every answer given, valid or not."""
        return self.in_favour + self.against + self.abstain + self.invalid

    @property
    def valid(self) -> int:
        """Return the answers that took a side; who abstains takes none."""
        return self.in_favour + self.against

    def missing_of(self, roll: int) -> int:
        """Return how many of the people who could vote gave no answer at all, so that every row adds up to them."""
        return max(0, roll - self.cast)

    def as_facts(self) -> dict[str, int]:
        """Return the numbers as plain data; papers only where there were any."""
        return {name: number for name, number in asdict(self).items() if number is not None}


def count(choices: Iterable[Choice]) -> Tally:
    """Return the tally of single ballots, in whatever order they come."""
    counted = Counter(choices)
    return Tally(in_favour=counted[Choice.FOR], against=counted[Choice.AGAINST], abstain=counted[Choice.ABSTAIN])
