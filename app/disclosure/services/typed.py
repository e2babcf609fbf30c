"""What officers type into a notice: it is printed, so what no printer can print is refused while it can be mended."""

from app.paper.typed import must_print
from app.refusals import Refused
from app.words import Message, _


def typed(text: str, *, field: str, longest: int, empty: Message | None = None) -> str:
    """Return what was typed, trimmed; refuse it where it is empty (if `empty` says why), too long, or not printable."""
    said = text.strip()
    if not said and empty is not None:
        raise Refused(empty, field=field)
    if len(said) > longest:
        raise Refused(_("This is too long: at most %(most)s characters.", most=longest), field=field)
    must_print(said, field=field)
    return said
