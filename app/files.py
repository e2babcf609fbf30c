"""The file store: everything is kept once, under the hash of its content, in a folder or in S3."""

import hashlib
import io
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import anyio.to_thread
import obstore
from litestar.datastructures import UploadFile
from obstore.store import LocalStore, ObjectStore, from_url
from PIL import Image, ImageOps, UnidentifiedImageError

from app.refusals import Missing, Refused
from app.settings import settings
from app.words import _

LARGEST = 20 * 1024 * 1024  # octets
LONGEST_EDGE = 1500  # pixels; sharp on A4, and light enough for the printed notice
QUALITY = 82
MOST_PIXELS = 50_000_000
ASIDE = timedelta(days=1)
JPEG, PDF = "image/jpeg", "application/pdf"
HEIC = (b"ftypheic", b"ftypheix", b"ftypmif1")  # what newer phones keep, and few machines read


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A file in the store: its SHA-256 in hexadecimal, its type by content, its size in octets."""

    sha256: str
    media_type: str
    size: int


def store() -> ObjectStore:
    """Return the store the settings name."""
    where = settings().files
    if "://" in where:
        return from_url(where)
    return LocalStore(Path(where), mkdir=True)


async def keep(content: bytes, *, media_type: str) -> Kept:
    """Keep bytes of ours; keeping the same content twice keeps it once."""
    digest = hashlib.sha256(content).hexdigest()
    await obstore.put_async(store(), _place(digest), content)
    return Kept(sha256=digest, media_type=media_type, size=len(content))


async def fetch_file(sha256: str) -> bytes:
    """Return the bytes of a kept file; Missing where there is none."""
    return await _fetched(_place(sha256), sha256)


async def _fetched(place: str, sha256: str) -> bytes:
    try:
        answer = await obstore.get_async(store(), place)
    except FileNotFoundError:
        raise Missing() from None
    content = bytes(await answer.bytes_async())
    if hashlib.sha256(content).hexdigest() != sha256:
        raise Refused(_("This file has been damaged in the store; it is not shown."))
    return content


async def lay_aside(content: bytes, *, drawer: str, at: datetime) -> str:
    """Keep bytes for a day, apart from what is kept for good and is backed up; return their hash."""
    async for found in obstore.list(store(), prefix=drawer):
        for item in found:
            if item["last_modified"] < at - ASIDE:
                await obstore.delete_async(store(), item["path"])
    digest = hashlib.sha256(content).hexdigest()
    await obstore.put_async(store(), f"{drawer}/{digest}", content)
    return digest


async def take_again(sha256: str, *, drawer: str) -> bytes:
    """Return bytes that were laid aside; Missing once they are gone."""
    return await _fetched(f"{drawer}/{sha256}", sha256)


async def keep_upload(upload: UploadFile) -> Kept:
    """Check an uploaded photo or PDF by its content and keep it; photos are made anew, so nothing hides in them."""
    content = await upload.read(LARGEST + 1)
    if len(content) > LARGEST:
        raise Refused(_("This file is too large: at most 20 MB."))
    if not content:
        raise Refused(_("This file is empty."))
    if content.startswith(b"%PDF-"):
        return await keep(content, media_type=PDF)
    if content[4:12] in HEIC:
        raise Refused(_("This photo is a HEIC file. Set the camera to JPEG, or take a screenshot of it and send that."))
    photo = await anyio.to_thread.run_sync(_made_anew, content)
    return await keep(photo, media_type=JPEG)


def _made_anew(content: bytes) -> bytes:
    """Return the photo upright, at most 1500 pixels long, as JPEG, without EXIF (it holds places)."""
    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    try:
        with Image.open(io.BytesIO(content), formats=("JPEG", "PNG", "WEBP")) as opened:
            if opened.width * opened.height > MOST_PIXELS:
                raise Refused(_("This photo has too many pixels."))
            upright = ImageOps.exif_transpose(opened).convert("RGB")
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        raise Refused(_("This file is neither a photo (JPEG, PNG, WebP) nor a PDF.")) from None
    upright.thumbnail((LONGEST_EDGE, LONGEST_EDGE))
    made = io.BytesIO()
    upright.save(made, "JPEG", quality=QUALITY, optimize=True)
    return made.getvalue()


def _place(sha256: str) -> str:
    return f"{sha256[:2]}/{sha256}"
