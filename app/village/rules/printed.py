"""What the login cards say: who it is for, the code that opens the door once, and where to type it."""

from dataclasses import dataclass
from datetime import date

CARDS_DOCUMENT = "village/print_cards.html"


@dataclass(frozen=True, slots=True, kw_only=True)
class LoginCard:
    """One card: it is handed to the person and works once."""

    name: str
    group: str
    household: str
    code: str
    """Eight characters in two halves: K7MR-42PX."""
    url: str
    """What the QR code opens: the login page with the code filled in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CardSheet:
    """The cards of one printing, ten on a sheet of A4."""

    village: str
    site: str
    """The address to type without a camera: yishi.example.org/v/mgb."""
    cards: tuple[LoginCard, ...]
    issued: date
    valid_until: date
