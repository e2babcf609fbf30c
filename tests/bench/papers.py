"""How much CPU a printed notice costs once the printing process is warm; run as a program of its own."""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from tests.bench.figures import Figure

CPU = 0.15  # seconds
BARE = (
    "<!doctype html><html lang=zh><title>公告</title><style>@page{size:A4}</style><h1>公告</h1><table>"
    + "<tr><td>会议<td>应到<td>实到<td>赞成" * 5
    + "</table><p>"
    + "村民代表会议决议公开。" * 30
)


def measure(*, times: int) -> Figure:
    """Return the CPU seconds of one A4 resolution notice, beside a bare WeasyPrint page of the same length."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench.papers", str(times)],
        text=True,
        capture_output=True,
        check=True,
        timeout=300,
    )
    told = json.loads(done.stdout)
    return Figure(
        what="A4 resolution notice as PDF/A, warm",
        value=told["ours"],
        unit="s CPU",
        floor=told["bare"],
        target=f"≤ {CPU:g} s CPU",
        met=told["ours"] <= CPU,
        notes={"kB": told["octets"] / 1000, "first one s": told["first"], "floor is": "WeasyPrint, plain PDF"},
    )


def main(times: int) -> None:
    """Print the same notice over and over, as the printing process does, then the bare page."""
    from app.paper.fonts import FONTS, write_config
    from app.paper.jobs import PrintJob

    with tempfile.TemporaryDirectory() as scratch:
        os.environ["FONTCONFIG_FILE"] = str(write_config(fonts=FONTS, folder=Path(scratch)))
        import weasyprint  # the fonts are chosen when it is loaded

        from app.paper.press import TEMPLATES
        from app.paper.typeset import Typesetter
        from tests.paper import cast

        typesetter = Typesetter(templates=[TEMPLATES], fonts=FONTS)
        job = PrintJob(document=cast.RESOLUTION, data=cast.resolution(), enclosures=(), photos={})
        first = _cpu(lambda: typesetter.typeset(job))
        octets = len(typesetter.typeset(job))
        ours = sorted(_cpu(lambda: typesetter.typeset(job)) for _ in range(times))
        weasyprint.HTML(string=BARE).write_pdf()
        bare = sorted(_cpu(lambda: weasyprint.HTML(string=BARE).write_pdf()) for _ in range(times))
        half = times // 2
        print(json.dumps({"ours": ours[half], "bare": bare[half], "first": first, "octets": octets}))


def _cpu(act: Callable[[], object]) -> float:
    before = time.process_time()
    act()
    return time.process_time() - before


if __name__ == "__main__":
    main(int(sys.argv[1]))
