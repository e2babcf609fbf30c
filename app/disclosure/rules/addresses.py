"""Where a matter stands on the public pages: by the number that people know, never an inner one."""

import re

_MATTER = re.compile(r"(\d{4})-(\d{1,5})", re.ASCII)


def matter_address(home: str, *, year: int, number: int) -> str:
    """Return the address of a matter: /v/mgb/proposals/2026-3."""
    return f"{home}/proposals/{year}-{number}"


def matter_number(slug: str) -> tuple[int, int] | None:
    """Return year and number of a matter from its address; None for what cannot be one."""
    found = _MATTER.fullmatch(slug)
    return None if found is None else (int(found[1]), int(found[2]))
