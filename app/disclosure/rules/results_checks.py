"""A drafted results notice beside the ledger it came from."""

from app.deliberation.rules.pack import Days
from app.disclosure.rules.facts import ResultsFacts
from app.disclosure.rules.finished import Standing, finished_checks
from app.disclosure.rules.review_checks import ReviewCheck, period_check, phone_check
from app.words import Fen, _


def results_checks(
    draft: ResultsFacts, *, record: ResultsFacts, asked: Days, standing: Standing
) -> tuple[ReviewCheck, ...]:
    """Hold a drafted results notice against the resolution and the ledger as they stand now."""
    return (
        _resolution(draft, record),
        _voted(draft, record),
        _paid(draft, record),
        _done(draft, record),
        _explained(draft),
        *finished_checks(standing),
        period_check(draft.heading, asked=asked),
        phone_check(draft.heading),
    )


def must_be_explained(facts: ResultsFacts) -> bool:
    """Return whether any line was paid otherwise than voted."""
    return any(line.paid != line.voted for line in facts.lines)


def _resolution(draft: ResultsFacts, record: ResultsFacts) -> ReviewCheck:
    values = {"told": draft.resolution, "published": record.resolution}
    return ReviewCheck(
        name=_("Resolution"),
        detail=_("notice %(told)s; published %(published)s", **values),
        met=(draft.resolution, draft.resolved_on) == (record.resolution, record.resolved_on),
        fault=_("the resolution is not the one that was published"),
    )


def _voted(draft: ResultsFacts, record: ResultsFacts) -> ReviewCheck:
    same = [(line.name, line.voted) for line in draft.lines] == [(line.name, line.voted) for line in record.lines]
    return ReviewCheck(
        name=_("Budget"),
        detail=_("notice %(told)s yuan; voted %(voted)s yuan", told=Fen(draft.voted), voted=Fen(record.voted)),
        met=same,
        fault=_("the budget is not the money that was voted"),
    )


def _paid(draft: ResultsFacts, record: ResultsFacts) -> ReviewCheck:
    same = [(line.paid, line.owed) for line in draft.lines] == [(line.paid, line.owed) for line in record.lines]
    return ReviewCheck(
        name=_("Paid"),
        detail=_("notice %(told)s yuan; ledger %(paid)s yuan", told=Fen(draft.paid), paid=Fen(record.paid)),
        met=same,
        fault=_(
            "the notice says %(told)s yuan were paid, the ledger %(paid)s yuan",
            told=Fen(draft.paid),
            paid=Fen(record.paid),
        ),
    )


def _done(draft: ResultsFacts, record: ResultsFacts) -> ReviewCheck:
    same = (draft.done, draft.photos) == (record.done, record.photos)
    values = {"told": len(draft.done), "found": len(record.done)}
    return ReviewCheck(
        name=_("Work done"),
        detail=_("notice %(told)s entries; ledger %(found)s entries", **values),
        met=same,
        fault=_("what was carried out is not told as the ledger has it"),
    )


def _explained(draft: ResultsFacts) -> ReviewCheck:
    owed = must_be_explained(draft)
    difference = Fen(abs(draft.paid - draft.voted))
    over = Fen(sum(max(0, line.paid - line.voted) for line in draft.lines))
    if over and draft.paid <= draft.voted:  # savings elsewhere must not hide it
        detail = _(
            "%(difference)s yuan less than voted, but %(over)s yuan too much on single lines",
            difference=difference,
            over=over,
        )
    elif draft.paid > draft.voted:
        detail = _("%(difference)s yuan more than voted", difference=difference)
    elif draft.paid < draft.voted:
        detail = _("%(difference)s yuan less than voted", difference=difference)
    else:
        detail = _("as much as voted")
    return ReviewCheck(
        name=_("Explanation"),
        detail=detail,
        met=bool(draft.explanation.strip()) or not owed,
        fault=_("the difference between budget and payments is not explained"),
    )
