"""How many live pages may stay open: each holds a connection, and whoever takes all of them shuts everybody out."""

import resource
from collections import Counter
from collections.abc import AsyncIterator

from app.limits import network_of

MOST = 2_000  # of one process
MOST_OF_ONE = 200  # of one address: a hall is one, and so is a whole carrier
FOR_PAGES = 400  # open files that are left to pages, the database and printing


class Streams:
    """The open streams of one process, by the address they came from."""

    def __init__(self, *, most: int, most_of_one: int = MOST_OF_ONE) -> None:
        self.most = most
        self.most_of_one = most_of_one
        self._open: Counter[str] = Counter()

    def has_room(self, address: str) -> bool:
        """Return whether one more may be opened from an address; a page without one asks every few seconds."""
        return self._open.total() < self.most and self._open[network_of(address)] < self.most_of_one

    async def counted(self, address: str, news: AsyncIterator[str]) -> AsyncIterator[str]:
        """Pass on a stream and count it for as long as it is open."""
        network = network_of(address)
        self._open[network] += 1
        try:
            async for one in news:
                yield one
        finally:
            self._open[network] -= 1
            self._open += Counter()  # forgets who has none


def most_of_this_machine() -> int:
    """Return how many streams the limit of open files leaves room for, having raised it as far as we may."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    try:
        resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
        soft = hard
    except (OSError, ValueError):
        pass  # the limit stays as it was given
    return MOST if soft == resource.RLIM_INFINITY else max(50, min(MOST, soft - FOR_PAGES))


streams = Streams(most=most_of_this_machine())
