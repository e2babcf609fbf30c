"""Live news: the database tells every process of each record entry, and the process tells the open pages."""

import asyncio
import contextlib
from collections import defaultdict
from collections.abc import AsyncIterator
from typing import Any
from uuid import UUID

import structlog

from app.database import DB, UNREACHABLE, fetch_value

log = structlog.get_logger()
CHANNELS = ("record", "topic")
RETRY_SECONDS = 1
ALIVE_SECONDS, ANSWER_SECONDS = 20, 5  # a cut wire says nothing: the listener asks whether anybody is there
QUIET_SECONDS = 15  # a comment line keeps proxies from closing a quiet stream
TURNOUT_SECONDS = 0.3  # ballots come in bursts; the hall is told a few times a second at most


class Hub:
    """What one process hears from the database and passes on to its own readers."""

    def __init__(self) -> None:
        self.versions: dict[str, int] = {}
        self.listening = False
        self._readers: dict[str, set[asyncio.Queue[str | None]]] = defaultdict(set)
        self._task: asyncio.Task[None] | None = None
        self._pending: dict[tuple[str, str], asyncio.TimerHandle] = {}
        self._telling: set[asyncio.Task[None]] = set()

    async def start(self) -> None:
        """Begin to listen on a connection of its own."""
        ready = asyncio.Event()
        self._task = asyncio.create_task(self._listen(ready))
        await ready.wait()

    async def stop(self) -> None:
        """End every open stream and stop listening."""
        self.close_streams()
        await self.settle()
        if self._task is not None:
            self._task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._task

    async def settle(self) -> None:
        """Drop what was about to be told, and wait for what is being told; nothing runs on after it."""
        for handle in self._pending.values():
            handle.cancel()
        self._pending.clear()
        await asyncio.gather(*self._telling, return_exceptions=True)

    def close_streams(self) -> None:
        """End every open stream; safe to call from a signal handler on the loop."""
        for queues in self._readers.values():
            for queue in queues:
                if queue.full():  # its reader has not kept up; what it misses it will ask for
                    queue.get_nowait()
                queue.put_nowait(None)

    def version(self, code: str) -> int | None:
        """Return the village's data version, or None while it is unknown and must be asked for."""
        return self.versions.get(code) if self.listening else None

    def learn(self, code: str, seq: int) -> None:
        """Take note of a village's version as read from the database or heard."""
        self.versions[code] = max(seq, self.versions.get(code, 0))

    async def stream(self, topic: str) -> AsyncIterator[str | None]:
        """Yield the names of events of one topic; None is a quiet moment; ends when the house closes."""
        queue: asyncio.Queue[str | None] = asyncio.Queue(maxsize=100)
        self._readers[topic].add(queue)
        try:
            while True:
                try:
                    event = await asyncio.wait_for(queue.get(), QUIET_SECONDS)
                except TimeoutError:
                    yield None
                    continue
                if event is None:
                    return
                yield event
        finally:
            self._readers[topic].discard(queue)

    def tell_soon(self, topic: UUID, event: str) -> None:
        """Tell all processes of something small that has no record entry (a ballot); bursts become one message."""
        key = (str(topic), event)
        if key not in self._pending:
            loop = asyncio.get_running_loop()
            self._pending[key] = loop.call_later(TURNOUT_SECONDS, self._tell_now, key)

    def _tell_now(self, key: tuple[str, str]) -> None:
        self._pending.pop(key, None)
        task = asyncio.create_task(_notify(" ".join(key)))
        self._telling.add(task)
        task.add_done_callback(self._telling.discard)

    async def _listen(self, ready: asyncio.Event) -> None:
        """Listen for ever; when the connection dies, forget what is known and listen anew."""
        told = False
        while True:
            try:
                await self._listen_once(ready)
                log.warning("live.lost")
                told = False
            except UNREACHABLE as reason:
                if not told:
                    log.warning("live.unreachable", reason=type(reason).__name__)
                told = True
                await asyncio.sleep(RETRY_SECONDS)

    async def _listen_once(self, ready: asyncio.Event) -> None:
        """Listen until the connection is lost."""
        connection = await DB.get_new_connection()
        lost = asyncio.Event()
        connection.add_termination_listener(lambda *_: lost.set())
        try:
            for channel in CHANNELS:
                await connection.add_listener(channel, self._heard)
            self.versions.clear()
            self.listening = True
            ready.set()
            self._publish_all("refresh")
            while not lost.is_set():
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(lost.wait(), ALIVE_SECONDS)
                    return
                await connection.execute("SELECT 1", timeout=ANSWER_SECONDS)
        finally:
            self.listening = False
            with contextlib.suppress(Exception):
                await connection.close(timeout=1)

    def _heard(self, _connection: Any, _pid: int, channel: str, payload: object) -> None:
        words = str(payload).split()
        if channel == "record":
            code, seq, kind, subject = words
            self.learn(code, int(seq))
            self._publish(subject, kind.partition(".")[0])
        else:
            topic, event = words
            self._publish(topic, event)

    def _publish(self, topic: str, event: str) -> None:
        for queue in self._readers.get(topic, ()):
            with contextlib.suppress(asyncio.QueueFull):
                queue.put_nowait(event)

    def _publish_all(self, event: str) -> None:
        for topic in list(self._readers):
            self._publish(topic, event)


async def _notify(payload: str) -> None:
    """Tell the database's listeners; when it does not answer, the next news or a reload brings the pages up to date."""
    try:
        await fetch_value("SELECT pg_notify('topic', $1)", payload)
    except UNREACHABLE:
        log.warning("live.untold")


hub = Hub()
