"""Limits how often somebody may try something: a bucket of tries that fills again by itself."""

from datetime import datetime

from app.database import fetch_value, transaction

ONE_TRY = 1_000  # thousandths

TAKE = (
    "INSERT INTO bucket (key, tokens, at) VALUES ($1, $2::bigint - 1000, $3)"
    " ON CONFLICT (key) DO UPDATE SET at = GREATEST(bucket.at, $3),"
    "  tokens = LEAST($2::bigint, bucket.tokens"
    "   + floor(GREATEST(extract(epoch FROM $3 - bucket.at), 0) * 1000 / $4::int)::bigint) - 1000"
    " WHERE LEAST($2::bigint, bucket.tokens"
    "   + floor(GREATEST(extract(epoch FROM $3 - bucket.at), 0) * 1000 / $4::int)::bigint) >= 1000"
    " RETURNING tokens"
)


async def take_try(key: str, *, most: int, seconds: int, at: datetime) -> bool:
    """Take one try out of the bucket `key`, which holds `most` and gains one in `seconds`; False where it is empty.

    It commits by itself, so that a refusal of the act afterwards does not give the try back.
    """
    async with transaction():
        left = await fetch_value(TAKE, key, most * ONE_TRY, at, seconds)
    return left is not None
