"""The one database: how it is reached, and the only way to open a transaction in it."""

import os
from collections.abc import AsyncIterator, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager, nullcontext
from enum import StrEnum
from typing import Any, TypeVar
from uuid import UUID

import asyncpg
from piccolo.constraints import Check
from piccolo.engine.postgres import PostgresEngine, PostgresTransaction
from piccolo.table import Table

from app import connections
from app.machine import MachineError
from app.refusals import Missing

os.environ.setdefault("PICCOLO_CONF", "app.piccolo_conf")

POOL_SIZE = 8
OLDEST_SERVER = 15
CLOSE_SECONDS = 5
Row = TypeVar("Row", bound=Table)
Connection = Any  # asyncpg carries no types; a connection of its pool, or one of its own


class Database(PostgresEngine):
    """Piccolo's engine, but it is told its address later and does not connect when it is made."""

    def __init__(self) -> None:
        super().__init__(config={})

    async def check_version(self) -> None:
        """Ask nothing: there is no address yet."""

    async def prep_database(self) -> None:
        """Ask nothing: we need no extension."""

    async def get_new_connection(self) -> Connection:
        """Return a connection of one's own, without the limits of the pool."""
        return await connections.connect(**self.config)

    async def _run_in_pool(self, query: str, args: Sequence[Any] | None = None) -> Any:
        async with connection() as lent:
            return await lent.fetch(query, *(args or ()))


class _Act(PostgresTransaction):
    """A transaction on a connection of the pool; one that cannot even be ended is given up with its connection."""

    async def __aexit__(self, kind: Any, fault: Any, trace: Any) -> bool:
        try:
            if isinstance(fault, TimeoutError):
                self.connection.terminate()  # it did not answer, and would not answer to a rollback either
            else:
                await (self.transaction.commit() if kind is None else self.transaction.rollback())
        except BaseException:
            self.connection.terminate()
            if kind is None:
                raise
        finally:
            self.engine.current_transaction.reset(self.context)
            await (self.engine.pool.release(self.connection) if self.engine.pool else self.connection.close())
        return False


class _Apart(PostgresTransaction):
    """A transaction on a new connection, whether or not there is a pool."""

    async def get_connection(self) -> Connection:
        return await self.engine.get_new_connection()

    async def __aexit__(self, kind: Any, fault: Any, trace: Any) -> bool:
        try:
            await (self.transaction.commit() if kind is None else self.transaction.rollback())
        finally:
            self.engine.current_transaction.reset(self.context)
            await self.connection.close(timeout=CLOSE_SECONDS)
        return False


DB = Database()
_room_to_act: connections.RoomToAct | None = None
# how a connection is lost in the middle; one cut within a step the driver takes for a fault of its own
LOST = (
    ConnectionError,
    asyncpg.InterfaceError,
    asyncpg.InternalClientError,
    asyncpg.PostgresConnectionError,
    asyncpg.OperatorInterventionError,
    asyncpg.InsufficientResourcesError,
    asyncpg.LockNotAvailableError,
    asyncpg.DeadlockDetectedError,
    asyncpg.ReadOnlySQLTransactionError,
    TimeoutError,
)
UNREACHABLE = (*LOST, OSError, asyncpg.PostgresError)  # … and how one fails that is being made


def configure(dsn: str) -> None:
    """Say which PostgreSQL is ours; call it before the first query."""
    DB.config = {"dsn": dsn}


async def open_pool(*, size: int = POOL_SIZE, limited: bool = False) -> None:
    """Open the connections of this process; `limited` are those of pages, which must not wait without an end."""
    global _room_to_act
    pool = connections.limited if limited else asyncpg.create_pool
    DB.pool = await pool(**DB.config, min_size=1, max_size=size, reset=_as_it_is, connect=connections.connect)
    _room_to_act = connections.RoomToAct(size) if limited else None


async def _as_it_is(_connection: Connection) -> None:
    """Hand a connection to the next act: asyncpg ends a transaction left open, and we never change its settings.

    Its own reset asks the database once more after every statement, which doubles the cost of a ballot.
    """


async def close_pool() -> None:
    """Close the connections of this process."""
    global _room_to_act
    await DB.close_connection_pool()
    _room_to_act = None


@asynccontextmanager
async def transaction() -> AsyncIterator[None]:
    """Open the transaction of one act; a second one inside it is an error (Piccolo would join silently)."""
    async with _acting(), _Act(engine=DB, allow_nested=False):
        yield


