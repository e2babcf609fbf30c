"""Passwords and card codes are kept as argon2id hashes only, and checked in threads, so that nobody else waits."""

import unicodedata
from collections.abc import Sequence

from anyio import CapacityLimiter, create_task_group, to_thread
from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

AT_ONCE = 2  # hashes at work in one process; each takes its 19 MiB
_hasher = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)  # what OWASP asks for at least
_nobodys = _hasher.hash("nobody has this password")
_limiters: dict[int, CapacityLimiter] = {}


async def hash_secret(secret: str) -> str:
    """Return the hash of a password or a card code."""
    return await to_thread.run_sync(_hasher.hash, _plain(secret), limiter=_limiter())


async def hash_secrets(secrets: Sequence[str]) -> list[str]:
    """Return the hashes of many codes, in their order."""
    found: dict[int, str] = {}

    async def one(place: int, secret: str) -> None:
        found[place] = await hash_secret(secret)

    async with create_task_group() as group:
        for place, secret in enumerate(secrets):
            group.start_soon(one, place, secret)
    return [found[place] for place in range(len(secrets))]


async def matches(secret: str, kept: Sequence[str | None]) -> list[bool]:
    """Return which of the kept hashes a secret opens; where there is none the same work is done for nobody."""
    return await to_thread.run_sync(_matches, _plain(secret), tuple(kept), limiter=_limiter())


def _matches(secret: str, kept: tuple[str | None, ...]) -> list[bool]:
    if not kept:
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


def _limiter() -> CapacityLimiter:
    """Return the queue of this process; every event loop (a test's, a command's) has its own."""
    from asyncio import get_running_loop

    loop = id(get_running_loop())
    if loop not in _limiters:
        _limiters.clear()
        _limiters[loop] = CapacityLimiter(AT_ONCE)
    return _limiters[loop]
