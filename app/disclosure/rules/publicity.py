"""How long a notice hangs, in days of the village: the day of posting is not counted (Civil Code art. 201)."""

from datetime import date, timedelta

from app.disclosure.rules.printed import Period


def hanging(first: date, *, days: int) -> Period:
    """Return the publicity period of a notice posted on `first`: posted on the 1st for 15 days it hangs to the 16th."""
    return Period(first=first, last=first + timedelta(days=days))


def days_left(last: date, *, today: date) -> int:
    """Return how many days remain after today; 0 on the last day, less than 0 when the period is over."""
    return (last - today).days


def due_on(start: date, *, days: int) -> date:
    """Return the day until which something is owed that was asked for on `start`."""
    return start + timedelta(days=days)
