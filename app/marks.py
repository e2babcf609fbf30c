"""The mark of a record as it stands on papers, on the record's page and in a backup: village, number and hash."""

import re
from dataclasses import dataclass

MARK = re.compile(r"([a-z][a-z0-9]{1,11}):([1-9][0-9]{0,17}):([0-9a-f]{8,64})")
FORM = "VILLAGE:NUMBER:HASH, as in mgb:742:6cf35b0e (of the hash at least its first 8 characters)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """That the record of a village had so many entries, and how the hash of the last one began."""

    village: str
    seq: int
    hash: str

    def __str__(self) -> str:
        return f"{self.village}:{self.seq}:{self.hash}"


def read_mark(text: str) -> Mark:
    """Read a mark as somebody wrote it down; `ValueError` says the form."""
    found = MARK.fullmatch("".join(text.split()).lower())
    if found is None:
        raise ValueError(f"a mark has the form {FORM}, not “{text}”")
    return Mark(village=found[1], seq=int(found[2]), hash=found[3])
