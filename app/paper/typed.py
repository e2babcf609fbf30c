"""What is typed into a form and will be printed: signs that no printer has are told while they can be mended."""

from app.paper.text import printable
from app.refusals import Refused
from app.words import _


def must_print(text: str, *, field: str) -> None:
    """Refuse a text with signs that the paper cannot print yet: pictures, and scripts that have no font here."""
    if lacking := printable(text).replaced:
        signs = "".join(lacking)
        raise Refused(
            _("This cannot be printed on a notice: %(signs)s. Please write it in words.", signs=signs), field=field
        )
