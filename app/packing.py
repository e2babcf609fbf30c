"""Packs what is sent, for slow lines and data that is paid by the megabyte."""

import zlib

LEAST_PACKED = 1_000  # octets; below, packing costs more than it saves
KEPT_LEVEL = 6  # for what is packed once and sent often; higher takes longer and saves nothing on a page
ONCE_LEVEL = 4  # for a page that is made for one reader


def pack(body: bytes, *, level: int = KEPT_LEVEL) -> bytes:
    """Return `body` in gzip (RFC 1952), the same octets for the same body; empty where it is not worth it."""
    if len(body) < LEAST_PACKED:
        return b""
    packer = zlib.compressobj(level, zlib.DEFLATED, 16 + zlib.MAX_WBITS)
    return packer.compress(body) + packer.flush()


def unpacks(accept_encoding: str) -> bool:
    """Return whether a reader who sent this `Accept-Encoding` can unpack it."""
    offered = {part.partition(";")[0].strip(): part.replace(" ", "") for part in accept_encoding.lower().split(",")}
    return "gzip" in offered and not offered["gzip"].endswith((";q=0", ";q=0.0"))
