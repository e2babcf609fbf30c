"""The eight signs of a login card: drawn by chance, printed as K7MR-42PX, and read however they were typed."""

import secrets
import unicodedata
from datetime import date, timedelta

from app.words import Message, _, n_

SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's: no I, L, O, U, which are read as 1, 1, 0, V
LENGTH = 8  # 40 bits
CARD_LASTS = timedelta(days=30)  # a card that lies about is a key that lies about (OWASP ASVS 4.0, 2.3.1)
_READ_AS = str.maketrans("ILOU", "110V")
_BETWEEN = str.maketrans("", "", " -‐‑–—−－_.·　。,，、")


def last_day(issued: date) -> date:
    """Return the last day on which a card printed on `issued` opens the door."""
    return issued + CARD_LASTS


def new_code() -> str:
    """Draw a code."""
    return "".join(secrets.choice(SIGNS) for _sign in range(LENGTH))


def printed(code: str) -> str:
    """Return a code as it stands on the card."""
    return f"{code[:4]}-{code[4:]}"


def signs_of(typed: str) -> str:
    """Return the signs of a code that was typed, whatever stands between them; I is read as 1, O as 0."""
    return unicodedata.normalize("NFKC", typed).upper().translate(_BETWEEN).translate(_READ_AS)


def read_code(typed: str) -> str | Message:
    """Return the code that was typed, or what about it can't stand on a card."""
    code = signs_of(typed)
    for place, sign in enumerate(code[:LENGTH], start=1):
        if sign not in SIGNS:
            return _("No card has the sign “%(sign)s” that stands in place %(place)s.", sign=sign, place=place)
    if len(code) != LENGTH:
        return n_(
            "A card code has %(length)s signs; this is %(n)s.",
            "A card code has %(length)s signs; these are %(n)s.",
            len(code),
            length=LENGTH,
        )
    return code
