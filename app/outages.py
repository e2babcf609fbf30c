"""What keeps an act or a page from being done that nobody here is to blame for: busy, full, or away."""

from enum import StrEnum

import asyncpg

from app.connections import Busy
from app.database import LOST
from app.store import Unkept

SECONDS = {"busy": 5, "full": 300, "away": 30}  # until another try is worth while


class Outage(StrEnum):
    """Why nothing can be done now. Only where the database went away in the middle is it not known what was saved."""

    BUSY = "busy"
    FULL = "full"
    AWAY = "away"

    @property
    def retry_after(self) -> int:
        """Return how many seconds to wait before another try."""
        return SECONDS[self.value]


NO_ROOM = (asyncpg.DiskFullError, asyncpg.ReadOnlySQLTransactionError, Unkept)
IN_USE = (
    Busy,
    asyncpg.LockNotAvailableError,
    asyncpg.DeadlockDetectedError,
    asyncpg.QueryCanceledError,
    asyncpg.InsufficientResourcesError,
)


def outage_of(fault: BaseException) -> Outage | None:
    """Return which outage a fault tells of, or None where it is a fault of ours."""
    if isinstance(fault, NO_ROOM):
        return Outage.FULL
    if isinstance(fault, IN_USE) or isinstance(fault.__cause__, asyncpg.TooManyConnectionsError):
        return Outage.BUSY
    return Outage.AWAY if isinstance(fault, LOST) else None
