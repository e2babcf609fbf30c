"""What the head and foot of every page print about a village, kept until the village's record grows."""

from collections.abc import Awaitable, Callable

from app.live import Hub
from app.place import Place


class KeptVillages:
    """Finds a village by its code; a code that names none is asked for every time, so nobody can fill the memory."""

    def __init__(self, *, hub: Hub, ask: Callable[[str], Awaitable[Place | None]]) -> None:
        self.hub = hub
        self.ask = ask
        self.kept: dict[str, tuple[int, Place]] = {}

    async def __call__(self, code: str) -> Place | None:
        version = self.hub.version(code)  # read first: what is asked for afterwards is never older
        if version is not None and (kept := self.kept.get(code)) is not None and kept[0] == version:
            return kept[1]
        place = await self.ask(code)
        if place is not None and version is not None:
            self.kept[code] = (version, place)
        return place
