"""The chain of the record: each entry carries the hash of the one before it."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

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


def first_break(links: Sequence[tuple[Link, str]], *, head_seq: int, head_hash: str) -> Break | None:
    """Walk (entry, stored hash) in order and return the first entry that was altered, removed, reordered or added."""
    previous = GENESIS
    for expected, (link, stored) in enumerate(links, start=1):
        if link.seq != expected:
            return Break(seq=min(link.seq, expected), fault=Fault.REMOVED if link.seq > expected else Fault.ADDED)
        if link.hash() != stored:
            return Break(seq=expected, fault=_tampering(link, stored, count=len(links), head_seq=head_seq))
        if link.previous != previous:  # it holds, so the one before it was changed and given a new hash
            return Break(seq=max(1, expected - 1), fault=Fault.ALTERED)
        previous = stored
    if len(links) != head_seq:
        fault = Fault.REMOVED if len(links) < head_seq else Fault.ADDED
        return Break(seq=min(len(links), head_seq) + 1, fault=fault)
    return None if previous == head_hash else Break(seq=head_seq, fault=Fault.ALTERED)


def _tampering(link: Link, stored: str, *, count: int, head_seq: int) -> Fault:
    """Tell an entry that was changed from one that only bears another's number: under its own the hash still holds."""
    moved = any(replace(link, seq=number).hash() == stored for number in range(1, max(count, head_seq) + 1))
    if not moved:
        return Fault.ALTERED
    return Fault.REMOVED if count < head_seq else Fault.REORDERED
