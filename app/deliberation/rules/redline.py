"""A redline that people can read: paragraph by paragraph, phrase by phrase, what was struck out and what is new."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from app.deliberation.rules.tokens import tokens

SHORTEST_KEPT = 2  # characters; a shorter island between two changes only flickers
MOST_COMPARED = 1_000_000  # pairs of pieces; beyond it a paragraph is shown as replaced
MOST_PARAGRAPHS = 160_000  # pairs of paragraphs; beyond it the whole text is shown as replaced
ALIKE = 0.4  # paragraphs less alike than this are shown as one struck out and one new


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

    @property
    def changed(self) -> bool:
        """Whether anything in it differs."""
        return any(piece.kind is not Kind.KEPT for piece in self.pieces) or self.kind is not Kind.KEPT


def redline(old: str, new: str) -> list[Paragraph]:
    """Compare two texts; the kept and added pieces make the new one, the kept and removed pieces the old."""
    before, after = old.split("\n"), new.split("\n")
    if len(before) * len(after) > MOST_PARAGRAPHS:
        return [*_alone(Kind.REMOVED, before), *_alone(Kind.ADDED, after)]
    found: list[Paragraph] = []
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for tag, i, j, k, m in matcher.get_opcodes():
        if tag == "equal":
            found += _alone(Kind.KEPT, before[i:j])
        else:
            found += _paired(before[i:j], after[k:m])
    return found


def side(paragraphs: Sequence[Paragraph], kind: Kind) -> str:
    """Put the new text (ADDED) or the old text (REMOVED) together again."""
    return "\n".join(
        "".join(piece.text for piece in paragraph.pieces if piece.kind in (Kind.KEPT, kind))
        for paragraph in paragraphs
        if paragraph.kind in (Kind.KEPT, kind)
    )


def compare(old: str, new: str) -> tuple[Piece, ...]:
    """Compare two paragraphs, phrase by phrase; what was struck out stands before what replaces it."""
    before, after = tokens(old), tokens(new)
    if len(before) * len(after) > MOST_COMPARED:
        return (*_whole(Kind.REMOVED, old), *_whole(Kind.ADDED, new))
    raw: list[tuple[str, str]] = []  # (removed, added) of a change, or a kept run twice
    for tag, i, j, k, m in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        removed, added = "".join(before[i:j]), "".join(after[k:m])
        island = tag == "equal" and len(removed) <= SHORTEST_KEPT and bool(raw) and j < len(before) and m < len(after)
        if raw and raw[-1][0] != raw[-1][1] and (tag != "equal" or island):
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


def _paired(before: Sequence[str], after: Sequence[str]) -> Iterator[Paragraph]:
    """Set each new paragraph beside the next old one that is like it; the others stand alone."""
    rest = list(before)
    for line in after:
        like = next((n for n, old in enumerate(rest) if _alike(old, line)), None)
        if like is None:
            yield from _alone(Kind.ADDED, [line])
            continue
        yield from _alone(Kind.REMOVED, rest[:like])
        yield Paragraph(Kind.KEPT, compare(rest[like], line))
        del rest[: like + 1]
    yield from _alone(Kind.REMOVED, rest)


def _alike(old: str, new: str) -> bool:
    if not old.strip() or not new.strip():
        return False
    before, after = tokens(old), tokens(new)
    if len(before) * len(after) > MOST_COMPARED:
        return False
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    return matcher.quick_ratio() >= ALIKE and matcher.ratio() >= ALIKE


def _alone(kind: Kind, lines: Sequence[str]) -> list[Paragraph]:
    return [Paragraph(kind, _whole(kind, line)) for line in lines]


def _whole(kind: Kind, text: str) -> tuple[Piece, ...]:
    return (Piece(kind, text),) if text else ()
