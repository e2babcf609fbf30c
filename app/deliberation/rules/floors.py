"""The law is the floor: a pack may ask for more than the one it is built on, never for less."""

from collections.abc import Iterator

from app.deliberation.rules.bodies import people_in
from app.deliberation.rules.fields import Field
from app.deliberation.rules.floor_choices import laxer_choices
from app.deliberation.rules.floor_lines import laxer_lines
from app.deliberation.rules.lines import Path
from app.deliberation.rules.pack import Days, Disclosure, Discussion, Pack, Step
from app.deliberation.rules.sources import Standing
from app.words import Message, _

LISTS = ("categories", "elsewhere", "origins")


def hold_to_floor(field: Field, *, pack: Pack, floor: Pack) -> None:
    """Note every number and choice of `pack` that asks for less than `floor`, whatever its source is called.

    What is only local practice holds too: a village that wants less of it has no rule that allows that.
    """
    found = [
        *_laxer_steps(pack, floor=floor),
        *laxer_choices(pack, floor=floor),
        *_late(pack, floor),
        *_sooner(pack, floor),
    ]
    # what is missing in a list that could not be read may well be in it
    told = [(path, message) for path, message in found if field.sheet.clean(path[:1] if path[0] in LISTS else path)]
    for path, message in told:
        field.sheet.fault(path, message)


def _laxer_steps(pack: Pack, *, floor: Pack) -> Iterator[tuple[Path, Message]]:
    for place, (step, asked) in enumerate(zip(pack.steps, floor.steps, strict=False)):
        path: Path = ("steps", place)
        if step.disclosure is not None and asked.disclosure is not None:
            yield from _laxer_disclosure(step.disclosure, asked=asked.disclosure, path=path)
        yield from _laxer_discussions(step, asked=asked, path=path, pack=pack)


def _laxer_disclosure(ours: Disclosure, *, asked: Disclosure, path: Path) -> Iterator[tuple[Path, Message]]:
    if ours.publisher != asked.publisher:
        yield (*path, "publisher"), _("This step belongs to %(body)s.", body=asked.publisher)
    if ours.checker != asked.checker:
        yield (*path, "checker"), _("This step belongs to %(body)s.", body=asked.checker)
    if ours.publicity.days < asked.publicity.days:
        yield (*path, "publicity", "days"), _at_least(asked.publicity)
    if ours.review.days > asked.review.days:
        yield (*path, "review", "days"), _at_most(asked.review)


def _late(pack: Pack, floor: Pack) -> Iterator[tuple[Path, Message]]:
    for name, ours, asked in (
        ("objection", pack.objection, floor.objection),
        ("question", pack.question, floor.question),
    ):
        if ours.days > asked.days:
            yield ("answers", name, "days"), _at_most(asked)


def _sooner(pack: Pack, floor: Pack) -> Iterator[tuple[Path, Message]]:
    """Results wait for at least what the pack below lets them wait for."""
    for missing in [what for what in floor.results_wait_for if what not in pack.results_wait_for]:
        yield ("results", "wait_for"), _("Results have to wait for %(what)s, too.", what=missing)


def _laxer_discussions(step: Step, *, asked: Step, path: Path, pack: Pack) -> Iterator[tuple[Path, Message]]:
    bodies = [discussion.body for discussion in asked.discussions]
    for place, discussion in enumerate(step.discussions):
        here = (*path, "discussions", place)
        if discussion.body not in bodies:
            yield (*here, "body"), _("This step belongs to %(body)s.", body=", ".join(bodies))
        else:
            for behind in _asked(discussion, floor=asked, step=step, pack=pack):
                yield from _laxer_numbers(discussion, asked=behind, path=here)


def _asked(discussion: Discussion, *, floor: Step, step: Step, pack: Pack) -> tuple[Discussion, ...]:
    """Return every discussion of the floor that stands behind one of ours: each category may have its own."""
    own = {key for one in step.discussions if one.body is discussion.body for key in one.categories}
    resolved = [category.key for category in pack.categories if category.resolved_by is discussion.body]
    if discussion.categories:
        keys = [key for key in resolved if key in discussion.categories]
    else:
        keys = ["", *(key for key in resolved if key not in own)]
    found: list[Discussion] = []
    for asked in (floor.in_body(discussion.body, category=key) for key in keys):
        found += [asked] if asked not in found else []
    return tuple(found)


def _laxer_numbers(ours: Discussion, *, asked: Discussion, path: Path) -> Iterator[tuple[Path, Message]]:
    if ours.notice.days < asked.notice.days:
        yield (*path, "notice"), _told_before(asked.notice)
    for place, method in enumerate(ours.methods):
        if method not in asked.methods:
            words = _("This body votes only by: %(methods)s.", methods=", ".join(asked.methods))
            yield (*path, "methods", place), words
    if people_in(ours.rule.voters, body=ours.body) != people_in(asked.rule.voters, body=asked.body):
        yield (*path, "voters"), _("Here vote: %(voters)s.", voters=", ".join(asked.rule.voters))
    yield from laxer_lines(ours.rule, asked=asked.rule, path=path)


def _told_before(asked: Days) -> Message:
    if asked.source.standing is not Standing.LAW:
        return _at_least(asked)
    return _("The law asks for %(days)s days' notice (%(source)s).", days=asked.days, source=asked.source.label)


def _at_least(asked: Days) -> Message:
    return _("At least %(days)s days are asked for (%(source)s).", days=asked.days, source=asked.source.label)


def _at_most(asked: Days) -> Message:
    return _("At most %(days)s days are allowed (%(source)s).", days=asked.days, source=asked.source.label)
