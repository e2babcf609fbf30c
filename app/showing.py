"""The demo: a village with its story, on a database of its own that stays until it is asked to begin afresh."""

import os
import shutil
import sys
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path

from app import logins, record, serving
from app.embedded import in_use
from app.machine import MachineError
from app.running import act_now, open_database
from app.settings import ROOT, settings

HOST = "127.0.0.1"
Story = Callable[[], Awaitable[Sequence[logins.Login]]]


def show(story: Story, *, port: int | None, reset: bool) -> None:
    """Serve the demo village until told to stop, playing `story` first where it has not been played."""
    place = _choose(port=port)
    if reset or (settings().database_url is None and not place.exists()):
        _forget()
    with open_database() as found:
        print("Opening the village …", file=sys.stderr)
        if not act_now(record.heads):
            logins.keep(act_now(story), place=place)
        if not place.exists():
            raise MachineError("This database holds villages of its own; the demo needs an empty one.")
        print(logins.table(logins.kept(place)))
        print(f"\nOpen {found.public_url}   (Ctrl-C ends it, --reset begins afresh)", flush=True)
        serving.serve()


def _choose(*, port: int | None) -> Path:
    """Set this process to the demo's address and folder; return where the list of logins is kept."""
    os.environ |= {"YISHI_HOST": HOST, "YISHI_PORT": str(port or settings().port)}
    os.environ.setdefault("YISHI_LOG_ACTS", "no")  # the terminal shows who can log in
    os.environ.setdefault("YISHI_DATA", str(ROOT / "var" / "demo"))
    settings.cache_clear()
    serving.see_port_free(host=HOST, port=settings().port)
    settings().data.mkdir(parents=True, exist_ok=True)
    return settings().data / "logins.json"


def _forget() -> None:
    """Remove the demo's own data; a database that came by its address is never emptied."""
    if settings().database_url is not None:
        raise MachineError("--reset forgets only the demo's own database; DATABASE_URL names another.")
    if in_use(settings().database_folder):
        raise MachineError("The demo is running already; end it first (Ctrl-C there).")
    (settings().data / "logins.json").unlink(missing_ok=True)
    for part in ("postgres", "files"):
        shutil.rmtree(settings().data / part, ignore_errors=True)
