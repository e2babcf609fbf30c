"""How many people a rule asks for: exact shares in, whole people out."""

import re
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor
from typing import TypeAlias

from app.words import Message, _


class NotAShare(ValueError):
    """A text or number that can't be a share of people; `message` says why in plain words."""

    def __init__(self, message: Message) -> None:
        super().__init__(str(message))
        self.message = message


@dataclass(frozen=True, slots=True)
class MoreThan:
    """A share to be exceeded: more than half of 60 is 31."""

    share: Fraction

    def __post_init__(self) -> None:
        _exact(self.share)
        if not 0 <= self.share < 1:
            raise NotAShare(_("More than %(share)s of the people can never be reached.", share=written(self.share)))

    def of(self, base: int) -> int:
        """Return how many of `base` people exceed the share."""
        return floor(self.share * base) + 1


@dataclass(frozen=True, slots=True)
class AtLeast:
    """A share to be reached: at least two thirds of 61 is 41."""

    share: Fraction

    def __post_init__(self) -> None:
        _exact(self.share)
        if self.share <= 0:
            raise NotAShare(_("At least %(share)s of the people asks for nobody.", share=written(self.share)))
        if self.share > 1:
            raise NotAShare(_("%(share)s is more than everybody; a share is at most 1/1.", share=written(self.share)))

    def of(self, base: int) -> int:
        """Return how many of `base` people reach the share."""
        return ceil(self.share * base)


Share: TypeAlias = MoreThan | AtLeast

SHARES: dict[str, type[MoreThan] | type[AtLeast]] = {"at_least": AtLeast, "more_than": MoreThan}

_FRACTION = re.compile(r"([0-9]{1,6})/([0-9]{1,6})")


def parse_fraction(text: str) -> Fraction:
    """Return the fraction written as two whole numbers, such as "2/3"; anything else raises `NotAShare`.

    Decimals are refused: 0.67 is not two thirds.
    """
    found = _FRACTION.fullmatch(text)
    if found is None:
        raise NotAShare(_('"%(text)s" is not a share; write two whole numbers, such as 2/3.', text=text[:40]))
    if int(found[2]) == 0:
        raise NotAShare(_('"%(text)s" divides by nobody.', text=text))
    return Fraction(int(found[1]), int(found[2]))


def parse_share(kind: str, text: str) -> Share:
    """Return the share named `kind` ("at_least" or "more_than") of the fraction `text`; else raise `NotAShare`."""
    if kind not in SHARES:
        raise NotAShare(_('"%(kind)s" is not a kind of share; write at_least or more_than.', kind=kind[:40]))
    return SHARES[kind](parse_fraction(text))


def kind_of(share: Share) -> str:
    """Return the name under which `share` is stored: "at_least" or "more_than"."""
    return next(name for name, kind in SHARES.items() if isinstance(share, kind))


def written(fraction: Fraction) -> str:
    """Return the exact fraction as text, such as "2/3"; the whole is "1/1"."""
    return f"{fraction.numerator}/{fraction.denominator}"


def as_strict(share: Share, floor_share: Share) -> bool:
    """Return whether everyone who meets `share` also meets `floor_share`, of any number of people but none."""
    if isinstance(share, AtLeast) and isinstance(floor_share, MoreThan):
        return share.share > floor_share.share
    return share.share >= floor_share.share


def _exact(share: Fraction) -> None:
    if not isinstance(share, Fraction):
        raise TypeError("a share is a Fraction, never a float")
