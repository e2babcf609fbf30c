"""Whether a vote on a matter has begun: the votes know, and say it through the question they answer here."""

from collections.abc import Awaitable, Callable
from uuid import UUID

Ask = Callable[[UUID], Awaitable[bool]]

_asked: list[Ask] = []


def answer_by(ask: Ask) -> Ask:
    """Let a higher domain say, for a passage, whether its vote has begun and is not yet decided."""
    _asked.append(ask)
    return ask


async def vote_begun(passage: UUID) -> bool:
    """Return whether a vote on this passage is open; nobody to ask means there are no votes in this house."""
    return any([await ask(passage) for ask in _asked])
