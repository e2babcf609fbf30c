"""Pages kept for everybody: made once for all who read alike, anew as soon as something happened."""

import asyncio
import gzip
from datetime import timedelta
from typing import Any

import pytest

from app import cached
from app.cached import CachedPages
from app.live import Hub
from tests.cast import EIGHT

pytestmark = pytest.mark.anyio

WORDS = "村务公开 " * 200


class Press:
    """A house that numbers the pages it makes, and `pages` that keep them; its hub hears what the tests tell it."""

    def __init__(self) -> None:
        self.made = 0
        self.status = 200
        self.cacheable = True
        self.running = asyncio.Event()  # a page is finished only while the press runs
        self.running.set()
        self.hub = Hub()
        self.hub.listening = True
        self.hub.learn("mgb", 7)
        self.pages = CachedPages(self._make, hub=self.hub, ask_version=self._ask)

    async def _ask(self, code: str) -> int | None:
        return 7 if code == "mgb" else None

    async def _make(self, scope: Any, _receive: Any, send: Any) -> None:
        self.made += 1
        number = self.made
        scope["state"]["cacheable"] = self.cacheable
        headers = [(b"content-type", b"text/html"), (b"set-cookie", b"whose=mine"), (b"content-length", b"1")]
        await send({"type": "http.response.start", "status": self.status, "headers": headers})
        await self.running.wait()
        await send({"type": "http.response.body", "body": f"{number} {WORDS}".encode(), "more_body": False})

    async def ask(self, path: str = "/v/mgb", *, user: object = None, method: str = "GET", **given: Any) -> "Answer":
        """Ask for a page as somebody; `given` are the reader's tastes, `query`, `acted` and `headers`."""
        state = {"now": EIGHT, "language": "zh_CN", "size": "", "theme": "", "acted": False}
        headers = [(name.encode(), value.encode()) for name, value in given.pop("headers", {}).items()]
        query = given.pop("query", b"")
        scope: Any = {"type": "http", "method": method, "path": path, "query_string": query, "headers": headers}
        scope |= {"user": user, "state": state | given}
        heard: list[Any] = []

        async def send(message: Any) -> None:
            heard.append(message)

        await self.pages(scope, None, send)  # type: ignore[arg-type]  # nobody reads a body here
        return Answer(heard)


class Answer:
    """What the reader got."""

    def __init__(self, heard: list[Any]) -> None:
        self.status: int = heard[0]["status"]
        self.headers: dict[bytes, bytes] = dict(heard[0]["headers"])
        self.body: bytes = b"".join(part["body"] for part in heard[1:])


async def test_a_page_is_made_once_until_the_villages_record_grows() -> None:
    press = Press()

    first, second = await press.ask(), await press.ask()
    press.hub.learn("mgb", 8)
    third = await press.ask()

    assert first.body == second.body
    assert third.body.startswith(b"2 ")


async def test_a_page_that_many_ask_for_at_once_is_made_once() -> None:
    press = Press()
    press.running.clear()

    asking = [asyncio.create_task(press.ask()) for _ in range(20)]
    await asyncio.sleep(0.01)
    press.running.set()
    answers = await asyncio.gather(*asking)

    assert press.made == 1
    assert {answer.body for answer in answers} == {answers[0].body}
    assert press.pages.making == {}


@pytest.mark.parametrize(("cacheable", "status"), [(False, 200), (True, 404)])
async def test_nobody_waits_for_ever_for_a_page_that_is_not_kept(cacheable: bool, status: int) -> None:
    press = Press()
    press.cacheable, press.status = cacheable, status
    press.running.clear()

    first, second = asyncio.create_task(press.ask()), asyncio.create_task(press.ask())
    await asyncio.sleep(0.01)
    begun = press.made
    press.running.set()
    answers = await asyncio.gather(first, second)

    assert begun == (1 if cacheable else 2)  # what is passed on, a stream among it, holds nobody up
    assert sorted(answer.body[:2] for answer in answers) == [b"1 ", b"2 "]


