"""What an import says on a terminal: the counts, every fault or warning, and what would change."""

from collections.abc import Iterator, Sequence

from app.machine_words import said
from app.village.rules.changed_lines import changed_lines
from app.village.rules.changes import Changes
from app.village.rules.concerns import Concern, Weight
from app.village.rules.faults import Fault
from app.village.rules.preview import Preview
from app.words import Message, _, n_

MOST_LINES = 200


def report(
    preview: Preview,
    *,
    faults: Sequence[Fault] = (),
    notices: Sequence[Fault] = (),
    concerns: Sequence[Concern] = (),
    risks: Sequence[Message] = (),
    changes: Changes | None = None,
) -> str:
    """Return the report in the language of the machine, as the commands speak."""
    lines = [*_counts(preview), *(notice.line for notice in notices)]
    if faults:
        lines += [_("%(faults)s faults; nothing is written until they are put right:", faults=len(faults))]
        lines += [fault.line for fault in faults]
    lines += [_said(concern) for concern in concerns]
    texts = _at_most(MOST_LINES, [said(line) for line in lines])
    if changes is not None:
        texts += changed_lines(changes) or [said(_("This list changes nothing."))]
    return "\n".join([*texts, *(said(_("Look twice: %(text)s", text=risk)) for risk in risks)])


def _at_most(most: int, lines: list[str], *, indent: str = "") -> list[str]:
    return lines[:most] + [indent + said(_("… %(count)s more", count=len(lines) - most))] * (len(lines) > most)


def _counts(preview: Preview) -> Iterator[Message]:
    yield _(
        "%(people)s people, %(adults)s of age, in %(households)s households and %(groups)s groups",
        people=preview.people,
        adults=preview.adults,
        households=preview.households,
        groups=preview.groups,
    )
    for body, seats in preview.seats:
        yield n_("%(body)s: %(n)s seat", "%(body)s: %(n)s seats", seats, body=body.label)
    yield _("%(count)s households are represented", count=preview.represented_households)


def _said(concern: Concern) -> Message:
    if concern.weight is Weight.HINT or concern.citation is None:
        return _("Hint: %(text)s", text=concern.text)
    return _("Warning: %(text)s %(article)s", text=concern.text, article=concern.citation.label)
