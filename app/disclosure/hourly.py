"""What the house does by itself, because a day has come: it closes matters whose results have hung to their end."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress
from datetime import datetime, timedelta

import structlog
from litestar import Litestar

from app.database import UNREACHABLE
from app.disclosure.services.closing import close_what_has_hung

FIRST, EVERY = timedelta(minutes=1), timedelta(minutes=10)
log = structlog.get_logger()


def keeping_days(clock: Callable[[], datetime]) -> Callable[[Litestar], AbstractAsyncContextManager[None]]:
    """Return what looks at the day again and again as long as the house is open."""

    @asynccontextmanager
    async def open_days(_app: Litestar) -> AsyncIterator[None]:
        task = asyncio.create_task(_look(clock))
        try:
            yield
        finally:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task

    return open_days


async def _look(clock: Callable[[], datetime]) -> None:
    wait = FIRST
    while True:
        await asyncio.sleep(wait.total_seconds())
        wait = EVERY
        try:
            await close_what_has_hung(at=clock())
        except UNREACHABLE as reason:  # the next look finds the same
            log.warning("days_not_looked_at", reason=type(reason).__name__)
