"""A redline that people can read: paragraph by paragraph, phrase by phrase, what was struck out and what is new."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from app.deliberation.rules.bounded_matching import Matcher, Purse
from app.deliberation.rules.bounded_matching import stretches as _stretches
from app.deliberation.rules.tokens import tokens

SHORTEST_KEPT = 2  # characters; a shorter island between two changes only flickers
MOST_STEPS = 1_000_000  # of one redline, all its paragraphs together
STEPS_TO_LOOK = 50  # what it costs to set two paragraphs beside each other at all
ALIKE = 0.4  # paragraphs less alike than this are shown as one struck out and one new
MOVED = 0.6  # a paragraph at another place is taken for the same one only when it is this much alike


class Kind(StrEnum):
    """What happened to a piece of text."""

    KEPT = "kept"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of characters with what happened to it."""

    kind: Kind
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph: `kind` says whether it stands in both texts (kept), only in the new one or only in the old."""

    kind: Kind
    pieces: tuple[Piece, ...]
    moved: bool = False  # an old one that stands elsewhere now, or a new one that stood elsewhere, with what changed

    @property
    def changed(self) -> bool:
        """Whether anything in it differs."""
        return any(piece.kind is not Kind.KEPT for piece in self.pieces) or self.kind is not Kind.KEPT


def redline(old: str, new: str) -> list[Paragraph]:
    """Compare two texts; the kept and added pieces make the new one, the kept and removed pieces the old.

    The whole comparison takes a bounded number of steps: what is left when they are spent is shown as replaced.
    """
    purse = Purse(MOST_STEPS)
    before, after = old.split("\n"), new.split("\n")
    found: list[Paragraph] = []
    for same, i, j, k, m in _stretches(before, after, purse):
        if same:
            found += _alone(Kind.KEPT, before[i:j])
        else:
            found += _paired(before[i:j], after[k:m], purse)
    return _with_moves(found, purse)


def side(paragraphs: Sequence[Paragraph], kind: Kind) -> str:
    """Put the new text (ADDED) or the old text (REMOVED) together again."""
    return "\n".join(
        "".join(piece.text for piece in paragraph.pieces if piece.kind in (Kind.KEPT, kind))
        for paragraph in paragraphs
        if paragraph.kind in (Kind.KEPT, kind)
    )


def compare(old: str, new: str, purse: Purse | None = None) -> tuple[Piece, ...]:
    """Compare two paragraphs, phrase by phrase; what was struck out stands before what replaces it."""
    before, after = tokens(old), tokens(new)
    raw: list[tuple[str, str]] = []  # (removed, added) of a change, or a kept run twice
    for same, i, j, k, m in _stretches(before, after, purse or Purse(MOST_STEPS)):
        removed, added = "".join(before[i:j]), "".join(after[k:m])
        island = same and len(removed) <= SHORTEST_KEPT and bool(raw) and j < len(before) and m < len(after)
        if raw and raw[-1][0] != raw[-1][1] and (not same or island):
            raw[-1] = (raw[-1][0] + removed, raw[-1][1] + added)
        else:
            raw.append((removed, added))
    return tuple(piece for removed, added in raw for piece in _shown(removed, added))


def _shown(removed: str, added: str) -> Iterator[Piece]:
    if removed == added:
        yield from _whole(Kind.KEPT, removed)
        return
    yield from _whole(Kind.REMOVED, removed)
    yield from _whole(Kind.ADDED, added)


def _paired(before: Sequence[str], after: Sequence[str], purse: Purse) -> Iterator[Paragraph]:
    """Set each new paragraph beside the next old one that is like it; the others stand alone."""
    rest = 0
    for line in after:
        like = _first_alike(before, line, range(rest, len(before)), purse, at_least=ALIKE)
        if like is None:
            yield from _alone(Kind.ADDED, [line])
            continue
        yield from _alone(Kind.REMOVED, before[rest:like])
        yield Paragraph(Kind.KEPT, compare(before[like], line, purse))
        rest = like + 1
    yield from _alone(Kind.REMOVED, before[rest:])


def _with_moves(paragraphs: list[Paragraph], purse: Purse) -> list[Paragraph]:
    """Say of a paragraph that was struck out here and is new there that it moved, and show what changed in it."""
    lines = [_text(one) for one in paragraphs]
    gone = {n: None for n, one in enumerate(paragraphs) if one.kind is Kind.REMOVED and lines[n].strip()}
    places = {lines[n]: n for n in reversed(gone)}
    for at, one in enumerate(paragraphs):
        if one.kind is not Kind.ADDED or not gone or not lines[at].strip():
            continue
        place = places.get(lines[at])
        if place not in gone:
            place = _first_alike(lines, lines[at], gone, purse, at_least=MOVED)
        if place is not None:
            del gone[place]
            paragraphs[at] = Paragraph(Kind.ADDED, compare(lines[place], lines[at], purse), moved=True)
            paragraphs[place] = Paragraph(Kind.REMOVED, paragraphs[place].pieces, moved=True)
    return paragraphs


def _first_alike(
    lines: Sequence[str], line: str, places: Iterable[int], purse: Purse, *, at_least: float
) -> int | None:
    for n in places:
        if not purse.spend(STEPS_TO_LOOK + 3 * (len(lines[n]) + len(line))):
            return None
        if _alike(lines[n], line, purse, at_least=at_least):
            return n
    return None


def _text(paragraph: Paragraph) -> str:
    return "".join(piece.text for piece in paragraph.pieces)


def _alike(old: str, new: str, purse: Purse, *, at_least: float) -> bool:
    if not old.strip() or not new.strip():
        return False
    matcher = Matcher(tokens(old), tokens(new), purse)
    return matcher.quick_ratio() >= at_least and matcher.ratio() >= at_least


def _alone(kind: Kind, lines: Sequence[str]) -> list[Paragraph]:
    return [Paragraph(kind, _whole(kind, line)) for line in lines]


def _whole(kind: Kind, text: str) -> tuple[Piece, ...]:
    return (Piece(kind, text),) if text else ()
