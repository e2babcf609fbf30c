"""How the application and its printing process talk: one letter, a length, and that many bytes."""

from typing import IO

READY = b"R"
JOB = b"J"
PAPER = b"P"
ERROR = b"E"
GLYPH = b"G"
FATAL = b"F"
UNAVAILABLE = b"U"

LENGTH_BYTES = 8


def send(stream: IO[bytes], kind: bytes, body: bytes = b"") -> None:
    """Write one frame and flush it."""
    stream.write(kind + len(body).to_bytes(LENGTH_BYTES, "big"))
    stream.write(body)
    stream.flush()


def receive(stream: IO[bytes]) -> tuple[bytes, bytes] | None:
    """Read one frame; None when the other side is gone."""
    head = stream.read(1 + LENGTH_BYTES)
    if len(head) < 1 + LENGTH_BYTES:
        return None
    length = int.from_bytes(head[1:], "big")
    body = stream.read(length)
    return (head[:1], body) if len(body) == length else None
