"""What an administrator would regret in a changed list: people lost because it is not whole, or renumbered."""

from collections.abc import Iterator
from fractions import Fraction

from app.village.rules.changes import Changes
from app.words import Message, _, n_

MANY = Fraction(1, 20)
FEW_ENOUGH = 3  # so many may leave a small village without a question


def risks_of(changes: Changes, *, listed: int) -> Iterator[Message]:
    """Yield what to look at twice before confirming; `listed` is the number of people in the list."""
    before = listed - len(changes.added) + len(changes.left)
    if len(changes.left) > FEW_ENOUGH and len(changes.left) > MANY * before:
        yield n_(
            "%(n)s of %(people)s person would leave. Is the list whole? Who leaves loses card, password and seats.",
            "%(n)s of %(people)s people would leave. Is the list whole? Who leaves loses card, password and seats.",
            len(changes.left),
            people=before,
        )
    came = {(person.name, person.born): person for person in changes.added}
    for gone in changes.left:
        if gone.born is not None and (new := came.get((gone.name, gone.born))) is not None:
            yield _(
                "%(name)s would leave as %(old)s and come as %(new)s: somebody new, without card, password and past"
                " votes. Keep the old number if it is the same person.",
                name=gone.name,
                old=gone.person_no,
                new=new.person_no,
            )
