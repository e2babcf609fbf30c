"""Tickets: short signed notes that carry somebody from one page to the next, and open nothing else."""

from collections.abc import Mapping
from datetime import datetime, timedelta

import jwt

from app.sessions import ALGORITHM, Keys


def sign_ticket(
    keys: Keys, *, purpose: str, says: Mapping[str, str | int | bool], at: datetime, lasts: timedelta
) -> str:
    """Return a ticket for one purpose; its audience keeps it from passing as another or as a session."""
    kid = next(iter(keys.by_kid))
    claims = {"aud": purpose, "says": dict(says), "exp": int((at + lasts).timestamp())}
    return jwt.encode(claims, keys.by_kid[kid], algorithm=ALGORITHM, headers={"kid": kid})


def read_ticket(keys: Keys, token: str, *, purpose: str, at: datetime) -> dict[str, str | int | bool] | None:
    """Return what a ticket says, or None where it is forged, too old or for something else."""
    try:
        claims = jwt.decode(
            token,
            keys.by_kid[jwt.get_unverified_header(token)["kid"]],
            algorithms=[ALGORITHM],
            audience=purpose,
            options={"require": ["aud", "exp", "says"], "verify_exp": False},
        )
        return None if at.timestamp() >= claims["exp"] else dict(claims["says"])
    except (jwt.PyJWTError, ValueError, KeyError, TypeError):
        return None
