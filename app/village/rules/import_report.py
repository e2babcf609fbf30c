"""What an import says on a terminal: the counts, every fault or warning, and what would change."""

from collections.abc import Iterator, Sequence

from app.village.rules.changes import Changes
from app.village.rules.concerns import Concern, Weight
from app.village.rules.faults import Fault
from app.village.rules.preview import Preview
from app.words import Message, _, translate

MOST_LINES = 200


def report(
    preview: Preview,
    *,
    faults: Sequence[Fault] = (),
    notices: Sequence[Fault] = (),
    concerns: Sequence[Concern] = (),
    changes: Changes | None = None,
) -> str:
    """Return the report in English, as the commands speak."""
    lines = [*_counts(preview), *(notice.line for notice in notices)]
    if faults:
        lines += [_("%(faults)s faults; nothing is written until they are put right:", faults=len(faults))]
        lines += [fault.line for fault in faults]
    lines += [_said(concern) for concern in concerns]
    if changes is not None:
        lines += changes_in_words(changes) or [_("This list changes nothing.")]
    texts = [translate(line, "en") for line in lines]
    return "\n".join(texts[:MOST_LINES] + [f"… {len(texts) - MOST_LINES}"] * (len(texts) > MOST_LINES))


def changes_in_words(changes: Changes) -> list[Message]:
    """Return how much would change, kind by kind; empty where nothing would."""
    counts = (
        (_("People added: %(count)s", count=len(changes.added)), changes.added),
        (_("People changed: %(count)s", count=len(changes.changed)), changes.changed),
        (_("People who leave: %(count)s", count=len(changes.left)), changes.left),
        (_("Seats that begin: %(count)s", count=len(changes.seats_begun)), changes.seats_begun),
        (_("Seats that end: %(count)s", count=len(changes.seats_ended)), changes.seats_ended),
        (_("Households represented by another person: %(count)s", count=len(changes.representation)),
         changes.representation),
    )  # fmt: skip
    return [words for words, found in counts if found]


def _counts(preview: Preview) -> Iterator[Message]:
    yield _(
        "%(people)s people, %(adults)s of age, in %(households)s households and %(groups)s groups",
        people=preview.people,
        adults=preview.adults,
        households=preview.households,
        groups=preview.groups,
    )
    for body, seats in preview.seats:
        yield _("%(body)s: %(seats)s seats", body=body.label, seats=seats)
    yield _("%(count)s households are represented", count=preview.represented_households)


def _said(concern: Concern) -> Message:
    if concern.weight is Weight.HINT or concern.citation is None:
        return _("Hint: %(text)s", text=concern.text)
    return _("Warning: %(text)s %(article)s", text=concern.text, article=concern.citation.label)
