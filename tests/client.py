"""Clients for the tests: requests straight into the house, as somebody of the cast or as a stranger."""

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime

import httpx

from app.asgi import House, create_app
from app.database import DB, UNREACHABLE, fetch_value
from app.doors import Actor
from app.keys import signing_keys
from app.live import hub
from app.reception import village_in
from app.sessions import COOKIE, Session
from app.settings import settings
from tests.cast import EIGHT
from tests.house_style import must_be_in_style

ORIGIN = {"origin": "http://yishi.test"}


def said(page: httpx.Response) -> str:
    """Return a page as it reads, without the marks that keep dates, amounts and names whole on a line."""
    return re.sub(r'<span class="(?:nb|keep)">([^<]*)</span>', r"\1", page.text)


@dataclass(slots=True)
class Clock:
    """The time of the tests; set `now` to let it pass."""

    now: datetime = EIGHT

    def __call__(self) -> datetime:
        return self.now


@dataclass(slots=True)
class Doors:
    """The opened house; every client checks the house style of each page it gets."""

    house: House
    clock: Clock
    _stack: AsyncExitStack
    _clients: dict[object, httpx.AsyncClient] = field(default_factory=dict)

    async def as_(self, actor: Actor | None) -> httpx.AsyncClient:
        """Return a client logged in as `actor` (None: nobody), made once."""
        key = None if actor is None else actor.account
        if key not in self._clients:
            self._clients[key] = await self._stack.enter_async_context(self._client())
            if actor is not None and actor.account is not None:
                self._clients[key].cookies.set(COOKIE, await self.token_of(actor), domain="yishi.test")
        return self._clients[key]

    async def token_of(self, actor: Actor) -> str:
        """Return what the cookie of a new session of `actor` holds."""
        assert actor.account is not None
        version = await fetch_value("SELECT token_version FROM account WHERE id = $1", actor.account)
        session = Session(account=actor.account, version=version, began=self.clock.now)
        return signing_keys(settings()).sign(session, at=self.clock.now)

    def _client(self) -> httpx.AsyncClient:
        return httpx.AsyncClient(
            transport=httpx.ASGITransport(app=self.house, raise_app_exceptions=False),  # type: ignore[arg-type]  # ASGI by another library's types
            base_url="http://yishi.test",
            headers=ORIGIN,
            event_hooks={"request": [all_is_heard], "response": [must_be_in_style]},
        )


async def all_is_heard(request: httpx.Request) -> None:
    """Wait until the house has heard of every act so far, so that no kept page is older than the test."""
    code = village_in(request.url.path)
    if code is None or hub.version(code) is None or DB.pool is None:
        return
    with suppress(*UNREACHABLE):  # a patience of five seconds, too, ends in such an error
        async with DB.pool.acquire() as connection:  # no question of the house, which some tests count
            newest = await connection.fetchval("SELECT seq FROM record_head WHERE code = $1", code)
        async with asyncio.timeout(5):
            while newest is not None and (hub.version(code) or newest) < newest:  # noqa: ASYNC110
                await asyncio.sleep(0.005)


@asynccontextmanager
async def open_doors(*, clock: Clock | None = None) -> AsyncIterator[Doors]:
    """Open the house on the database of the test."""
    clock = clock or Clock()
    house = create_app(clock=clock)
    async with AsyncExitStack() as stack:
        await stack.enter_async_context(house.litestar.lifespan())
        yield Doors(house=house, clock=clock, _stack=stack)
