"""The speed of the house on this machine, each figure beside the bare framework in the same run: `./yishi bench`."""

import argparse
import asyncio
import os
import shutil
import sys
import tempfile
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from app.database import close_pool, open_pool
from app.running import act_now, open_database
from app.settings import settings
from tests.bench import ballots, pages, papers, phones, seed
from tests.bench.figures import Figure, as_json, machine, table
from tests.bench.seed import Scene
from tests.bench.server import HOUSE, Server, running

START = 3.0  # seconds
BARE = ("-m", "tests.bench.bare")


@dataclass(frozen=True, slots=True, kw_only=True)
class Extent:
    """How much is measured."""

    items: int
    seconds: float
    phones: int
    acts: int
    papers: int


FULL = Extent(items=20, seconds=5.0, phones=300, acts=6, papers=15)
QUICK = Extent(items=4, seconds=1.0, phones=50, acts=4, papers=3)


def main() -> int:
    """Measure, print the table, and write JSON where asked."""
    words = _words()
    extent = QUICK if words.quick else FULL
    facts = machine()
    print(*(f"{name}: {value}" for name, value in facts.items()), sep="\n", end="\n\n", flush=True)
    folder = Path(tempfile.mkdtemp(prefix="yb"))
    os.environ["YISHI_DATA"] = str(folder)
    os.environ.pop("DATABASE_URL", None)
    settings.cache_clear()
    try:
        figures = _measured(extent, data=folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    print(table(figures))
    if words.json:
        words.json.write_text(as_json(figures, facts=facts) + "\n", encoding="utf-8")
    return 0


def _measured(extent: Extent, *, data: Path) -> list[Figure]:
    _say("playing a village")
    with open_database():
        scene = act_now(lambda: seed.play(at=datetime.now(UTC), items=extent.items))
    _say("printing")
    figures = [papers.measure(times=extent.papers)]
    with ExitStack() as open_things:
        _say("starting")
        house = open_things.enter_context(running(*HOUSE, path=scene.board, data=data))
        open_things.enter_context(open_database())  # joins the one the house has started
        bare = open_things.enter_context(running(*BARE, path="/", data=data))
        figures.append(_start(house, bare))
        _say("reading")
        figures += pages.measure(house, bare, scene=scene, seconds=extent.seconds)
        _say("voting")
        figures += asyncio.run(_meeting(house, bare, scene=scene, extent=extent))
    return figures


async def _meeting(house: Server, bare: Server, *, scene: Scene, extent: Extent) -> list[Figure]:
    await open_pool()
    try:
        return [
            await ballots.by_the_act(scene, dsn=settings().database_url or "", seconds=extent.seconds),
            await ballots.through_the_web(house, bare, scene=scene, seconds=extent.seconds),
            *await phones.measure(house, scene=scene, phones=extent.phones, acts=extent.acts),
        ]
    finally:
        await close_pool()


def _start(house: Server, bare: Server) -> Figure:
    return Figure(
        what="start to first page, existing data",
        value=house.first_page,
        unit="s",
        floor=bare.first_page,
        target=f"< {START:g} s",
        met=house.first_page < START,
    )


def _say(word: str) -> None:
    print(f"… {word}", file=sys.stderr, flush=True)


def _words() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="./yishi bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a smaller village and shorter runs")
    parser.add_argument("--json", type=Path, metavar="FILE", help="also write everything as JSON")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
