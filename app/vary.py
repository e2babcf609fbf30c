"""On what a page depends besides its address: the page itself and the memory of pages ask the same."""

from collections.abc import Mapping

VARY = "Cookie, Accept-Encoding, Accept-Language, HX-Request, HX-Boosted"


def wants_partial(headers: Mapping[str, str]) -> bool:
    """Return whether htmx asks for the part of a page that changed; a link that it follows asks for the whole."""
    return headers.get("hx-request") == "true" and headers.get("hx-boosted") != "true"
