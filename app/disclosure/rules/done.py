"""What a results notice tells of the work, read from the ledger: contractors, days, acceptance."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date

from app.disclosure.rules.entries import Entry
from app.disclosure.rules.facts import Told
from app.disclosure.rules.notice_words import caption_of, printed
from app.disclosure.rules.states import EntryKind
from app.words import _


def work_done(standing: Sequence[Entry]) -> tuple[Told, ...]:
    """Return the lines that are told of entries that hold: each contractor once, the days, every acceptance."""
    return (*_contractors(standing), *_days(standing), *_acceptances(standing))


def _contractors(standing: Sequence[Entry]) -> Iterator[Told]:
    """Name each contractor with all that was contracted with it, and how it was chosen."""
    contracts: defaultdict[str, list[str]] = defaultdict(list)
    for entry in standing:
        if entry.kind is EntryKind.CONTRACT and entry.what not in contracts[entry.who]:
            contracts[entry.who].append(entry.what)
    for who, what in contracts.items():
        agreed = "；".join(what)
        text = printed(_("%(who)s: %(what)s", who=who, what=agreed)) if who else agreed
        yield Told(label=printed(_("Contractor")), text=text)


def _days(standing: Sequence[Entry]) -> Iterator[Told]:
    days = [entry.done_on for entry in standing]
    if days and min(days) < max(days):
        text = printed(_("%(first)s to %(last)s", first=min(days), last=max(days)))
        yield Told(label=printed(_("Carried out")), text=text)


def _acceptances(standing: Sequence[Entry]) -> Iterator[Told]:
    for entry in standing:
        if entry.kind is EntryKind.ACCEPTANCE:
            yield Told(label=printed(_("Acceptance")), text=_accepted(entry.what, entry.who, entry.done_on))


def _accepted(what: str, who: str, done_on: date) -> str:
    """Tell what was found, by whom, when."""
    return (
        printed(_("%(what)s (%(who)s, %(day)s)", what=what, who=who, day=done_on)) if who else caption_of(what, done_on)
    )
