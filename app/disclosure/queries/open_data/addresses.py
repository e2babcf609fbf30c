"""Where the open data stands: the address of a thing as data, and of the next page of a list."""

from app.place import Place

ROOT = "/api/v1/villages"


def data_of(place: Place, *, site: str, kind: str = "", number: str = "") -> str:
    """Return the address of a village, of one of its lists, or of one thing in it, as data."""
    return site + "/".join([ROOT, place.code, *(part for part in (kind, number) if part)])


def pages_of(total: int, *, size: int) -> int:
    """Return how many pages a list has."""
    return -(-total // size)


def next_page(address: str, *, page: int, size: int, total: int) -> str | None:
    """Return the address of the page after this one, where there is one."""
    return f"{address}?page={page + 1}&size={size}" if page < pages_of(total, size=size) else None
