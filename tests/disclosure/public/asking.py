"""Counts the questions that a page asks the database."""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from unittest.mock import patch

from app import database


@dataclass(slots=True)
class Asked:
    """How many questions were asked."""

    times: int = 0


@contextmanager
def questions() -> Iterator[Asked]:
    """Count every statement that is sent while this lasts."""
    asked, lend = Asked(), database.connection

    @asynccontextmanager
    async def counting() -> AsyncIterator[database.Connection]:
        asked.times += 1
        async with lend() as connection:
            yield connection

    with patch.object(database, "connection", counting):
        yield asked
