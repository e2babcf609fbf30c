"""How often somebody may try: a bucket of tries for each account and each address, shared by all processes."""

import hashlib
import hmac
from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import IPv6Address, ip_address

from app.database import execute, fetch_value, write_row
from app.keys import signing_keys
from app.refusals import Refused
from app.settings import settings
from app.words import Message, _, n_

TRY = 1000  # a bucket counts in thousandths of one try
FORGOTTEN = timedelta(days=1)  # long after the slowest bucket is full again

# What the bucket holds at $4, were it asked now; $2 is its size and $3 its gain in a minute, both in whole tries.
_FILLED = (
    f"LEAST($2::bigint * {TRY}, bucket.tokens"
    " + GREATEST(0, floor(extract(epoch FROM $4::timestamptz - bucket.at) * 1000))::bigint * $3::bigint / 60)"
)
_SPEND = (
    f"INSERT INTO bucket (key, tokens, at) VALUES ($1, ($2::bigint - 1) * {TRY} + 0 * $3::bigint, $4)"  # noqa: S608  # our own words
    f" ON CONFLICT (key) DO UPDATE SET tokens = {_FILLED} - {TRY}, at = GREATEST(bucket.at, $4)"
    f" WHERE {_FILLED} >= {TRY} RETURNING tokens"
)
_ASK = f"SELECT {_FILLED} FROM bucket WHERE key = $1"  # noqa: S608  # our own constants
_GIVE_BACK = f"UPDATE bucket SET tokens = LEAST($2::bigint * {TRY}, tokens + {TRY}) WHERE key = $1"  # noqa: S608


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """A number of tries at once, and how many come back in a minute."""

    burst: int
    per_minute: int


WRITING = Limit(burst=20, per_minute=1)  # posts and suggestions of one person


class TooMany(Refused):
    """An act that was tried too often; it says how long to wait."""

    status = 429

    def __init__(self, *, seconds: int) -> None:
        super().__init__(_("Too many tries. Please wait %(wait)s and try again.", wait=wait_words(seconds)))
        self.seconds = seconds


async def spend(key: str, *, burst: int, per_minute: int, at: datetime) -> int | None:
    """Take one try out of a bucket: None when there was one, else the seconds until there is; no two share one."""
    if await write_row(_SPEND, key, burst, per_minute, at) is not None:
        return None
    filled = await fetch_value(_ASK, key, burst, per_minute, at)
    return max(1, -(-(TRY - int(filled or 0)) * 60 // (per_minute * TRY)))


async def left(key: str, *, burst: int, per_minute: int, at: datetime) -> int:
    """Return how many whole tries a bucket holds."""
    filled = await fetch_value(_ASK, key, burst, per_minute, at)
    return burst if filled is None else int(filled) // TRY


async def give_back(key: str, *, burst: int) -> None:
    """Put a try back that was none: only failures count against somebody."""
    await execute(_GIVE_BACK, key, burst)


async def forget_full_buckets(*, at: datetime) -> None:
    """Remove the buckets nobody has asked for a day."""
    await execute("DELETE FROM bucket WHERE at < $1", at - FORGOTTEN)


async def pace(who: str, *, at: datetime) -> None:
    """Take one piece of writing of somebody; Refused where that would be more in an hour than anybody reads."""
    seconds = await spend(f"writing:{who}", burst=WRITING.burst, per_minute=WRITING.per_minute, at=at)
    if seconds is not None:
        raise Refused(
            _("That is much in a short time. Please wait %(wait)s and send it again.", wait=wait_words(seconds))
        )


def keyed(text: str) -> str:
    """Return a digest of text that only the holder of our keys can make: a bucket names no address and no phone."""
    key = next(iter(signing_keys(settings()).by_kid.values()))
    return hmac.new(key.encode(), b"bucket:" + text.encode(), hashlib.sha256).hexdigest()[:32]


def network_of(host: str) -> str:
    """Return what counts as one address: an IPv6 customer has a whole /64."""
    try:
        address = ip_address(host)
    except ValueError:
        return host
    if not isinstance(address, IPv6Address):
        return str(address)
    return str(address.ipv4_mapped or IPv6Address(int(address) >> 64 << 64))


def wait_words(seconds: int) -> Message:
    """Say how long to wait: 40 seconds, 3 minutes."""
    if seconds < 60:
        return n_("%(n)s second", "%(n)s seconds", seconds)
    return n_("%(n)s minute", "%(n)s minutes", -(-seconds // 60))
