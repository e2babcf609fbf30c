"""The chain of the record: each entry carries the hash of the one before it."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

GENESIS = "0" * 64


def canonical(facts: Mapping[str, object]) -> str:
    """Write facts in the one form that is hashed: sorted keys, no spaces, Chinese as it is (after RFC 8785)."""
    return json.dumps(facts, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """One entry as it is hashed; `at` is ISO 8601 in UTC, `facts` canonical text."""

    village: str
    seq: int
    at: str
    kind: str
    subject: str
    actor: str
    actor_name: str
    facts: str
    previous: str

    def hash(self) -> str:
        """Return the SHA-256 of the canonical entry, in hexadecimal."""
        whole = {name: getattr(self, name) for name in self.__slots__}
        return hashlib.sha256(canonical(whole).encode()).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class Break:
    """The first place where the chain does not hold: which entry, and what is wrong with it."""

    seq: int
    fault: str


def first_break(links: Iterable[tuple[Link, str]], *, head_seq: int, head_hash: str) -> Break | None:
    """Walk (entry, stored hash) in order and return the first entry that was altered, removed or reordered."""
    expected_seq, previous = 1, GENESIS
    for link, stored in links:
        if link.seq != expected_seq:
            return Break(seq=expected_seq, fault="removed")
        if link.previous != previous:
            return Break(seq=link.seq, fault="reordered")
        if link.hash() != stored:
            return Break(seq=link.seq, fault="altered")
        expected_seq, previous = expected_seq + 1, stored
    if expected_seq - 1 != head_seq:
        return Break(seq=expected_seq, fault="removed")
    if previous != head_hash:
        return Break(seq=head_seq, fault="altered")
    return None
