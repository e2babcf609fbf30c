"""The connections of a serving process: nobody waits for one without an end, and readers always find one."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import asyncpg

ACQUIRE_SECONDS = 5.0  # for a connection, or for room to act
COMMAND_SECONDS = 12.0  # then the database is taken for frozen, or the wire for cut, and the connection is given up
LIMITS = {  # kept by the database itself, in milliseconds
    "lock_timeout": "3000",
    "statement_timeout": "10000",
    "idle_in_transaction_session_timeout": "60000",
}


class OutOfReach(ConnectionError):
    """No connection to the database can be made; the message says why, never with the address."""


class Busy(TimeoutError):
    """Every connection, or every one for acts, has been in use for too long; nothing was begun."""


async def connect(*given: Any, **settings: Any) -> Any:
    """Make a connection, or say that the database is out of reach."""
    try:
        return await asyncpg.connect(*given, **settings)
    except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError) as reason:
        raise OutOfReach(str(reason) or type(reason).__name__) from reason


class PatientPool(asyncpg.Pool):  # type: ignore[misc]  # asyncpg carries no types
    """A pool that lends within five seconds or refuses."""

    async def _acquire(self, timeout: float | None) -> Any:  # noqa: ASYNC109  # as asyncpg has it
        try:
            async with asyncio.timeout(timeout or ACQUIRE_SECONDS):  # asyncpg's own makes a task for each question
                lent = await super()._acquire(None)
        except TimeoutError:
            raise Busy from None
        lent._holder._timeout = ACQUIRE_SECONDS  # for giving it back, which waits for a question being cancelled
        return lent


def limited(**given: Any) -> PatientPool:
    """Make a pool whose every wait has an end; the rest is as asyncpg has it."""
    as_always = {
        "max_queries": 50_000,
        "max_inactive_connection_lifetime": 300.0,
        "loop": None,
        "connection_class": asyncpg.Connection,
        "record_class": asyncpg.Record,
    }
    return PatientPool(**as_always, **given, command_timeout=COMMAND_SECONDS, server_settings=LIMITS)


class RoomToAct:
    """How many acts are under way: some connections are left to those who only read.

    An act may wait for a row that another holds. Were all connections waiting so, no page of any village would open.
    """

    def __init__(self, connections: int) -> None:
        self._room = asyncio.Semaphore(max(1, connections - connections // 3))

    @asynccontextmanager
    async def taken(self) -> AsyncIterator[None]:
        """Take the room of one act, for as long as it lasts."""
        try:
            async with asyncio.timeout(ACQUIRE_SECONDS):
                await self._room.acquire()
        except TimeoutError:
            raise Busy from None
        try:
            yield
        finally:
            self._room.release()
