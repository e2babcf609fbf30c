"""The law is the floor: a village's pack may ask for more than the law, never for less."""

from collections.abc import Iterator

from app.bilingual import Bilingual
from app.deliberation.rules.checks import Base, Line
from app.deliberation.rules.fields import Field
from app.deliberation.rules.lines import Path
from app.deliberation.rules.pack import Discussion, Pack, Step
from app.deliberation.rules.sources import Standing
from app.shares import as_strict, kind_of, written
from app.words import Message, _

# whoever reaches a share of an earlier base also reaches it of a later one
WIDEST_FIRST = (Base.DUE, Base.PRESENT, Base.CAST, Base.VALID)


def hold_to_floor(field: Field, *, pack: Pack, floor: Pack) -> None:
    """Note every number of `pack` that asks for less than a number of `floor` that is law."""
    for path, message in [*_laxer_steps(pack, floor=floor), *_laxer_categories(pack, floor=floor)]:
        if field.sheet.clean(path):
            field.sheet.fault(path, message)


def _laxer_categories(pack: Pack, *, floor: Pack) -> Iterator[tuple[Path, Message]]:
    never = {category.key: category for category in floor.categories if not category.delegable}
    for place, category in enumerate(pack.categories):
        law = never.get(category.key)
        if law is not None and category.delegable and law.source.standing is Standing.LAW:
            words = _("This may never be delegated (%(source)s).", source=law.source.label)
            yield ("categories", place, "delegable"), words


def _laxer_steps(pack: Pack, *, floor: Pack) -> Iterator[tuple[Path, Message]]:
    for place, (step, law) in enumerate(zip(pack.steps, floor.steps, strict=False)):
        path: Path = ("steps", place)
        if step.disclosure is not None and law.disclosure is not None and step.disclosure.body != law.disclosure.body:
            yield (*path, "body"), _("This step belongs to %(body)s.", body=law.disclosure.body)
        yield from _laxer_discussions(step, law=law, path=path, pack=pack)


def _laxer_discussions(step: Step, *, law: Step, path: Path, pack: Pack) -> Iterator[tuple[Path, Message]]:
    bodies = [discussion.body for discussion in law.discussions]
    for place, discussion in enumerate(step.discussions):
        here = (*path, "discussions", place)
        if discussion.body not in bodies:
            yield (*here, "body"), _("This step belongs to %(body)s.", body=", ".join(bodies))
        else:
            for asked in _asked(discussion, law=law, step=step, pack=pack):
                yield from _laxer_numbers(discussion, law=asked, path=here)


def _asked(discussion: Discussion, *, law: Step, step: Step, pack: Pack) -> tuple[Discussion, ...]:
    """Return every discussion of the law that stands behind one of ours: each category may have its own."""
    own = {key for one in step.discussions if one.body is discussion.body for key in one.categories}
    resolved = [category.key for category in pack.categories if category.resolved_by is discussion.body]
    if discussion.categories:
        keys = [key for key in resolved if key in discussion.categories]
    else:
        keys = ["", *(key for key in resolved if key not in own)]
    found: list[Discussion] = []
    for asked in (law.in_body(discussion.body, category=key) for key in keys):
        found += [asked] if asked not in found else []
    return tuple(found)


def _laxer_numbers(ours: Discussion, *, law: Discussion, path: Path) -> Iterator[tuple[Path, Message]]:
    notice = law.notice
    if notice.source.standing is Standing.LAW and ours.notice.days < notice.days:
        words = _("The law asks for %(days)s days' notice (%(source)s).", days=notice.days, source=notice.source.label)
        yield (*path, "notice"), words
    groups = [official for group in law.rule.attendance if (official := _official(group))]
    for place, group in enumerate(ours.rule.attendance):
        if groups and not any(_covers(group, lines) for lines in groups):
            yield (*path, "attendance", place), _("The quorum is laxer than the law: %(law)s.", law=_told(groups[0]))
    voted = _official(law.rule.turnout)
    if not _covers(ours.rule.turnout, voted):
        yield (*path, "turnout"), _("The turnout is laxer than the law: %(law)s.", law=_told(voted))
    lines = _official(law.rule.approval)
    if not _covers(ours.rule.approval, lines):
        yield (*path, "approval"), _("The majority is laxer than the law: %(law)s.", law=_told(lines))


def _official(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    return tuple(line for line in lines if line.source.standing is Standing.LAW)


def _covers(ours: tuple[Line, ...], law: tuple[Line, ...]) -> bool:
    """Return whether each line of the law is met by whoever meets our lines, whatever the numbers."""
    return all(any(_line_covers(line, asked) for line in ours) for asked in law)


def _line_covers(line: Line, asked: Line) -> bool:
    same_people = line.klass == asked.klass
    wide_enough = WIDEST_FIRST.index(line.of) <= WIDEST_FIRST.index(asked.of)
    return same_people and wide_enough and as_strict(line.share, asked.share)


def _told(lines: tuple[Line, ...]) -> Bilingual:
    """Write the lines of the law as the file would have them, each with its citation."""
    written_out = [
        (f"{line.klass} {kind_of(line.share)} {written(line.share.share)} of {line.of}", line.source.label)
        for line in lines
    ]
    return Bilingual(
        zh="；".join(f"{line}（{label.zh}）" for line, label in written_out),
        en="; ".join(f"{line} ({label.en})" for line, label in written_out),
    )