def _acting() -> AbstractAsyncContextManager[None]:
    """Take the room of one act, unless one is under way here or nobody else could be kept waiting."""
    return nullcontext() if _room_to_act is None or DB.current_transaction.get() else _room_to_act.taken()


@asynccontextmanager
async def apart() -> AsyncIterator[None]:
    """Open a transaction on a connection of its own, for work that may take its time; what follows joins it."""
    async with _Apart(engine=DB, allow_nested=False):
        yield


async def see_one_moment() -> None:
    """Let the open transaction see the database as it is now, whatever others write meanwhile, and write nothing."""
    must_be_in_transaction()
    await execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")


def in_transaction() -> bool:
    """Tell whether a transaction is open here."""
    return DB.current_transaction.get() is not None


def must_be_in_transaction() -> None:
    """Refuse a move that a higher act must call inside its own transaction."""
    if not in_transaction():
        raise RuntimeError("this move belongs inside the transaction of an act")


@asynccontextmanager
async def connection() -> AsyncIterator[Connection]:
    """Lend the connection of the open transaction, or one of the pool."""
    current = DB.current_transaction.get()
    if current is not None:
        yield current.connection
    elif DB.pool is not None:
        async with DB.pool.acquire() as lent:
            try:
                yield lent
            except TimeoutError:
                lent.terminate()  # it did not answer; nobody shall wait for it again
                raise
    else:
        own = await DB.get_new_connection()
        try:
            yield own
        finally:
            await own.close()


async def fetch(sql: str, *values: object) -> Sequence[asyncpg.Record]:
    """Read rows by a statement of ours with $1, $2 …; for joins and for hot paths."""
    async with connection() as lent:
        return list(await lent.fetch(sql, *values))


async def fetch_row(sql: str, *values: object) -> asyncpg.Record | None:
    """Read one row, or None."""
    async with connection() as lent:
        return await lent.fetchrow(sql, *values)


async def fetch_value(sql: str, *values: object) -> Any:
    """Read the first value of the first row, or None."""
    async with connection() as lent:
        return await lent.fetchval(sql, *values)


async def stream(sql: str, *values: object) -> AsyncIterator[Any]:
    """Yield the rows one after the other without ever holding all of them; only inside a transaction."""
    must_be_in_transaction()
    async with connection() as lent:
        async for row in lent.cursor(sql, *values, prefetch=1000):
            yield row


async def execute(sql: str, *values: object) -> None:
    """Run a statement that answers nothing."""
    async with _acting(), connection() as lent:
        await lent.execute(sql, *values)


async def write_row(sql: str, *values: object) -> asyncpg.Record | None:
    """Do an act that is a single statement, a transaction of its own, and return the row that it wrote, or None."""
    async with _acting(), connection() as lent:
        return await lent.fetchrow(sql, *values)


async def locked(table: type[Row], row_id: UUID) -> Row:
    """Return the row, locked until the transaction ends; always lock in the order proposal, meeting, vote."""
    must_be_in_transaction()
    key = table._meta.primary_key
    row = await table.objects().where(key == row_id).lock_rows("UPDATE").first()
    if row is None:
        raise Missing()
    return row


def one_of(column: str, words: type[StrEnum]) -> Check:
    """Bind a column to the words of an enumeration (Piccolo's `choices` binds nothing)."""
    listed = ", ".join(f"'{word.value}'" for word in words)
    return Check(f'"{column}" IN ({listed})')


async def see_usable() -> None:
    """Refuse, in a sentence, a database that cannot be reached, is too old, or cannot hold Chinese."""
    try:
        guest = await DB.get_new_connection()
        try:
            version, encoding = await guest.fetchrow(
                "SELECT current_setting('server_version_num')::int / 10000, current_setting('server_encoding')"
            )
        finally:
            await guest.close()
    except ValueError:  # never a word of the address: it may hold a password
        raise MachineError("DATABASE_URL is not a whole address; signs in a password are written as %XX.") from None
    except UNREACHABLE as reason:
        raise MachineError(
            f"The database cannot be reached (DATABASE_URL): {reason or type(reason).__name__}"
        ) from None
    if version < OLDEST_SERVER:
        raise MachineError(f"The database is PostgreSQL {version}; Yishi needs {OLDEST_SERVER} or newer.")
    if encoding != "UTF8":
        raise MachineError(
            f"The database keeps its text as {encoding}; Yishi needs UTF8."
            " Make another: createdb --encoding UTF8 --template template0 --owner yishi yishi"
        )
