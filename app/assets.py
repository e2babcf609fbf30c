"""Stylesheet, drawings and scripts under names that carry their content, so that a phone keeps them for ever."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from mimetypes import guess_type
from pathlib import Path

from jinja2 import Environment

from app.packing import pack

STATIC_FOLDER = Path(__file__).parent.parent / "static"
# One file, so that they always run in this order: htmx begins as soon as it may, and an extension that came later by a
# slow network would never be heard.
BUNDLES = {"scripts.js": ("vendor/htmx-4.0.1/htmx.min.js", "vendor/htmx-4.0.1/hx-sse.min.js", "yishi.js")}
URL_PREFIX = "/static/"
IMMUTABLE = "public, max-age=31536000, immutable"
REVALIDATE = "public, max-age=0, must-revalidate"
PACKED = {".css", ".js", ".svg", ".txt"}  # a drawing of dots is packed already
SERVED = {".css", ".js", ".svg", ".png", ".ico", ".webmanifest", ".txt"}  # never the fonts: only paper is set in them


@dataclass(frozen=True, slots=True, kw_only=True)
class Asset:
    """One file of `static/`; `hashed` is its name with the first letters of its content's hash, `packed` its gzip."""

    name: str
    hashed: str
    content: bytes
    media_type: str
    etag: str
    packed: bytes


def asset_url(name: str) -> str:
    """Return the address of a static file, as in `/static/yishi.1f0c2a9b77de.css`; an unknown name is a KeyError."""
    return URL_PREFIX + manifest()[name].hashed


def find_asset(requested: str) -> tuple[Asset, str] | None:
    """Return the file behind a path below `/static/` and its Cache-Control: for ever under a hashed name only."""
    if asset := manifest().get(requested):
        return asset, REVALIDATE
    if asset := _by_hashed_name().get(requested):
        return asset, IMMUTABLE
    return None


@cache
def manifest(folder: Path = STATIC_FOLDER) -> Mapping[str, Asset]:
    """Return every served file by its plain name; read once, at start."""
    paths = sorted(path for path in folder.rglob("*") if path.is_file() and path.suffix in SERVED)
    files = {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}
    bundles = {
        name: b";\n".join(files[part] for part in parts) for name, parts in BUNDLES.items() if files.keys() >= {*parts}
    }
    return {name: _asset(name, content) for name, content in (files | bundles).items()}


def install_assets(env: Environment) -> None:
    """Give templates `asset("yishi.css")`."""
    env.globals["asset"] = asset_url


@cache
def _by_hashed_name() -> Mapping[str, Asset]:
    return {asset.hashed: asset for asset in manifest().values()}


def _asset(name: str, content: bytes) -> Asset:
    digest = sha256(content).hexdigest()
    suffix = Path(name).suffix
    return Asset(
        name=name,
        hashed=f"{name.removesuffix(suffix)}.{digest[:12]}{suffix}",
        content=content,
        media_type="text/javascript" if suffix == ".js" else guess_type(name)[0] or "application/octet-stream",
        etag=f'"{digest[:32]}"',
        packed=pack(content) if suffix in PACKED else b"",
    )
