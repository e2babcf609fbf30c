"""One thing that waits for somebody, with its day; the desk shows what is on now, then the oldest day first."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from app.disclosure.rules.publicity import days_left
from app.filters import days_left as left_words
from app.words import Message, _

FAR = date.max


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One card of the desk, as `components/lists.html` shows it."""

    when: Message
    what: object
    detail: object = ""
    go: Message
    href: str
    due: date | None = None
    now: bool = False


def by_day(tasks: Iterable[Task]) -> tuple[Task, ...]:
    """Order tasks: what is on now, then by day, the undated last."""
    return tuple(sorted(tasks, key=lambda task: (not task.now, task.due or FAR)))


def until(due: date, *, today: date) -> Message:
    """Say until when: the day, and how many are left or over."""
    return _("by %(day)s: %(left)s", day=due, left=left_words(days_left(due, today=today)))
