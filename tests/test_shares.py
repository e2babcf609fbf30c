"""Shares of people: worked by hand, and true of every number."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.shares import AtLeast, MoreThan, NotAShare, Share, as_strict, kind_of, parse_fraction, parse_share, written

HALF = Fraction(1, 2)
TWO_THIRDS = Fraction(2, 3)

people = st.integers(min_value=0, max_value=5000)
fractions = st.fractions(min_value=Fraction(1, 100), max_value=Fraction(99, 100), max_denominator=100)
shares: st.SearchStrategy[Share] = fractions.map(MoreThan) | fractions.map(AtLeast)


@pytest.mark.parametrize(
    ("share", "base", "needed"),
    [
        (MoreThan(HALF), 60, 31),
        (MoreThan(HALF), 61, 31),
        (MoreThan(HALF), 1, 1),
        (MoreThan(HALF), 0, 1),
        (AtLeast(HALF), 60, 30),
        (AtLeast(HALF), 61, 31),
        (AtLeast(TWO_THIRDS), 60, 40),
        (AtLeast(TWO_THIRDS), 61, 41),
        (AtLeast(TWO_THIRDS), 31, 21),
        (AtLeast(TWO_THIRDS), 34, 23),
        (MoreThan(TWO_THIRDS), 60, 41),
        (AtLeast(Fraction(1)), 17, 17),
        (AtLeast(TWO_THIRDS), 0, 0),
        (MoreThan(Fraction(0)), 9, 1),
    ],
)
def test_a_share_is_a_number_of_people(share: Share, base: int, needed: int) -> None:
    assert share.of(base) == needed


@given(share=shares, base=people)
def test_the_needed_number_is_the_smallest_that_reaches_the_share(share: Share, base: int) -> None:
    needed = share.of(base)

    if isinstance(share, MoreThan):
        assert needed > share.share * base >= needed - 1
    else:
        assert needed >= share.share * base > needed - 1


@given(ours=shares, law=shares, base=st.integers(min_value=1, max_value=5000))
def test_a_stricter_share_asks_for_at_least_as_many_of_any_number(ours: Share, law: Share, base: int) -> None:
    if as_strict(ours, law):
        assert ours.of(base) >= law.of(base)


@given(ours=shares, law=shares)
def test_a_laxer_share_shows_itself_at_some_number(ours: Share, law: Share) -> None:
    bases = range(1, ours.share.denominator * law.share.denominator + 1)

    if not as_strict(ours, law):
        assert any(ours.of(base) < law.of(base) for base in bases)


@pytest.mark.parametrize("share", [AtLeast(TWO_THIRDS), MoreThan(HALF), AtLeast(Fraction(1))])
def test_a_share_written_down_is_read_back(share: Share) -> None:
    assert parse_share(kind_of(share), written(share.share)) == share


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("0.67", "write two whole numbers"),
        ("2 / 3", "write two whole numbers"),
        ("-1/2", "write two whole numbers"),
        ("二/三", "write two whole numbers"),
        ("٢/٣", "write two whole numbers"),
        ("", "write two whole numbers"),
        ("2/3/4", "write two whole numbers"),
        ("1/0", "divides by nobody"),
    ],
)
def test_what_is_not_a_fraction_is_refused_in_plain_words(text: str, says: str) -> None:
    with pytest.raises(NotAShare, match=says):
        parse_fraction(text)


@pytest.mark.parametrize(
    ("kind", "text", "says"),
    [
        ("at_least", "3/2", "3/2 is more than everybody"),
        ("at_least", "0/5", "asks for nobody"),
        ("more_than", "1/1", "never be reached"),
        ("more_than", "3/2", "never be reached"),
        ("most_of", "1/2", "write at_least or more_than"),
    ],
)
def test_a_share_that_makes_no_sense_is_refused(kind: str, text: str, says: str) -> None:
    with pytest.raises(NotAShare, match=says):
        parse_share(kind, text)


@pytest.mark.parametrize("share", [MoreThan, AtLeast])
def test_no_float_becomes_a_share(share: type[MoreThan] | type[AtLeast]) -> None:
    with pytest.raises(TypeError):
        share(0.5)  # type: ignore[arg-type]  # the point of the test
