"""How fast everybody's pages come: from memory, and made anew."""

from tests.bench import load
from tests.bench.figures import Figure
from tests.bench.seed import Scene
from tests.bench.server import Server

CROWD = 32  # connections
CACHED_SHARE, CACHED_RATE = 0.4, 5_000
MADE_RATE, MADE_CPU = 500, 2.0  # a second, milliseconds


def measure(house: Server, bare: Server, *, scene: Scene, seconds: float) -> list[Figure]:
    """Ask the board and a matter, kept and made anew, and a hello of the bare framework between them."""
    hello = _asked(bare, "/", seconds=seconds)
    figures = []
    for name, path in (("notice board", scene.board), ("proposal page", scene.proposal)):
        kept = _asked(house, path, seconds=seconds)
        made = _asked(house, path + "?n={n}", seconds=seconds)
        figures += [_kept(name, kept, hello), _made(name, made, hello)]
    return figures


def _asked(server: Server, path: str, *, seconds: float) -> tuple[load.Served, float]:
    """Let the crowd ask for one page; return what it got and the server's CPU milliseconds for each."""
    request = load.get(path)
    load.send(load.Crowd(port=server.port, seconds=0.3, requests=((request,),) * CROWD))
    before = server.cpu()
    served = load.send(load.Crowd(port=server.port, seconds=seconds, requests=((request,),) * CROWD))
    if set(served.statuses) != {"200"}:
        raise RuntimeError(f"{path} answered {served.statuses}")
    return served, (server.cpu() - before) / served.answers * 1000


def _kept(name: str, kept: tuple[load.Served, float], hello: tuple[load.Served, float]) -> Figure:
    served, cpu = kept
    return Figure(
        what=f"{name}, anonymous, cached",
        value=served.rate,
        unit="req/s",
        floor=hello[0].rate,
        target=f"≥ {CACHED_SHARE} × floor, ≥ {CACHED_RATE:,}/s quiet",
        met=served.rate >= CACHED_SHARE * hello[0].rate and served.rate >= CACHED_RATE,
        notes=_notes(served, cpu) | {"floor CPU ms": hello[1], "CPU ratio floor/ours": hello[1] / cpu},
    )


def _made(name: str, made: tuple[load.Served, float], hello: tuple[load.Served, float]) -> Figure:
    served, cpu = made
    return Figure(
        what=f"{name}, anonymous, not cached",
        value=served.rate,
        unit="req/s",
        floor=hello[0].rate,
        target=f"≥ {MADE_RATE}/s, ≤ {MADE_CPU:g} ms CPU",
        met=served.rate >= MADE_RATE and cpu <= MADE_CPU,
        notes=_notes(served, cpu),
    )


def _notes(served: load.Served, cpu: float) -> dict[str, float | int | str]:
    size = round(served.octets / served.answers)
    return {"CPU ms each": cpu, "p50 ms": served.p50, "p99 ms": served.p99, "octets each": size}
