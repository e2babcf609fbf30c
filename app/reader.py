"""Who is reading: the language and the time zone in which words, dates and numbers are shown."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import tzinfo
from zoneinfo import ZoneInfo

DEFAULT_LANGUAGE = "zh_CN"
DEFAULT_ZONE = ZoneInfo("Asia/Shanghai")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """The language (as in `app/locale`, with underscore) and the zone of one reader."""

    language: str = DEFAULT_LANGUAGE
    zone: tzinfo = DEFAULT_ZONE


reader: ContextVar[Reader] = ContextVar("reader", default=Reader())  # noqa: B039  # the value is frozen


@contextmanager
def reading(*, language: str = DEFAULT_LANGUAGE, zone: tzinfo = DEFAULT_ZONE) -> Iterator[Reader]:
    """Show everything inside the block to one reader; requests, workers and tests open it."""
    token = reader.set(Reader(language=language, zone=zone))
    try:
        yield reader.get()
    finally:
        reader.reset(token)
