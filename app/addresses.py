"""What an address may ask for: whatever else stands in it changes no page and comes back on none."""

from litestar.types import HTTPScope

from app.refusals import Missing

LONGEST_ADDRESS = 4_000  # octets; a search of two hundred Chinese characters has half of that
LONGEST_VALUE = 2_000  # octets
LARGEST_NUMBER = 2**31 - 1
ASKED = frozenset(
    {
        "access", "by", "code", "done", "group", "next", "page", "proposal", "q", "received", "saved", "shared", "show",
        "suggestion", "text", "ticked", "version", "which",
    }
)  # fmt: skip


def too_long(scope: HTTPScope) -> bool:
    """Return whether an address is longer than any of ours."""
    return len(scope["path"].encode(errors="replace")) + len(scope["query_string"]) > LONGEST_ADDRESS


def asked_in(query: str) -> str:
    """Return of a query what some page of the house asks for, in the order in which it came."""
    parts = query.split("&") if query else []
    return "&".join(part for part in parts if part.partition("=")[0] in ASKED and len(part) <= LONGEST_VALUE)


def here(scope: HTTPScope) -> str:
    """Return the address of a page, as links on it lead back to it."""
    if too_long(scope):
        return "/"
    query = asked_in(scope["query_string"].decode("latin-1"))
    return scope["path"] + (f"?{query}" if query else "")


def numbered(number: int) -> int:
    """Return a number out of an address; Missing where nothing can have it, because the database holds no such one."""
    if not 0 <= number <= LARGEST_NUMBER:
        raise Missing()
    return number
