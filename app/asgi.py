"""The whole house put together: the only place that knows every domain."""

import asyncio
import signal
import threading
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from datetime import UTC, datetime
from types import FrameType
from typing import Any

from litestar import Litestar
from litestar.di import Provide
from litestar.exceptions import HTTPException
from litestar.types import Receive, Scope, Send

from app import pages
from app.bodies import LARGEST_SENDING
from app.cached import CachedPages
from app.database import DB, close_pool, configure, open_pool
from app.deliberation.routes import ROUTES as DELIBERATION
from app.disclosure.hourly import keeping_days
from app.disclosure.open_api import open_data_description
from app.disclosure.routes import ROUTES as DISCLOSURE
from app.kept_villages import KeptVillages
from app.keys import signing_keys
from app.live import hub
from app.logs import set_up_logs
from app.open_files import static_file, stored_file
from app.paper import close_press
from app.reception import Reception
from app.record import version_of
from app.refusals import Refused
from app.settings import settings
from app.village.queries import load_actor, load_place
from app.village.routes import ROUTES as VILLAGE
from app.votes.routes import ROUTES as VOTES


def utc_now() -> datetime:
    """Return the moment; the only place that asks the machine for it."""
    return datetime.now(tz=UTC)


class House:
    """The Litestar application inside its reception and its memory of pages."""

    def __init__(self, litestar: Litestar, door: Reception) -> None:
        self.litestar = litestar
        self.door = door

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self.door(scope, receive, send)


def create_app(*, clock: Callable[[], datetime] = utc_now) -> House:
    """Put the house together; `clock` is handed in so that tests can say what time it is."""
    set_up_logs()
    litestar = Litestar(
        route_handlers=[static_file, stored_file, *VILLAGE, *DELIBERATION, *VOTES, *DISCLOSURE],
        lifespan=[open_house, keeping_days(clock)],
        dependencies={
            "now": Provide(pages.provide_now, sync_to_thread=False),
            "place": Provide(pages.provide_place, sync_to_thread=False),
            "actor": Provide(pages.provide_actor, sync_to_thread=False),
        },
        exception_handlers={Refused: pages.refused, HTTPException: pages.failed, Exception: pages.broken},
        request_max_body_size=LARGEST_SENDING,
        openapi_config=open_data_description(),
    )
    door = Reception(
        CachedPages(litestar, hub=hub, ask_version=version_of),
        keys=signing_keys(settings()),
        clock=clock,
        find_village=KeptVillages(hub=hub, ask=load_place),
        find_actor=load_actor,
        apologize=pages.apology,
        secure=settings().secure_cookies,
        log_acts=settings().log_acts,
    )
    return House(litestar, door)


@asynccontextmanager
async def open_house(_app: Litestar) -> AsyncIterator[None]:
    """Open what this process holds, and give it all back; open streams end at the first signal."""
    if (address := settings().database_url) is not None and not DB.config:
        configure(address)
    own_pool = DB.pool is None
    if own_pool:
        await open_pool(size=settings().pool, limited=True)
    await hub.start()
    try:
        with closing_streams_on_signal():
            yield
    finally:
        await hub.stop()
        close_press()
        if own_pool:
            await close_pool()


@contextmanager
def closing_streams_on_signal() -> Iterator[None]:
    """End the event streams when the server is told to stop; they would keep it from stopping."""
    loop = asyncio.get_running_loop()
    servers: dict[int, Any] = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    if threading.current_thread() is not threading.main_thread():
        servers = {}  # whoever runs us in a thread stops us by itself

    def closing(number: int, frame: FrameType | None) -> None:
        loop.call_soon_threadsafe(hub.close_streams)
        server = servers[number]
        if callable(server):
            server(number, frame)
        else:  # nobody else would stop the process
            signal.signal(number, server)
            signal.raise_signal(number)

    for number in servers:
        signal.signal(number, closing)
    try:
        yield
    finally:
        for number, server in servers.items():
            signal.signal(number, server)
