"""One account may pass through a folder, and nobody else is let in: an entry in its access list (acl(5))."""

import os
import stat
import struct
from pathlib import Path

LIST = "system.posix_acl_access"
VERSION = struct.pack("<I", 2)
ENTRY = struct.Struct("<HHI")  # whom it is about, what they may, and the number of the account
OWNER, USER, GROUP, MASK, OTHER = 1, 2, 4, 16, 32
NOBODY = 0xFFFFFFFF
PASS = 1
Entries = dict[tuple[int, int], int]


def let_pass(place: Path, *, uid: int) -> bool:
    """Let one account pass through a folder; return False where its file system keeps no such lists."""
    try:
        entries = _entries(place)
        entries[USER, uid] = entries.get((USER, uid), 0) | PASS
        entries[MASK, NOBODY] = entries.get((MASK, NOBODY), entries[GROUP, NOBODY]) | PASS
        packed = b"".join(ENTRY.pack(tag, may, whom) for (tag, whom), may in sorted(entries.items()))
        os.setxattr(place, LIST, VERSION + packed)
    except OSError:
        return False
    return True


def _entries(place: Path) -> Entries:
    """Return the folder's list, or what its plain mode amounts to."""
    try:
        kept = os.getxattr(place, LIST)[len(VERSION) :]
        return {(tag, whom): may for tag, may, whom in ENTRY.iter_unpack(kept)}
    except OSError:
        mode = stat.S_IMODE(place.stat().st_mode)
        return {(OWNER, NOBODY): mode >> 6 & 7, (GROUP, NOBODY): mode >> 3 & 7, (OTHER, NOBODY): mode & 7}
