"""The code with which a village is founded on a page: only who runs the machine can make it, and it works once."""

import hmac
from collections.abc import Iterable
from hashlib import sha256

from app.village.rules.card_codes import SIGNS, signs_of

LENGTH = 12  # 60 bits
PORTION = 4


def founding_code(key: str, *, villages: int) -> str:
    """Return the code for a house that has so many villages; the next village needs another one."""
    seal = hmac.new(key.encode(), f"to found a village beside {villages}".encode(), sha256).digest()
    number = int.from_bytes(seal)
    signs = "".join(SIGNS[number >> 5 * place & 31] for place in range(LENGTH))
    return "-".join(signs[start : start + PORTION] for start in range(0, LENGTH, PORTION))


def founds(typed: str, *, keys: Iterable[str], villages: int) -> bool:
    """Return whether the code that was typed is the one of any key that still counts."""
    said = signs_of(typed).encode()
    codes = [signs_of(founding_code(key, villages=villages)).encode() for key in keys]
    return any(hmac.compare_digest(said, code) for code in codes)
