"""Finds what two rows have in common, exactly as far as its steps reach: nobody's text makes all readers wait."""

from collections.abc import Iterator, Sequence
from difflib import Match, SequenceMatcher
from itertools import accumulate


class Purse:
    """The steps that are left for one comparison and all its parts."""

    def __init__(self, steps: int) -> None:
        self.steps = steps

    def spend(self, steps: int) -> bool:
        """Take steps out; False where there are not so many left, and then none are left for anything."""
        self.steps = self.steps - steps if steps <= self.steps else 0
        return self.steps > 0


class Matcher(SequenceMatcher[str]):
    """A matcher that pays for each look: without enough steps left it finds nothing in common."""

    def __init__(self, a: Sequence[str], b: Sequence[str], purse: Purse) -> None:
        self.purse = purse
        self.looked = purse.spend(len(a) + len(b))
        first, second = (a, b) if self.looked else ((), ())
        super().__init__(None, first, second, autojunk=False)
        places: dict[str, list[int]] = self.b2j  # type: ignore[attr-defined]  # of every piece of the second row
        self.prices = list(accumulate((len(places.get(piece, ())) + 1 for piece in first), initial=0))

    def find_longest_match(self, alo: int = 0, ahi: int | None = None, blo: int = 0, bhi: int | None = None) -> Match:
        """Return the longest common stretch of two ranges; the price is the number of pairs that are looked at."""
        end = len(self.prices) - 1 if ahi is None else ahi
        if not self.purse.spend(self.prices[end] - self.prices[alo]):
            return Match(alo, blo, 0)
        return super().find_longest_match(alo, end, blo, bhi)


def stretches(before: Sequence[str], after: Sequence[str], purse: Purse) -> Iterator[tuple[bool, int, int, int, int]]:
    """Return the ranges of both rows in order, each with whether they are the same; both ends are compared first."""
    start = _same(before, after)
    end = _same(before[start:][::-1], after[start:][::-1])
    if start:
        yield True, 0, start, 0, start
    middle = before[start : len(before) - end], after[start : len(after) - end]
    if all(middle):
        yield from _between(*middle, purse, start)
    elif any(middle):
        yield False, start, start + len(middle[0]), start, start + len(middle[1])
    if end:
        yield True, len(before) - end, len(before), len(after) - end, len(after)


def _between(
    before: Sequence[str], after: Sequence[str], purse: Purse, start: int
) -> Iterator[tuple[bool, int, int, int, int]]:
    matcher = Matcher(before, after, purse)
    if not matcher.looked:  # no steps were left to look at it
        yield False, start, start + len(before), start, start + len(after)
        return
    for tag, i, j, k, m in matcher.get_opcodes():
        yield tag == "equal", start + i, start + j, start + k, start + m


def _same(before: Sequence[str], after: Sequence[str]) -> int:
    """Return how many pieces both rows have in common at their beginning."""
    pairs = enumerate(zip(before, after, strict=False))
    return next((n for n, (one, other) in pairs if one != other), min(len(before), len(after)))
