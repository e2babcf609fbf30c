"""The chain of the record: each entry carries the hash of the one before it."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

GENESIS = "0" * 64


def canonical(facts: Mapping[str, object]) -> str:
    """Write facts in the one form that is hashed: sorted keys, no spaces, Chinese as it is (after RFC 8785)."""
    return json.dumps(facts, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def sha256_of(text: str) -> str:
    """Return the SHA-256 of a text, in hexadecimal; an entry holds words to what they were by it."""
    return hashlib.sha256(text.encode()).hexdigest()


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
        return sha256_of(canonical(whole))


class Fault(StrEnum):
    """What is wrong with an entry."""

    ALTERED = "altered"
    REMOVED = "removed"
    REORDERED = "reordered"
    ADDED = "added"


@dataclass(frozen=True, slots=True, kw_only=True)
class Break:
    """The first place where the chain does not hold: which entry, and what is wrong with it."""

    seq: int
    fault: Fault


@dataclass(slots=True, kw_only=True)
class ChainWalk:
    """Walks the entries of one record in order, one at a time: `count` of them, up to the head it must end in."""

    count: int
    head_seq: int
    head_hash: str
    walked: int = 0
    previous: str = GENESIS

    def step(self, link: Link, stored: str) -> Break | None:
        """Take the next entry with its stored hash; return what is wrong with it, or None."""
        self.walked += 1
        expected = self.walked
        if link.seq != expected:
            return Break(seq=min(link.seq, expected), fault=Fault.REMOVED if link.seq > expected else Fault.ADDED)
        if link.hash() != stored:
            return Break(seq=expected, fault=_tampering(link, stored, count=self.count, head_seq=self.head_seq))
        if link.previous != self.previous:  # it holds, so the one before it was changed and given a new hash
            return Break(seq=max(1, expected - 1), fault=Fault.ALTERED)
        self.previous = stored
        return None

    def end(self) -> Break | None:
        """Say, after the last entry, whether the record ends where its head says."""
        if self.walked != self.head_seq:
            fault = Fault.REMOVED if self.walked < self.head_seq else Fault.ADDED
            return Break(seq=min(self.walked, self.head_seq) + 1, fault=fault)
        return None if self.previous == self.head_hash else Break(seq=self.head_seq, fault=Fault.ALTERED)


def _tampering(link: Link, stored: str, *, count: int, head_seq: int) -> Fault:
    """Tell an entry that was changed from one that only bears another's number: under its own the hash still holds."""
    moved = any(replace(link, seq=number).hash() == stored for number in range(1, max(count, head_seq) + 1))
    if not moved:
        return Fault.ALTERED
    return Fault.REMOVED if count < head_seq else Fault.REORDERED
