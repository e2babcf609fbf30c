"""A crowd on keep-alive connections, in a process of its own so that it does not slow down what it measures."""

import asyncio
import itertools
import json
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from typing import cast

import uvloop

HOST = "127.0.0.1"  # nowhere else
HEAD_END = b"\r\n\r\n"
MOST_REQUESTS = 100_000  # on one connection


@dataclass(frozen=True, slots=True, kw_only=True)
class Crowd:
    """How many connections ask what and for how long; `{n}` in a request becomes a number that never comes again."""

    port: int
    seconds: float
    requests: tuple[tuple[str, ...], ...]
    """What each connection asks, over and over; one line of requests for each connection."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Served:
    """What the crowd got."""

    answers: int
    seconds: float
    p50: float
    """Milliseconds from asking to the whole answer."""
    p99: float
    octets: int
    statuses: dict[str, int] = field(default_factory=dict)
    last: list[int] = field(default_factory=list)
    """For each connection, how many of its requests were answered."""

    @property
    def rate(self) -> float:
        """Answers in a second."""
        return self.answers / self.seconds


def send(crowd: Crowd) -> Served:
    """Send the crowd from another process and return what it got."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench.load"],
        input=json.dumps(asdict(crowd)), text=True, stdout=subprocess.PIPE, check=True, timeout=crowd.seconds + 60,
    )  # fmt: skip
    return Served(**json.loads(done.stdout))


def get(path: str, *, cookie: str = "") -> str:
    """Return a reader's request as it goes over the wire."""
    return (
        f"GET {path} HTTP/1.1\r\nHost: {HOST}\r\nUser-Agent: bench\r\nAccept: text/html\r\n"
        f"Accept-Language: zh-CN,zh;q=0.9\r\nAccept-Encoding: gzip\r\n{_cookie(cookie)}\r\n"
    )


def post(path: str, body: str, *, cookie: str = "") -> str:
    """Return a form as it goes over the wire."""
    return (
        f"POST {path} HTTP/1.1\r\nHost: {HOST}\r\nUser-Agent: bench\r\nOrigin: http://{HOST}\r\n"
        f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n{_cookie(cookie)}\r\n{body}"
    )


def _cookie(cookie: str) -> str:
    return f"Cookie: {cookie}\r\n" if cookie else ""


class _One(asyncio.Protocol):
    """One connection: the next request goes out when the answer is whole."""

    def __init__(self, requests: Sequence[bytes], *, numbers: "itertools.count[int]", until: float) -> None:
        self.requests = itertools.cycle(requests)
        self.numbers = numbers
        self.until = until
        self.times: list[float] = []
        self.statuses: Counter[bytes] = Counter()
        self.octets = 0
        self.held = b""
        self.ended: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast(asyncio.Transport, transport)  # uvloop's are no subclass
        self._ask()

    def _ask(self) -> None:
        request = next(self.requests)
        if b"{n}" in request:
            request = request.replace(b"{n}", b"%d" % next(self.numbers))
        self.asked = time.perf_counter()
        self.transport.write(request)

    def data_received(self, data: bytes) -> None:
        self.held += data
        end = self.held.find(HEAD_END)
        if end < 0:
            return
        length = self.held.lower().find(b"content-length:", 0, end)
        size = int(self.held[length + 15 : self.held.index(b"\r\n", length)]) if length > 0 else 0
        whole = end + 4 + size
        if len(self.held) < whole:
            return
        now = time.perf_counter()
        self.times.append(now - self.asked)
        self.statuses[self.held[9:12]] += 1
        self.octets += whole
        self.held = self.held[whole:]
        if now < self.until and len(self.times) < MOST_REQUESTS:
            self._ask()
        else:
            self.transport.close()

    def connection_lost(self, _reason: Exception | None) -> None:
        if not self.ended.done():
            self.ended.set_result(None)


async def _all_of_it(crowd: Crowd) -> Served:
    loop = asyncio.get_running_loop()
    numbers = itertools.count(time.time_ns() // 1_000)
    began = time.perf_counter()
    made = [_One([r.encode() for r in asked], numbers=numbers, until=began + crowd.seconds) for asked in crowd.requests]
    for one in made:
        await loop.create_connection(lambda one=one: one, HOST, crowd.port)  # type: ignore[misc]  # bound at once
    await asyncio.wait_for(asyncio.gather(*(one.ended for one in made)), crowd.seconds + 30)
    took = time.perf_counter() - began
    times = sorted(itertools.chain.from_iterable(one.times for one in made))
    statuses: Counter[bytes] = sum((one.statuses for one in made), Counter())
    return Served(
        answers=len(times),
        seconds=took,
        p50=times[len(times) // 2] * 1000 if times else 0,
        p99=times[len(times) * 99 // 100] * 1000 if times else 0,
        octets=sum(one.octets for one in made),
        statuses={status.decode(): many for status, many in statuses.items()},
        last=[len(one.times) for one in made],
    )


def main() -> None:
    """Read the crowd from standard input and write what it got."""
    crowd = Crowd(**json.load(sys.stdin))
    print(json.dumps(asdict(uvloop.run(_all_of_it(crowd)))))


if __name__ == "__main__":
    main()
