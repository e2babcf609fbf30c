"""How the reader likes to read: asked for once in an address, kept in cookies."""

from collections.abc import Mapping
from urllib.parse import parse_qsl, quote, urlencode

from litestar.types import HTTPScope

from app.words import negotiate

TASTES = {"size": ("elder", ""), "theme": ("dark", "light", ""), "lang": None}  # cookie and query names alike
TASTE_SECONDS = 400 * 24 * 3600


def asked_for(scope: HTTPScope) -> dict[str, str]:
    """Return the tastes that an address asks for."""
    if not scope["query_string"]:
        return {}
    asked = {n: v for n, v in parse_qsl(scope["query_string"].decode("latin-1"), keep_blank_values=True) if n in TASTES}
    if "lang" in asked:
        asked["lang"] = negotiate(cookie=None, query=asked["lang"], accept_language=None)
    return {n: v for n, v in asked.items() if TASTES[n] is None or v in (TASTES[n] or ())}


def remembered(scope: HTTPScope, asked: Mapping[str, str], *, secure: bool) -> list[tuple[bytes, bytes]]:
    """Return the headers that keep the tastes and lead back to the same page without them."""
    query = [(n, v) for n, v in parse_qsl(scope["query_string"].decode("latin-1")) if n not in TASTES]
    where = scope["path"] + ("?" + urlencode(query) if query else "")
    headers = [(b"location", _ascii(where)), (b"cache-control", b"no-store")]
    for name, value in asked.items():
        tail = "; Secure" if secure else ""
        cookie = f"{name}={value}; Path=/; SameSite=Lax; Max-Age={TASTE_SECONDS if value else 0}{tail}"
        headers.append((b"set-cookie", cookie.encode("latin-1")))
    return headers


def kept(cookies: Mapping[str, str], *, accept_language: str | None) -> dict[str, str]:
    """Return size, theme and language as the cookies of a request have them."""
    size, theme = cookies.get("size", ""), cookies.get("theme", "")
    return {
        "size": size if size == "elder" else "",
        "theme": theme if theme in ("dark", "light") else "",
        "language": negotiate(cookie=cookies.get("lang"), query=None, accept_language=accept_language),
    }


def _ascii(address: str) -> bytes:
    return quote("/" + address.lstrip("/\\"), safe="/%?=&:@!$'()*+,;~-._").encode("ascii")
