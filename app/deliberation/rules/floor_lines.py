"""Shares against shares: whether whoever meets a pack's lines also meets those of the pack it is built on."""

from collections.abc import Iterator

from app.bilingual import Bilingual
from app.deliberation.rules.checks import Base, Line
from app.deliberation.rules.lines import Path
from app.deliberation.rules.rule import Rule
from app.deliberation.rules.sources import Standing
from app.shares import as_strict, kind_of, written
from app.words import Message, _

# whoever reaches a share of an earlier base also reaches it of a later one
WIDEST_FIRST = (Base.DUE, Base.PRESENT, Base.CAST, Base.VALID)


def laxer_lines(ours: Rule, *, asked: Rule, path: Path) -> Iterator[tuple[Path, Message]]:
    """Name each attendance group, and the turnout and the majority, that could be met while `asked` is not."""
    for place, group in enumerate(ours.attendance):
        if not any(_covers(group, lines) for lines in asked.attendance):
            yield (*path, "attendance", place), _lax_quorum(asked.attendance[0])
    if not _covers(ours.turnout, asked.turnout):
        yield (*path, "turnout"), _lax_turnout(asked.turnout)
    if not _covers(ours.approval, asked.approval):
        yield (*path, "approval"), _lax_majority(asked.approval)


def _covers(ours: tuple[Line, ...], asked: tuple[Line, ...]) -> bool:
    """Return whether each line asked for is met by whoever meets our lines, whatever the numbers."""
    return all(any(_line_covers(line, floor) for line in ours) for floor in asked)


def _line_covers(line: Line, asked: Line) -> bool:
    same_people = line.klass == asked.klass
    wide_enough = WIDEST_FIRST.index(line.of) <= WIDEST_FIRST.index(asked.of)
    return same_people and wide_enough and as_strict(line.share, asked.share)


def _lax_quorum(lines: tuple[Line, ...]) -> Message:
    if _law(lines):
        return _("The quorum is laxer than the law: %(law)s.", law=_told(lines))
    return _("The quorum is laxer than the rules below it: %(asked)s.", asked=_told(lines))


def _lax_turnout(lines: tuple[Line, ...]) -> Message:
    if _law(lines):
        return _("The turnout is laxer than the law: %(law)s.", law=_told(lines))
    return _("The turnout is laxer than the rules below it: %(asked)s.", asked=_told(lines))


def _lax_majority(lines: tuple[Line, ...]) -> Message:
    if _law(lines):
        return _("The majority is laxer than the law: %(law)s.", law=_told(lines))
    return _("The majority is laxer than the rules below it: %(asked)s.", asked=_told(lines))


def _law(lines: tuple[Line, ...]) -> bool:
    return all(line.source.standing is Standing.LAW for line in lines)


def _told(lines: tuple[Line, ...]) -> Bilingual:
    """Write the lines as the file would have them, each with its citation."""
    written_out = [
        (f"{line.klass} {kind_of(line.share)} {written(line.share.share)} of {line.of}", line.source.label)
        for line in lines
    ]
    return Bilingual(
        zh="；".join(f"{line}（{label.zh}）" for line, label in written_out),
        en="; ".join(f"{line} ({label.en})" for line, label in written_out),
    )
