"""How many ballots a second are safe on the disk: by the act itself, and through the web; and none is lost."""

import asyncio
import itertools
from collections.abc import Callable
from datetime import UTC, datetime

from app.database import fetch
from app.votes.rules.ballots import Choice
from app.votes.services.casting import cast
from tests.bench import bare, load
from tests.bench.figures import Figure
from tests.bench.seed import Scene
from tests.bench.server import Server

CLIENTS = 16
RATE, P99 = 900, 100.0  # a second, milliseconds
ANSWERS = (Choice.FOR, Choice.AGAINST)


async def by_the_act(scene: Scene, *, dsn: str, seconds: float) -> Figure:
    """Let sixteen voters answer, and change their minds, by the act alone; then the same with bare inserts."""
    times: list[float] = []
    last: dict[object, Choice] = {}
    loop = asyncio.get_running_loop()
    began = loop.time()

    async def one(place: int) -> None:
        voter = scene.voters[place].actor
        for choice in itertools.cycle(ANSWERS):
            asked = loop.time()
            await cast(scene.vote, choice, by=voter, at=datetime.now(UTC))
            times.append(loop.time() - asked)
            last[voter.person] = choice
            if loop.time() - began > seconds:
                return

    await asyncio.gather(*(one(place) for place in range(CLIENTS)))
    took = loop.time() - began
    await _nothing_lost(scene, last)
    floor = await bare.insert_for(seconds, dsn=dsn, clients=CLIENTS) / seconds
    times.sort()
    return _figure(
        "cast a ballot, durable, 16 clients (the act)", rate=len(times) / took, floor=floor,
        p50=times[len(times) // 2] * 1000, p99=times[len(times) * 99 // 100] * 1000, floor_is="asyncpg INSERT",
    )  # fmt: skip


async def through_the_web(house: Server, plain: Server, *, scene: Scene, seconds: float) -> Figure:
    """Let sixteen phones post their answers, and the bare framework take as many forms with one insert each."""
    path = f"{scene.board}/votes/{scene.vote}"
    phones = [
        [load.post(path, f"choice={c}", cookie=voter.cookie) for c in ANSWERS] for voter in scene.voters[:CLIENTS]
    ]
    before = house.cpu()
    served = await _send(house, phones, seconds=seconds)
    cpu = (house.cpu() - before) / served.answers * 1000
    answered = zip(scene.voters[:CLIENTS], served.last, strict=True)
    await _nothing_lost(scene, {voter.actor.person: ANSWERS[(many - 1) % len(ANSWERS)] for voter, many in answered})
    floor = await _send(plain, [[load.post("/cast", "choice=for")]] * CLIENTS, seconds=seconds)
    return _figure(
        "cast a ballot, durable, 16 phones (HTTP)", rate=served.rate, floor=floor.rate, p50=served.p50, p99=served.p99,
        floor_is="Litestar form + INSERT", cpu=cpu,
    )  # fmt: skip


async def _send(server: Server, phones: list[list[str]], *, seconds: float) -> load.Served:
    crowd = load.Crowd(port=server.port, seconds=seconds, requests=tuple(tuple(asked) for asked in phones))
    served = await in_thread(lambda: load.send(crowd))
    if set(served.statuses) != {"303"}:
        raise RuntimeError(f"ballots were answered {served.statuses}")
    return served


async def in_thread(act: Callable[[], load.Served]) -> load.Served:
    """Wait for another process without keeping the loop from its own work."""
    return await asyncio.to_thread(act)


async def _nothing_lost(scene: Scene, last: dict[object, Choice]) -> None:
    """Compare what was acknowledged last with what the database holds: each voter once, with that answer."""
    rows = await fetch("SELECT voter, choice FROM ballot WHERE vote = $1", scene.vote)
    held = {row["voter"]: row["choice"] for row in rows}
    wrong = {voter for voter, choice in last.items() if held.get(voter) != choice}
    if wrong or len(rows) != len(held):
        raise RuntimeError(f"{len(wrong)} acknowledged ballots are not as they were acknowledged")


def _figure(
    what: str, *, rate: float, floor: float, p50: float, p99: float, floor_is: str, cpu: float | None = None
) -> Figure:
    notes: dict[str, float | int | str] = {"p50 ms": p50, "p99 ms": p99, "lost": 0, "floor is": floor_is}
    if cpu is not None:
        notes["CPU ms each"] = cpu
    return Figure(
        what=what, value=rate, unit="/s", floor=floor, target=f"≥ {RATE}/s, p99 < {P99:g} ms, none lost",
        met=rate >= RATE and p99 < P99, notes=notes,
    )  # fmt: skip
