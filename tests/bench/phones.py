"""Many phones on one live meeting page: how soon all of them show what has just been recorded; run as a program too."""

import asyncio
import json
import subprocess
import sys
import time
from datetime import UTC, datetime

import uvloop

from app.deliberation.services.attendance import note_departure, tick
from tests.bench.figures import Figure
from tests.bench.load import HOST, get
from tests.bench.seed import Scene
from tests.bench.server import Server

P99, OCTETS, STOP = 1.0, 50_000, 5.0  # seconds, octets of memory for each phone, seconds
PAUSE = 1.5  # seconds between two acts
LISTENING, ENOUGH = "listening", "enough"


async def measure(house: Server, *, scene: Scene, phones: int, acts: int) -> list[Figure]:
    """Sign members in and out under the eyes of all phones; then stop the house while they still listen."""
    path = f"{scene.board}/meetings/{scene.meeting}"
    before = house.memory()
    crowd = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.bench.phones", str(house.port), path, str(phones), str(acts),
        stdin=subprocess.PIPE, stdout=subprocess.PIPE,
    )  # fmt: skip
    try:
        assert crowd.stdout is not None
        await asyncio.wait_for(_until(crowd.stdout, LISTENING), 60)
        begun = []
        for number in range(acts):
            await asyncio.sleep(PAUSE)
            begun.append(time.monotonic())
            await _act(scene, number)
        seen: list[list[float]] = json.loads(await asyncio.wait_for(_until(crowd.stdout, ENOUGH), 60))
        each = (house.memory() - before) / phones
        stopped = await asyncio.to_thread(house.stop)
        await asyncio.wait_for(crowd.wait(), 10)
    finally:
        if crowd.returncode is None:
            crowd.kill()
    return _figures(begun, seen, each=each, stopped=stopped, phones=phones)


async def _act(scene: Scene, number: int) -> None:
    """Sign a member in, or out again; each is one entry of the record."""
    person, at = scene.absent[number // 2 % len(scene.absent)], datetime.now(UTC)
    if number % 2:
        await note_departure(scene.meeting, person, by=scene.clerk, at=at)
    else:
        await tick(scene.meeting, person, by=scene.clerk, at=at)


async def _until(stream: asyncio.StreamReader, word: str) -> str:
    """Return what stands behind a word of the crowd's program."""
    while line := (await stream.readline()).decode():
        if line.startswith(word):
            return line.removeprefix(word)
    raise RuntimeError(f"the phones ended before they said “{word}”")


def _figures(begun: list[float], seen: list[list[float]], *, each: float, stopped: float, phones: int) -> list[Figure]:
    waits = sorted(at - asked for asked, all_of_it in zip(begun, seen, strict=False) for at in all_of_it)
    complete = len(waits) == phones * len(begun)
    p99 = waits[len(waits) * 99 // 100] if waits else float("inf")
    return [
        Figure(
            what=f"{phones} phones live: from the act to the new numbers, p99", value=p99, unit="s",
            target=f"< {P99:g} s", met=complete and p99 < P99,
            notes={"p50 s": waits[len(waits) // 2] if waits else "none", "updates seen": len(waits),
                   "updates due": phones * len(begun)},
        ),
        Figure(what=f"{phones} phones live: memory of each", value=each / 1000, unit="kB",
               target=f"< {OCTETS // 1000} kB", met=each < OCTETS),
        Figure(what=f"{phones} phones live: the house stops in", value=stopped, unit="s", target=f"< {STOP:g} s",
               met=stopped < STOP),
    ]  # fmt: skip


class _Phone:
    """One phone: it listens, and fetches the page's changing part when it hears of something."""

    def __init__(self, *, port: int, path: str, acts: int) -> None:
        self.port, self.path, self.acts = port, path, acts
        self.seen: list[float] = []
        self.listening = asyncio.Event()
        self.sated = asyncio.Event()

    async def use(self) -> None:
        """Listen until the house closes the stream."""
        stream, writer = await asyncio.open_connection(HOST, self.port)
        self.pages, self.asking = await asyncio.open_connection(HOST, self.port)
        writer.write(get(f"{self.path}/live").replace("Accept: text/html", "Accept: text/event-stream").encode())
        await stream.readuntil(b"\r\n\r\n")
        self.listening.set()
        while line := await stream.readline():
            if line.startswith(b"event:") and not self.sated.is_set():
                await self._fetch()
        writer.close()
        self.asking.close()

    async def _fetch(self) -> None:
        self.asking.write(get(f"{self.path}/attendance").replace("\r\n", "\r\nHX-Request: true\r\n", 1).encode())
        head = (await self.pages.readuntil(b"\r\n\r\n")).lower()
        await self.pages.readexactly(int(head.partition(b"content-length:")[2].split()[0]))
        if b" 200 " in head[:16]:
            self.seen.append(time.monotonic())
        if len(self.seen) == self.acts:
            self.sated.set()


async def _crowd(port: int, path: str, *, phones: int, acts: int) -> None:
    all_of_them = [_Phone(port=port, path=path, acts=acts) for _ in range(phones)]
    using = [asyncio.create_task(phone.use()) for phone in all_of_them]
    await asyncio.gather(*(phone.listening.wait() for phone in all_of_them))
    print(LISTENING, flush=True)
    satisfied = asyncio.gather(*(phone.sated.wait() for phone in all_of_them))
    await asyncio.wait([asyncio.ensure_future(satisfied)], timeout=acts * PAUSE + 15)
    satisfied.cancel()
    by_act = [[phone.seen[act] for phone in all_of_them if len(phone.seen) > act] for act in range(acts)]
    print(ENOUGH, json.dumps(by_act), flush=True)
    await asyncio.wait(using, timeout=20)


if __name__ == "__main__":
    uvloop.run(_crowd(int(sys.argv[1]), sys.argv[2], phones=int(sys.argv[3]), acts=int(sys.argv[4])))
