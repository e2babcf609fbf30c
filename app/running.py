"""A command at work on its database: opened before, closed after, however the command is told to end."""

import asyncio
import os
import signal
from collections.abc import Awaitable, Callable, Iterator
from contextlib import ExitStack, contextmanager
from types import FrameType
from typing import TypeVar

from app import database
from app.embedded import EmbeddedPostgres, start
from app.migrating import migrate
from app.settings import Settings, settings

Answer = TypeVar("Answer")


@contextmanager
def open_database() -> Iterator[Settings]:
    """Start the embedded database where no other is named, and tell every part of this process where it is."""
    with ExitStack() as stack:
        stack.enter_context(_orderly_end())
        found = settings()
        if found.database_url is None:
            with _undisturbed():
                server = start(found.database_folder)
                stack.callback(_close, server)
                server.keep_alive()
            os.environ["DATABASE_URL"] = server.dsn  # the workers read it too
            stack.callback(_forget_address)
            settings.cache_clear()
        database.configure(settings().database_url or "")
        yield settings()


def in_database(act: Callable[[], Awaitable[Answer]], *, as_found: bool = False) -> Answer:
    """Open the database and act on it."""
    with open_database():
        return act_now(act, as_found=as_found)


def act_now(act: Callable[[], Awaitable[Answer]], *, as_found: bool = False) -> Answer:
    """Act on the open database, having brought it to this version unless it must stay as found."""

    async def all_of_it() -> Answer:
        await database.see_usable()
        if not as_found:
            await migrate()
        await database.open_pool()
        try:
            return await act()
        finally:
            await database.close_pool()

    return asyncio.run(all_of_it())


async def nothing() -> None:
    """Only bring the database to this version."""


def _close(server: EmbeddedPostgres) -> None:
    with _undisturbed():
        server.stop()


def _forget_address() -> None:
    del os.environ["DATABASE_URL"]
    settings.cache_clear()


@contextmanager
def _orderly_end() -> Iterator[None]:
    """Leave through the door when told to end, so that the database is closed behind us."""
    before = {sig: signal.getsignal(sig) for sig in (signal.SIGTERM, signal.SIGHUP)}
    signal.signal(signal.SIGTERM, _leave)
    if before[signal.SIGHUP] != signal.SIG_IGN:  # nohup asked to go on
        signal.signal(signal.SIGHUP, lambda *_: signal.raise_signal(signal.SIGTERM))
    try:
        yield
    finally:
        for sig, handler in before.items():
            signal.signal(sig, handler)


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Put off being told to end while the database opens or closes: half open, nobody would close it."""
    told: list[int] = []
    before = {sig: signal.signal(sig, lambda number, _: told.append(number)) for sig in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for sig, handler in before.items():
            signal.signal(sig, handler)
    if told:
        signal.raise_signal(told[0])


def _leave(number: int, _: FrameType | None) -> None:
    raise SystemExit(128 + number)
