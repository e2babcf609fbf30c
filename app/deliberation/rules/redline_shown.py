"""A redline as it stands on a page: what the text's page leaves out is left out, headings and items keep their look."""

from collections.abc import Iterable
from dataclasses import dataclass

from app.deliberation.rules.redline import Kind, Paragraph, Piece
from app.signs import Look, line_of


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownParagraph:
    """One paragraph to print: `look` is paragraph, heading or item; `moved` is empty, or says `away` or `here`."""

    look: str
    pieces: tuple[Piece, ...]
    moved: str = ""


def shown(paragraphs: Iterable[Paragraph]) -> list[ShownParagraph]:
    """Return what a reader sees of a redline; empty lines and signs that shape a text are not to be seen."""
    return [_shown(one) for one in paragraphs if _has_words(one)]


def shown_as_typed(paragraphs: Iterable[Paragraph]) -> list[ShownParagraph]:
    """Return what a reader sees of the redline of a text that no sign shapes, such as a summary."""
    plain = [one for one in paragraphs if _has_words(one)]
    return [ShownParagraph(look=Look.PLAIN, pieces=one.pieces, moved=_moved(one)) for one in plain]


def _has_words(paragraph: Paragraph) -> bool:
    return any(piece.text.strip() for piece in paragraph.pieces)


def _shown(paragraph: Paragraph) -> ShownParagraph:
    lines = {kind: line_of(_side(paragraph, kind)) for kind in (Kind.ADDED, Kind.REMOVED)}
    unseen = {kind: line.unseen for kind, line in lines.items()}
    at = {Kind.ADDED: 0, Kind.REMOVED: 0}
    pieces = []
    for piece in paragraph.pieces:
        counted = (Kind.ADDED, Kind.REMOVED) if piece.kind is Kind.KEPT else (piece.kind,)
        first = Kind.REMOVED if paragraph.kind is Kind.REMOVED else counted[0]
        text = "".join(sign for n, sign in enumerate(piece.text) if at[first] + n not in unseen[first])
        for kind in counted:
            at[kind] += len(piece.text)
        pieces += [Piece(piece.kind, text)] if text else []
    look = lines[Kind.REMOVED if paragraph.kind is Kind.REMOVED else Kind.ADDED].look
    return ShownParagraph(
        look=Look.PLAIN if look is Look.NUMBERED else look,  # its number is among the words, and may have changed
        pieces=tuple(pieces),
        moved=_moved(paragraph),
    )


def _moved(paragraph: Paragraph) -> str:
    return ("away" if paragraph.kind is Kind.REMOVED else "here") if paragraph.moved else ""


def _side(paragraph: Paragraph, kind: Kind) -> str:
    return "".join(piece.text for piece in paragraph.pieces if piece.kind in (Kind.KEPT, kind))
