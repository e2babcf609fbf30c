"""Pages that everybody reads alike are made once and kept until their village's record grows."""

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any

from litestar.datastructures import Headers
from litestar.enums import ScopeType
from litestar.types import ASGIApp, HTTPScope, Message, Receive, Scope, Send

from app.addresses import asked_in
from app.figures import local
from app.live import Hub
from app.packing import pack, unpacks
from app.reception import village_in
from app.vary import VARY, wants_partial

MOST_KEPT = 4_000  # pages
MOST_OCTETS = (
    64 * 1024 * 1024
)  # of all of them: whoever asks for a page under ever new addresses cannot fill the memory
LARGEST_KEPT = 512 * 1024  # octets
TASTE_COOKIES = ("lang", "size", "theme")
VARY_LINE = (b"vary", VARY.encode())

AskVersion = Callable[[str], Awaitable[int | None]]


@dataclass(frozen=True, slots=True)
class Kept:
    """One page as it was sent, plain and packed."""

    plain: bytes
    packed: bytes
    start: list[tuple[bytes, bytes]]
    etag: bytes

    @property
    def octets(self) -> int:
        """The memory it takes."""
        return len(self.plain) + len(self.packed)


class CachedPages:
    """An ASGI wrapper that answers anonymous readers from memory; a page asks for it by `cacheable` in its state."""

    def __init__(self, house: ASGIApp, *, hub: Hub, ask_version: AskVersion) -> None:
        self.house = house
        self.hub = hub
        self.ask_version = ask_version
        self.kept: OrderedDict[tuple[object, ...], Kept] = OrderedDict()
        self.octets = 0
        self.making: dict[tuple[object, ...], asyncio.Event] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != ScopeType.HTTP or scope["method"] != "GET" or _reads_anew(scope):
            await self.house(scope, receive, send)
            return
        code = village_in(scope["path"])
        version = await self._version(code) if code else None
        if version is None:
            await self.house(scope, receive, send)
            return
        headers = Headers.from_scope(scope)
        key = self._key(scope, headers, version)
        if (made := self.making.get(key)) is not None:
            await made.wait()
        if (kept := self.kept.get(key)) is not None:
            self.kept.move_to_end(key)
            await _send_kept(kept, headers, send)
            return
        await self._make(scope, receive, send, key=key, headers=headers)

    async def _version(self, code: str) -> int | None:
        version = self.hub.version(code)
        if version is None and (version := await self.ask_version(code)) is not None:
            self.hub.learn(code, version)
        return version

    def _key(self, scope: HTTPScope, headers: Headers, version: int) -> tuple[object, ...]:
        state = scope["state"]
        today = local(state["now"]).strftime("%Y-%m-%d")  # pages count days, never hours
        return (
            scope["path"],
            asked_in(scope["query_string"].decode("latin-1")),
            headers.get("host"),
            wants_partial(headers),
            state["language"],
            state["size"],
            state["theme"],
            today,
            version,
        )

    async def _make(
        self, scope: HTTPScope, receive: Receive, send: Send, *, key: tuple[object, ...], headers: Headers
    ) -> None:
        """Let the page be made, and keep it when it is one for everybody; who asks for it meanwhile waits for it.

        Three hundred phones ask for the new numbers of a meeting in the same moment.
        """
        held: list[Any] = []  # the start of the answer, then its bodies; litestar types them as one union
        passing = False
        made = self.making.setdefault(key, asyncio.Event())

        async def hold(message: Message) -> None:
            nonlocal passing
            if message["type"] == "http.response.start":
                passing = scope["state"].get("cacheable") is not True
                if passing:
                    made.set()  # a stream may never end, and the next one cannot have this page
            await send(message) if passing else held.append(message)

        try:
            await self.house(scope, receive, hold)
            kept = self._keep_answer(held, key=key)
        finally:
            self.making.pop(key, None)
            made.set()
        if kept is not None:
            await _send_kept(kept, headers, send)
        else:
            for waiting in held:
                await send(waiting)

    def _keep_answer(self, held: list[Any], *, key: tuple[object, ...]) -> Kept | None:
        """Keep what was held back, or return None where it is a fault or too large to be kept."""
        if not held:
            return None
        start, *bodies = held
        body = b"".join(part.get("body", b"") for part in bodies)
        if start["status"] != 200 or len(body) > LARGEST_KEPT:
            return None
        kept = _kept(start["headers"], body)
        self._keep(key, kept)
        return kept

    def _keep(self, key: tuple[object, ...], kept: Kept) -> None:
        """Keep a page and forget those that nobody has asked for longest."""
        if (before := self.kept.pop(key, None)) is not None:  # two readers asked for it at once
            self.octets -= before.octets
        self.kept[key] = kept
        self.octets += kept.octets
        while len(self.kept) > MOST_KEPT or self.octets > MOST_OCTETS:
            self.octets -= self.kept.popitem(last=False)[1].octets


def _reads_anew(scope: HTTPScope) -> bool:
    """Return whether the reader is somebody, or has just changed something and must see it."""
    return scope.get("user") is not None or scope["state"]["acted"]


def _kept(headers: Iterable[tuple[bytes, bytes]], body: bytes) -> Kept:
    names = (b"content-length", b"etag", b"vary", b"cache-control", b"set-cookie")
    start = [(name, value) for name, value in headers if name.lower() not in names]
    etag = b'W/"' + blake2b(body, digest_size=12).hexdigest().encode() + b'"'
    return Kept(plain=body, packed=pack(body), start=start, etag=etag)


async def _send_kept(kept: Kept, headers: Headers, send: Send) -> None:
    """Answer from memory: 304 where the reader has it already, packed where the reader can unpack."""
    fresh = [*kept.start, VARY_LINE, (b"etag", kept.etag), (b"cache-control", b"private, no-cache")]
    if headers.get("if-none-match", "").encode() == kept.etag:
        await send({"type": "http.response.start", "status": 304, "headers": fresh})
        await send({"type": "http.response.body", "body": b"", "more_body": False})
        return
    body = kept.plain
    if kept.packed and unpacks(headers.get("accept-encoding", "")):
        body = kept.packed
        fresh.append((b"content-encoding", b"gzip"))
    fresh.append((b"content-length", str(len(body)).encode()))
    await send({"type": "http.response.start", "status": 200, "headers": fresh})
    await send({"type": "http.response.body", "body": body, "more_body": False})
