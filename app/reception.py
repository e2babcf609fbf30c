"""The reception: before any page, it sees who comes, which village it is about, and how the reader likes to read."""

from collections.abc import Awaitable, Callable
from datetime import datetime
from hmac import compare_digest
from urllib.parse import urlsplit
from uuid import UUID

import structlog
from litestar.datastructures import Headers, MutableScopeHeaders
from litestar.enums import ScopeType
from litestar.types import ASGIApp, HTTPScope, Message, Receive, Scope, Send

from app import tastes
from app.addresses import too_long
from app.doors import Actor
from app.limits import keyed
from app.place import Place
from app.problems import for_programs
from app.reader import DEFAULT_ZONE, reading
from app.sessions import COOKIE, Keys, Session
from app.vary import wants_partial

FindVillage = Callable[[str], Awaitable[Place | None]]
FindActor = Callable[[UUID, int, datetime, UUID], Awaitable[Actor | None]]
Apologize = Callable[[HTTPScope, int | Exception], tuple[int, str, str]]  # status, page and media type

log = structlog.get_logger()
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
ACTED, ACTED_SECONDS = "acted", 10  # so long a guest who changed something is shown pages made anew, never kept ones
HEADERS = {
    "content-security-policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
    " font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none';"
    " manifest-src 'self'",
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=(), payment=()",
    "cross-origin-opener-policy": "same-origin",
}
HSTS = "max-age=31536000"


