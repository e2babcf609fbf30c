"""How long a notice hangs: from the day it is published, both ends counted, in days of the village."""

from datetime import date, timedelta

from app.disclosure.rules.printed import Period


def hanging(first: date, *, days: int) -> Period:
    """Return the publicity period that begins on `first`, the day of publication."""
    return Period(first=first, last=first + timedelta(days=days - 1))


def days_left(last: date, *, today: date) -> int:
    """Return how many days remain after today; 0 on the last day, less than 0 when the period is over."""
    return (last - today).days


def due_on(start: date, *, days: int) -> date:
    """Return the day until which something is owed that was asked for on `start`."""
    return start + timedelta(days=days)
