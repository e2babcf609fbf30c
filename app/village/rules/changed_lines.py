"""What a list would change, line by line, as the import command prints it."""

from collections.abc import Iterator, Sequence

from app.machine_words import said
from app.village.rules.changes import Changes, FieldValue, PersonChange, RepresentationChange, SeatChange
from app.village.rules.people import PersonRow
from app.words import Message, _

MOST_OF_A_KIND = 20


def changed_lines(changes: Changes) -> list[str]:
    """Return each kind of change with its number and its first lines; empty where nothing would change."""
    kinds: tuple[tuple[Message, list[str]], ...] = (
        (_("People added: %(count)s", count=len(changes.added)), [_person(one) for one in changes.added]),
        (_("People changed: %(count)s", count=len(changes.changed)), [_changed(one) for one in changes.changed]),
        (_("People who leave: %(count)s", count=len(changes.left)), [_person(one) for one in changes.left]),
        (_("Seats that begin: %(count)s", count=len(changes.seats_begun)), [_seat(one) for one in changes.seats_begun]),
        (_("Seats that end: %(count)s", count=len(changes.seats_ended)), [_seat(one) for one in changes.seats_ended]),
        (
            _("Households with a new representative: %(count)s", count=len(changes.representation)),
            [_represented(one) for one in changes.representation],
        ),
    )
    return [line for title, lines in kinds if lines for line in _listed(title, lines)]


def _listed(title: Message, lines: Sequence[str]) -> Iterator[str]:
    yield said(title)
    yield from (f"  {line}" for line in lines[:MOST_OF_A_KIND])
    if len(lines) > MOST_OF_A_KIND:
        yield "  " + said(_("… %(count)s more", count=len(lines) - MOST_OF_A_KIND))


def _person(person: PersonRow) -> str:
    return " ".join(part for part in (person.person_no, person.name, person.group, person.household_no) if part)


def _changed(change: PersonChange) -> str:
    fields = (f"{said(one.field.label)} {_value(one.old)} → {_value(one.new)}" for one in change.fields)
    return f"{change.person_no} {change.name}: {', '.join(fields)}"


def _seat(change: SeatChange) -> str:
    return f"{change.person_no} {change.name}: {said(change.seat.label)}"


def _represented(change: RepresentationChange) -> str:
    return f"{change.household_no}: {change.old or '-'} → {change.new or '-'}"


def _value(value: FieldValue) -> str:
    if isinstance(value, bool):
        return said(_("yes") if value else _("no"))
    label = getattr(value, "label", None)
    return said(label) if label is not None else str(value or "-")
