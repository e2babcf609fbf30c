"""The only shelf a document may take from: its own QR codes, and the photos handed in with it."""

import hashlib
from collections.abc import Mapping
from pathlib import Path

from markupsafe import Markup
from weasyprint.urls import URLFetcher, URLFetcherResponse

from app.paper.qr import qr_svg

SCHEME = "asset:"
_TYPES = {".svg": "image/svg+xml", ".png": "image/png", ".jpg": "image/jpeg"}


class Shelf(URLFetcher):  # type: ignore[misc]  # WeasyPrint has no types
    """Serve `asset:NAME` for names that were put here; nothing from the disk by path, nothing from the network."""

    def __init__(self, *, photos: Mapping[str, bytes]) -> None:
        super().__init__(allowed_protocols=("asset",), allow_redirects=False, fail_on_errors=True)
        self._assets = dict(photos)

    def qr(self, address: str) -> Markup:
        """Put a QR code on the shelf and return the name to print it by."""
        name = f"qr-{hashlib.sha256(address.encode()).hexdigest()[:16]}.svg"
        self._assets[name] = qr_svg(address)
        return Markup(SCHEME + name)  # noqa: S704 (letters of our own)

    def fetch(self, url: str, headers: Mapping[str, str] | None = None) -> URLFetcherResponse:
        """Answer with the named asset, or refuse."""
        name = url.removeprefix(SCHEME)
        if name == url:
            raise PermissionError(f"a document may not fetch {url[:80]}")
        if name not in self._assets:
            raise FileNotFoundError(f"no asset named {name[:80]} was handed in")
        kind = _TYPES.get(Path(name).suffix, "application/octet-stream")
        return URLFetcherResponse(url, self._assets[name], {"Content-Type": kind})
