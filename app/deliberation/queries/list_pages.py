"""A page of a list: its lines, which page it is, and how many there are."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

import asyncpg

PER_PAGE = 20
Line = TypeVar("Line")


@dataclass(frozen=True, slots=True, kw_only=True)
class Page(Generic[Line]):
    """One page of a list; pages count from 1."""

    lines: tuple[Line, ...]
    page: int
    pages: int
    count: int


def page_of(lines: list[Line], rows: Sequence[asyncpg.Record], *, page: int) -> Page[Line]:
    """Return a page of lines whose rows carry the count of all of them as `total`."""
    count = rows[0]["total"] if rows else 0
    return Page(lines=tuple(lines), page=page, pages=max(page, -(-count // PER_PAGE)), count=count)
