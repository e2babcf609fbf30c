"""Photos are made anew: upright, small, and without what a camera or a program wrote into them besides the picture."""

import ctypes
import io

from anyio import CapacityLimiter, to_thread
from PIL import Image, ImageOps, UnidentifiedImageError

from app.refusals import Refused
from app.words import _

LONGEST_EDGE = 1500  # pixels; sharp on A4, and light enough for the printed notice
QUALITY = 82
AT_ONCE = 1  # each takes up to 200 MB while it is read
MOST_PIXELS = 64_000_000  # of a plain JPEG, which is read at an eighth of its size or more
MOST_READ_WHOLE = 24_000_000  # of the others, which cannot be
_limiters: dict[int, CapacityLimiter] = {}


async def made_anew(content: bytes) -> bytes:
    """Return the photo upright, at most 1500 pixels long, as JPEG; they are read one after the other."""
    return await to_thread.run_sync(_made_anew, content, limiter=_limiter())


def _made_anew(content: bytes) -> bytes:
    try:
        small = _read(content)
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        raise Refused(_("This file is neither a photo (JPEG, PNG, WebP) nor a PDF.")) from None
    finally:
        _give_back()
    small.thumbnail((LONGEST_EDGE, LONGEST_EDGE))
    small.info.clear()  # comments of the camera and of programs would be written again
    made = io.BytesIO()
    small.save(made, "JPEG", quality=QUALITY, optimize=True)
    return made.getvalue()


def _read(content: bytes) -> Image.Image:
    """Return the photo upright and not much larger than it is kept; what it took while it was large is free again."""
    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    with Image.open(io.BytesIO(content), formats=("JPEG", "PNG", "WEBP")) as opened:
        _must_be_readable(opened)
        opened.draft("RGB", (LONGEST_EDGE, LONGEST_EDGE))  # JPEG only: decoded small, never whole
        return _reduced(opened)


def _must_be_readable(opened: Image.Image) -> None:
    whole = opened.format != "JPEG" or bool(opened.info.get("progressive"))
    if opened.width * opened.height > (MOST_READ_WHOLE if whole else MOST_PIXELS):
        raise Refused(_("This photo has too many pixels. Take a screenshot of it and send that."))


def _reduced(opened: Image.Image) -> Image.Image:
    """Return a small copy, upright; the large ones are given up as soon as they have served."""
    exif = opened.getexif()
    opened.load()
    plain = opened if opened.mode in ("L", "RGB", "CMYK") else opened.convert("RGB")
    if plain is not opened:
        opened.close()
    factor = max(1, max(plain.size) // (2 * LONGEST_EDGE))
    small = plain.reduce(factor) if factor > 1 else plain.copy()
    plain.close()
    small.getexif().update(exif)
    return ImageOps.exif_transpose(small).convert("RGB")


def _give_back() -> None:
    """Give the memory of a large picture back to the machine, where its C library keeps it otherwise."""
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim is not None:
        trim(0)


def _limiter() -> CapacityLimiter:
    """Return the queue of this process; every event loop (a test's, a command's) has its own."""
    from asyncio import get_running_loop

    loop = id(get_running_loop())
    if loop not in _limiters:
        _limiters.clear()
        _limiters[loop] = CapacityLimiter(AT_ONCE)
    return _limiters[loop]
