"""The only shelf a document may take from: style sheets of ours, its own QR codes, and the photos handed in with it."""

import hashlib
from collections.abc import Mapping
from pathlib import Path

from markupsafe import Markup
from weasyprint.urls import URLFetcher, URLFetcherResponse

from app.paper.qr import qr_svg

SCHEME = "asset:"
_TYPES = {".css": "text/css", ".svg": "image/svg+xml", ".png": "image/png", ".jpg": "image/jpeg"}


class Shelf(URLFetcher):  # type: ignore[misc]  # WeasyPrint has no types
    """Serve `asset:NAME` for names that were put here; nothing from the disk by path, nothing from the network."""

    def __init__(self, *, styles: Mapping[str, Path], photos: Mapping[str, bytes]) -> None:
        super().__init__(allowed_protocols=("asset",), allow_redirects=False, fail_on_errors=True)
        self._styles = styles
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
        if name not in self._assets and name not in self._styles:
            raise FileNotFoundError(f"no asset named {name[:80]} was handed in")
        body = self._assets[name] if name in self._assets else self._styles[name].read_bytes()
        kind = _TYPES.get(Path(name).suffix, "application/octet-stream")
        return URLFetcherResponse(url, body, {"Content-Type": kind})
