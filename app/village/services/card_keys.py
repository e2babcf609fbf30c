"""How a card's code is found without being kept: by a digest that only the holder of our keys can make."""

import hashlib
import hmac

from app.keys import signing_keys
from app.settings import settings


def lookup_of(code: str) -> str:
    """Return the digest under which a new card's code is kept."""
    return lookups_of(code)[0]


def lookups_of(code: str) -> list[str]:
    """Return the digests under which a code may be kept: one for each key that is still believed, newest first."""
    return [
        hmac.new(key.encode(), b"card:" + code.encode(), hashlib.sha256).hexdigest()
        for key in signing_keys(settings()).by_kid.values()
    ]