async def test_when_the_first_who_asks_hangs_up_the_next_one_makes_the_page() -> None:
    press = Press()
    press.running.clear()

    first, second = asyncio.create_task(press.ask()), asyncio.create_task(press.ask())
    await asyncio.sleep(0.01)
    first.cancel()
    press.running.set()

    assert (await second).body.startswith(b"2 ")


async def test_a_page_counts_days_so_a_new_day_asks_for_a_new_one() -> None:
    press = Press()

    await press.ask()
    await press.ask(now=EIGHT + timedelta(days=1))

    assert press.made == 2


@pytest.mark.parametrize(
    "otherwise",
    [
        {"language": "en"},
        {"size": "elder"},
        {"theme": "dark"},
        {"query": b"page=2"},
        {"path": "/v/mgb/proposals"},
        {"headers": {"hx-request": "true"}},
        {"headers": {"host": "other.example"}},
    ],
)
async def test_readers_who_read_otherwise_get_a_page_of_their_own(otherwise: dict[str, Any]) -> None:
    press = Press()

    await press.ask()
    await press.ask(**otherwise)

    assert press.made == 2


@pytest.mark.parametrize("anew", [{"user": object()}, {"acted": True}, {"method": "POST"}, {"path": "/v/nowhere"}])
async def test_whoever_is_somebody_or_has_just_acted_reads_anew_and_leaves_nothing_behind(anew: dict[str, Any]) -> None:
    press = Press()

    await press.ask(**anew)
    await press.ask(**anew)
    await press.ask()

    assert press.made == 3
    assert len(press.pages.kept) == 1


async def test_a_page_that_is_not_for_everybody_and_a_fault_are_not_kept() -> None:
    press = Press()
    press.cacheable = False
    await press.ask()
    press.cacheable, press.status = True, 404
    await press.ask()

    assert not press.pages.kept


@pytest.mark.parametrize("first", ["partial", "whole"])
async def test_a_link_that_htmx_follows_never_takes_the_place_of_a_panel(first: str) -> None:
    press = Press()
    asked = {
        "partial": {"hx-request": "true"},
        "whole": {"hx-request": "true", "hx-boosted": "true"},
    }
    second = "whole" if first == "partial" else "partial"

    one = await press.ask(headers=asked[first])
    other = await press.ask(headers=asked[second])

    assert one.body != other.body
    assert (await press.ask(headers=asked[first])).body == one.body
    assert (await press.ask()).body == (one if first == "whole" else other).body
    assert b"HX-Boosted" in one.headers[b"vary"]


async def test_what_no_page_asks_for_makes_no_page_anew() -> None:
    press = Press()

    await press.ask(query=b"page=2")
    await press.ask(query=b"x=1&page=2&utm_source=wechat")

    assert press.made == 1


async def test_while_nothing_is_heard_the_version_is_asked_for() -> None:
    press = Press()
    press.hub.listening = False

    await press.ask()
    await press.ask()

    assert press.made == 1
    assert press.hub.version("mgb") is None


async def test_no_cookie_is_kept_and_the_length_is_that_of_what_is_sent() -> None:
    press = Press()
    made = press.ask()

    for answer in (await made, await press.ask()):
        assert b"set-cookie" not in answer.headers
        assert int(answer.headers[b"content-length"]) == len(answer.body)
        assert answer.headers[b"cache-control"] == b"private, no-cache"


async def test_a_reader_who_has_the_page_is_told_so_and_one_who_can_unpack_gets_it_packed() -> None:
    press = Press()
    plain = await press.ask()

    packed = await press.ask(headers={"accept-encoding": "gzip"})
    again = await press.ask(headers={"if-none-match": plain.headers[b"etag"].decode()})

    assert gzip.decompress(packed.body) == plain.body
    assert len(packed.body) < len(plain.body) / 5
    assert (again.status, again.body) == (304, b"")


async def test_pages_under_ever_new_addresses_do_not_fill_the_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    press = Press()
    monkeypatch.setattr(cached, "MOST_OCTETS", 10_000)

    for number in range(20):
        await press.ask(query=b"n=%d" % number)

    assert press.pages.octets == sum(kept.octets for kept in press.pages.kept.values())
    assert press.pages.octets <= 10_000
    assert 0 < len(press.pages.kept) < 20
