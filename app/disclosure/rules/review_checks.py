"""The draft beside the record: each number of a notice held against where it came from, both shown."""

from dataclasses import dataclass

from app.deliberation.rules.pack import Days
from app.deliberation.rules.sources import Source
from app.deliberation.rules.step_keys import StepKey
from app.disclosure.rules.facts import Heading, ResolutionFacts
from app.words import Fen, Message, _, n_

EARLIER = StepKey.RESOLVE.number - 1


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewCheck:
    """One thing that was compared; `fault` is the half sentence of a refusal when it does not agree."""

    name: Message
    detail: Message
    met: bool
    fault: Message
    source: Source | None = None
    blocks: bool = True
    """Whether nothing is published while it is unmet; the pack may only let it be told."""

    @property
    def refuses(self) -> bool:
        """Return whether this keeps the notice from being published."""
        return self.blocks and not self.met


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """The deciding sitting counted again from its own sheets: the sign-in book and the count sheet.

    `voters` voted in all four; `unfounded` names the steps at which some of them were not there, or had no seat.
    """

    heads: tuple[int, int]
    votes: tuple[int, int, int, int, int]
    voters: int = 0
    unfounded: tuple[tuple[int, Message], ...] = ()


def resolution_checks(
    draft: ResolutionFacts, *, record: ResolutionFacts, counted: Counted, asked: Days
) -> tuple[ReviewCheck, ...]:
    """Hold a drafted resolution notice against the record as it stands now."""
    return (
        _heads(draft, counted),
        _voters(counted),
        _votes(draft, counted),
        _text(draft, record),
        _money(draft, record),
        period_check(draft.heading, asked=asked),
        _earlier(draft, record),
        phone_check(draft.heading),
    )


def refusal_of(checks: tuple[ReviewCheck, ...]) -> Message | None:
    """Say why a notice cannot be published: the first thing that does not agree; None when all does."""
    fault = next((check.fault for check in checks if check.refuses), None)
    return None if fault is None else _("Cannot be published now: %(fault)s.", fault=fault)


def period_check(heading: Heading, *, asked: Days) -> ReviewCheck:
    """Return whether the notice hangs as long as the village's procedure asks."""
    values = {"days": heading.days, "needed": asked.days}
    return ReviewCheck(
        name=_("Publicity period"),
        detail=_("notice %(days)s days; at least %(needed)s days are asked for", **values),
        met=heading.days >= asked.days,
        fault=_("the publicity period is %(days)s days, fewer than %(needed)s days", **values),
        source=asked.source,
    )


def phone_check(heading: Heading) -> ReviewCheck:
    """Return whether the notice says where villagers phone; without it there is a hole in its text."""
    return ReviewCheck(
        name=_("Phone of supervision"),
        detail=_("printed: %(phone)s", phone=heading.phone)
        if heading.phone
        else _("not printed: nobody has entered one"),
        met=bool(heading.phone),
        fault=_("the phone of the supervision committee is missing: enter it in the settings, then draft again"),
    )


def _heads(draft: ResolutionFacts, counted: Counted) -> ReviewCheck:
    told = draft.steps[-1].heads if draft.steps else (0, 0)
    values = {"due": told[0], "present": told[1], "book_due": counted.heads[0], "book_present": counted.heads[1]}
    return ReviewCheck(
        name=_("Due and present"),
        detail=_("notice %(due)s, %(present)s; sign-in book %(book_due)s, %(book_present)s", **values),
        met=told == counted.heads,
        fault=_("the numbers of due and present differ from the sign-in book"),
    )


def _voters(counted: Counted) -> ReviewCheck:
    """Return whether everybody who voted was there and had a seat, at every step; a vote that fails is held again."""
    step, why = next(iter(counted.unfounded), (0, None))
    fault = _(
        "the vote of step %(step)s does not stand (%(why)s): it has to be declared void", step=step, why=why or ""
    )
    sound = _("all %(n)s were there when their vote opened, with a seat in the body", n=counted.voters)
    return ReviewCheck(name=_("Those who voted"), detail=sound if why is None else fault, met=why is None, fault=fault)


def _votes(draft: ResolutionFacts, counted: Counted) -> ReviewCheck:
    told = draft.steps[-1].votes if draft.steps else (0, 0, 0, 0, 0)
    return ReviewCheck(
        name=_("Votes"),
        detail=_("notice %(told)s; count sheet %(counted)s", told=_answers(told), counted=_answers(counted.votes)),
        met=told == counted.votes,
        fault=_("the votes differ from the count sheet"),
    )


def _answers(votes: tuple[int, int, int, int, int]) -> Message:
    in_favour, against, abstain, invalid, missing = votes
    values = {"in_favour": in_favour, "against": against, "abstain": abstain}
    line = _("%(in_favour)s, %(against)s, %(abstain)s", **values)
    if invalid:
        line = _("%(in_favour)s, %(against)s, %(abstain)s, invalid %(invalid)s", **values, invalid=invalid)
    return _("%(votes)s, did not vote %(missing)s", votes=line, missing=missing) if missing else line


def _text(draft: ResolutionFacts, record: ResolutionFacts) -> ReviewCheck:
    met = draft.text == record.text
    number = record.text.number
    same = _("word by word the same as revision %(number)s, on which was voted", number=number)
    other = _("not the same as revision %(number)s, on which was voted", number=number)
    return ReviewCheck(
        name=_("Text"),
        detail=same if met else other,
        met=met,
        fault=_("the text is not that of revision %(number)s, on which was voted", number=number),
    )


def _money(draft: ResolutionFacts, record: ResolutionFacts) -> ReviewCheck:
    told, voted, number = draft.total, record.total, record.text.number
    agree = (draft.sources, draft.spending) == (record.sources, record.spending)
    added = sum(source.fen for source in draft.sources)
    values = {"told": Fen(told or 0), "voted": Fen(voted or 0), "number": number}
    if told is None and voted is None:
        detail = _("no money in the notice, and none in revision %(number)s", number=number)
    elif draft.sources and added == told:
        detail = n_(
            "notice %(told)s yuan; revision %(number)s has %(voted)s yuan, from %(n)s source that is the same",
            "notice %(told)s yuan; revision %(number)s has %(voted)s yuan, and its %(n)s sources add up to it",
            len(draft.sources),
            **values,
        )
    else:
        detail = _("notice %(told)s yuan; revision %(number)s has %(voted)s yuan", **values)
    met = agree and (not draft.sources or added == told)
    return ReviewCheck(
        name=_("Money"), detail=detail, met=met, fault=_("the money is not that of revision %(number)s", number=number)
    )


def _earlier(draft: ResolutionFacts, record: ResolutionFacts) -> ReviewCheck:
    first = tuple(step for step in record.steps if step.step <= EARLIER)
    told = tuple(step for step in draft.steps if step.step <= EARLIER)
    whole = len(first) == EARLIER
    detail = _("%(n)s of %(all)s are on record with their numbers", n=len(first), all=EARLIER)
    return ReviewCheck(
        name=_("Steps before"),
        detail=detail,
        met=whole and told == first,
        fault=_("the steps before are not all on record as the notice tells them"),
    )
