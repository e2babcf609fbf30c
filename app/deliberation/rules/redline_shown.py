"""A redline as it stands on a page: Markdown signs are left out, headings and list items keep their look."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from app.deliberation.rules.redline import Kind, Paragraph, Piece

LEAD = re.compile(r"^\s*(#{1,6}\s+|[-*+]\s+|>\s?)")
SIGNS = re.compile(r"\*\*|__|`")


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownParagraph:
    """One paragraph to print: `look` is paragraph, heading or item."""

    look: str
    pieces: tuple[Piece, ...]


def shown(paragraphs: Iterable[Paragraph]) -> list[ShownParagraph]:
    """Return what a reader sees of a redline; empty lines and Markdown signs are not to be seen."""
    return [one for one in map(_shown, paragraphs) if one.pieces]


def _shown(paragraph: Paragraph) -> ShownParagraph:
    kinds = (Kind.KEPT, Kind.REMOVED if paragraph.kind is Kind.REMOVED else Kind.ADDED)
    line = "".join(piece.text for piece in paragraph.pieces if piece.kind in kinds)
    lead = LEAD.match(line)
    look = "paragraph" if lead is None else "heading" if lead.group(1).startswith("#") else "item"
    fresh = {Kind.ADDED, Kind.REMOVED}  # the sides whose first characters are still to come
    pieces = []
    for piece in paragraph.pieces:
        at_start = bool(fresh) if piece.kind is Kind.KEPT else piece.kind in fresh
        fresh = set() if piece.kind is Kind.KEPT else fresh - {piece.kind}
        text = SIGNS.sub("", LEAD.sub("", piece.text) if at_start else piece.text)
        pieces += [Piece(piece.kind, text)] if text.strip() else []
    return ShownParagraph(look=look, pieces=tuple(pieces))
