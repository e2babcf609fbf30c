"""The file store: everything is kept once, under the hash of its content, in a folder or in S3."""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta

from litestar.datastructures import UploadFile

from app import store
from app.photos import made_anew
from app.refusals import Missing, Refused
from app.words import _

LARGEST = 20 * 1024 * 1024  # octets
ASIDE = timedelta(days=1)
JPEG, PDF = "image/jpeg", "application/pdf"
HEIC = (b"ftypheic", b"ftypheix", b"ftypmif1")  # what newer phones keep, and few machines read


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A file in the store: its SHA-256 in hexadecimal, its type by content, its size in octets."""

    sha256: str
    media_type: str
    size: int


async def keep(content: bytes, *, media_type: str) -> Kept:
    """Keep bytes of ours; keeping the same content twice keeps it once."""
    digest = hashlib.sha256(content).hexdigest()
    await store.put(store.place_of(digest), content)
    return Kept(sha256=digest, media_type=media_type, size=len(content))


async def fetch_file(sha256: str) -> bytes:
    """Return the bytes of a kept file; Missing where there is none."""
    return await _fetched(store.place_of(sha256), sha256)


async def _fetched(place: str, sha256: str) -> bytes:
    content = await store.get(place)
    if content is None:
        raise Missing()
    if hashlib.sha256(content).hexdigest() != sha256:
        raise Refused(_("This file has been damaged in the store; it is not shown."))
    return content


async def lay_aside(content: bytes, *, drawer: str, at: datetime) -> str:
    """Keep bytes for a day, apart from what is kept for good and is backed up; return their hash."""
    async for name, put_at in store.listed(drawer):
        if put_at < at - ASIDE:
            await store.take_away(name, put_before=at - ASIDE)
    digest = hashlib.sha256(content).hexdigest()
    await store.put(f"{drawer}/{digest}", content)
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
    return await keep(await made_anew(content), media_type=JPEG)
