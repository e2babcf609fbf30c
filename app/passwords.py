"""Passwords and card codes are kept as argon2id hashes only, and checked in threads, so that nobody else waits."""

import unicodedata
from collections.abc import Sequence

from anyio import CapacityLimiter, to_thread
from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

AT_ONCE = 2  # hashes at work in one process for who stands at the door; each takes its 19 MiB
IN_STOCK = 1  # and for cards, which nobody waits for at the door
_hasher = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)  # what OWASP asks for at least
_nobodys = _hasher.hash("nobody has this password")
FEWEST = 2  # a name that two people bear takes no longer than one that nobody bears
_limiters: dict[tuple[int, int], CapacityLimiter] = {}


async def hash_secret(secret: str) -> str:
    """Return the hash of a password or a card code."""
    return await to_thread.run_sync(_hash, _plain(secret), limiter=_limiter(AT_ONCE))


async def hash_secrets(secrets: Sequence[str]) -> list[str]:
    """Return the hashes of many codes, in their order; they have a queue of their own, so that no login waits."""
    queue = _limiter(IN_STOCK)
    return [await to_thread.run_sync(_hash, _plain(secret), limiter=queue) for secret in secrets]


async def matches(secret: str, kept: Sequence[str | None]) -> list[bool]:
    """Return which of the kept hashes a secret opens; where there are few the same work is done for nobody."""
    return await to_thread.run_sync(_matches, _plain(secret), tuple(kept), limiter=_limiter(AT_ONCE))


def _hash(secret: str) -> str:
    return _hasher.hash(secret)


def _matches(secret: str, kept: tuple[str | None, ...]) -> list[bool]:
    for _absent in range(FEWEST - len(kept)):
        _opens(_nobodys, secret)
    return [_opens(one or _nobodys, secret) and one is not None for one in kept]


def _opens(kept: str, secret: str) -> bool:
    try:
        return _hasher.verify(kept, secret)
    except (VerificationError, InvalidHashError):
        return False


def _plain(secret: str) -> str:
    """Return what was typed in one form: a full-width keyboard gives the same password."""
    return unicodedata.normalize("NFKC", secret)


def _limiter(width: int) -> CapacityLimiter:
    """Return a queue of this process by its width; every event loop (a test's, a command's) has its own."""
    from asyncio import get_running_loop

    loop = id(get_running_loop())
    if (loop, width) not in _limiters:
        for old in [key for key in _limiters if key[0] != loop]:
            del _limiters[old]
        _limiters[loop, width] = CapacityLimiter(width)
    return _limiters[loop, width]