class Reception:
    """An ASGI wrapper around the whole house, so that it also stands before pages that do not exist."""

    def __init__(
        self,
        house: ASGIApp,
        *,
        keys: Keys,
        clock: Callable[[], datetime],
        find_village: FindVillage,
        find_actor: FindActor,
        apologize: Apologize,
        secure: bool,
        log_acts: bool,
    ) -> None:
        self.house = house
        self.keys = keys
        self.clock = clock
        self.find_village = find_village
        self.find_actor = find_actor
        self.apologize = apologize
        self.secure = secure
        self.log_acts = log_acts
        named = HEADERS | ({"strict-transport-security": HSTS} if secure else {})
        self.headers = [(name.encode(), value.encode()) for name, value in named.items()]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != ScopeType.HTTP:
            await self.house(scope, receive, send)
            return
        headers = Headers.from_scope(scope)
        cookies = cookies_in(headers.get("cookie", ""))
        send = self._with_headers(send, head_only=scope["method"] == "HEAD")
        if too_long(scope):
            await _answer(send, *self.apologize(scope, 414))
            return
        if "\0" in scope["path"] or b"%00" in scope["query_string"]:  # the database holds no such sign
            wrong = 400 if for_programs(scope) and "\0" not in scope["path"] else 404  # as the open data describe it
            await _answer(send, *self.apologize(scope, wrong))
            return
        if scope["method"] not in SAFE and not same_origin(headers):
            await _answer(send, *self.apologize(scope, 403))
            return
        if scope["method"] == "GET" and (asked := tastes.asked_for(scope)):
            await _answer(send, 303, "", extra=tastes.remembered(scope, asked, secure=self.secure))
            return
        if scope["method"] == "HEAD":
            scope = {**scope, "method": "GET"}  # a copy: the server itself must still know that no body follows
        await self._receive_or_apologize(scope, receive, send, headers=headers, cookies=cookies)

    async def _receive_or_apologize(
        self, scope: HTTPScope, receive: Receive, send: Send, *, headers: Headers, cookies: dict[str, str]
    ) -> None:
        """Receive the guest; where the house cannot even look who comes (no database), say so on a page."""
        answering = False

        async def watching(message: Message) -> None:
            nonlocal answering
            answering = True
            await send(message)

        try:
            await self._receive_guest(scope, receive, watching, headers=headers, cookies=cookies)
        except Exception as fault:
            if answering:
                raise
            await _answer(send, *self.apologize(scope, fault))

    async def _receive_guest(
        self, scope: HTTPScope, receive: Receive, send: Send, *, headers: Headers, cookies: dict[str, str]
    ) -> None:
        """Find out village, actor and tastes, lay them on the scope, and let the guest in."""
        now = self.clock()
        state = scope.setdefault("state", {})
        state["now"] = now
        state |= tastes.kept(cookies, accept_language=headers.get("accept-language"))
        state["place"] = place = await self.find_village(code) if (code := village_in(scope["path"])) else None
        session = self.keys.read(cookies[COOKIE], at=now) if COOKIE in cookies else None
        state["session"] = session
        scope["user"] = await self.find_actor(session.account, session.version, now, session.id) if session else None
        if session and scope["user"] and session.has_grown_old(at=now) and not _asks_by_itself(scope, headers):
            send = self._with_renewed_cookie(send, session, now=now)
        state["acted"] = ACTED in cookies and _is_of_this_moment(cookies[ACTED], now=now)
        if scope["method"] not in SAFE:
            send = self._with_note_of_act(send, scope, now=now)
        with reading(language=state["language"], zone=place.zone if place else DEFAULT_ZONE):
            await self.house(scope, receive, send)

    def _with_renewed_cookie(self, send: Send, session: Session, *, now: datetime) -> Send:
        """Keep a session alive while it is used; the answer's own cookie (login, logout) goes before ours."""

        async def renewing(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableScopeHeaders.from_message(message)
                if not any(value.startswith(f"{COOKIE}=") for value in headers.getall("set-cookie", [])):
                    headers.add("set-cookie", session_cookie(self.keys.sign(session, at=now), secure=self.secure))
            await send(message)

        return renewing

    def _with_note_of_act(self, send: Send, scope: HTTPScope, *, now: datetime) -> Send:
        """Log the act, and note it with the guest: news of it may reach another process after the guest's next page."""
        cookie = f"{ACTED}={_moment(now)}; Path=/; HttpOnly; SameSite=Lax; Max-Age={ACTED_SECONDS}" + (
            "; Secure" * self.secure
        )

        async def noting(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableScopeHeaders.from_message(message).add("set-cookie", cookie)
                if self.log_acts:
                    route, village = scope.get("path_template"), village_in(scope["path"])
                    log.info("act", route=route, village=village, status=message["status"])
            await send(message)

        return noting

    def _with_headers(self, send: Send, *, head_only: bool) -> Send:
        """Put the security headers on every answer, errors included, and drop the body of an answer to HEAD."""

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                given = {name for name, _ in message["headers"]}
                more = [pair for pair in self.headers if pair[0] not in given]
                message["headers"] = [*message["headers"], *more]
            elif head_only and message["type"] == "http.response.body":
                message = {**message, "body": b""}
            await send(message)

        return sending


def _asks_by_itself(scope: HTTPScope, headers: Headers) -> bool:
    """Return whether a page asks for a part of itself anew: nobody need be there, so it keeps no session alive."""
    return scope["method"] == "GET" and wants_partial(headers)


def _moment(now: datetime) -> str:
    """Return a moment as only this house can write it; whoever made one up could have every page made anew for ever."""
    second = str(int(now.timestamp()))
    return f"{second}.{keyed(second)}"


def _is_of_this_moment(written: str, *, now: datetime) -> bool:
    second, _, mark = written.partition(".")
    if not (second.isascii() and second.isdigit() and len(second) < 12):
        return False
    return abs(now.timestamp() - int(second)) <= ACTED_SECONDS + 1 and compare_digest(mark, keyed(second))


def village_in(path: str) -> str | None:
    """Return the village code in an address, or None."""
    parts = path.split("/", 5)
    if len(parts) > 2 and parts[1] == "v":
        return parts[2]
    if len(parts) > 4 and parts[1:4] == ["api", "v1", "villages"]:
        return parts[4]
    return None


def cookies_in(header: str) -> dict[str, str]:
    """Return the cookies of a request by name; ours are never quoted."""
    pairs = (part.partition("=") for part in header.split(";"))
    return {name.strip(): value.strip() for name, mark, value in pairs if mark}


def same_origin(headers: Headers) -> bool:
    """Return whether a changing request comes from our own pages (Fetch Metadata; Origin for older browsers)."""
    site = headers.get("sec-fetch-site")
    if site is not None:
        return site in ("same-origin", "none")
    origin = headers.get("origin")
    return origin is None or urlsplit(origin).netloc == headers.get("host", "")


def session_cookie(token: str, *, secure: bool) -> str:
    """Return the Set-Cookie value of a session; an empty token ends it."""
    tail = "; Secure" if secure else ""
    ending = "" if token else "; Max-Age=0"
    return f"{COOKIE}={token}; Path=/; HttpOnly; SameSite=Lax{ending}{tail}"


async def _answer(
    send: Send, status: int, page: str, media: str = "text/html", extra: list[tuple[bytes, bytes]] | None = None
) -> None:
    headers = [(b"content-type", media.encode()), *(extra or [(b"cache-control", b"no-store")])]
    if status == 503:
        headers.append((b"retry-after", b"30"))
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": page.encode(), "more_body": False})
