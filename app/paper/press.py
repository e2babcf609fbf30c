"""The print shop of one application process: a few printing processes, and a queue in front of them."""

import asyncio
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from queue import SimpleQueue
from typing import Any, Self

from app.paper.errors import PaperError
from app.paper.fonts import FONTS
from app.paper.jobs import Enclosure, PrintJob
from app.paper.room import ROOT, Limits, Room

TEMPLATES = ROOT / "templates"


class Press:
    """Prints documents without ever blocking the event loop; jobs beyond the number of rooms wait their turn."""

    def __init__(
        self,
        *,
        rooms: int = 1,
        templates: Sequence[Path] = (TEMPLATES,),
        fonts: Path = FONTS,
        limits: Limits | None = None,
    ) -> None:
        limits = limits or Limits()
        self._rooms = [Room(templates=tuple(templates), fonts=fonts, limits=limits) for _ in range(rooms)]
        self._free: SimpleQueue[Room] = SimpleQueue()
        for room in self._rooms:
            self._free.put(room)
        self._threads = ThreadPoolExecutor(max_workers=rooms, thread_name_prefix="paper")
        self._closed = False

    async def start(self) -> None:
        """Open every room now, so that a missing library is told at the start and not at the first notice."""
        loop = asyncio.get_running_loop()
        await asyncio.gather(*(loop.run_in_executor(self._threads, room.open) for room in self._rooms))

    async def render(
        self,
        document: str,
        data: Any,
        *,
        attachments: Sequence[Enclosure] = (),
        photos: Mapping[str, bytes] | None = None,
    ) -> bytes:
        """Return `document` (a template below `templates/`) filled with `data` (its `d`) as a PDF.

        `photos` are the pictures that the template may name as `asset:NAME`. Raises `PaperError` and its kinds.
        """
        order = partial(self.render_now, document, data, attachments=attachments, photos=photos)
        return await asyncio.get_running_loop().run_in_executor(self._threads, order)

    def render_now(
        self,
        document: str,
        data: Any,
        *,
        attachments: Sequence[Enclosure] = (),
        photos: Mapping[str, bytes] | None = None,
    ) -> bytes:
        """Do the same and wait for it: for commands, which have nothing else to do."""
        job = PrintJob(document=document, data=data, enclosures=tuple(attachments), photos=dict(photos or {}))
        room = self._free.get()
        try:
            if self._closed:
                raise PaperError("The press is closed.")
            return room.work(job)
        finally:
            self._free.put(room)

    def close(self) -> None:
        """Abandon what is being printed and end every printing process."""
        self._closed = True
        for room in self._rooms:
            room.kill()
        self._threads.shutdown(wait=True, cancel_futures=True)
        for room in self._rooms:
            room.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
