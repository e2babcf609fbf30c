"""Whose login is meant: the accounts behind a phone, a name or a person number, and the one behind a card."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from app.database import fetch, fetch_row
from app.village.rules.cells import read_phone
from app.village.rules.characters import folded, personal_name
from app.words import Message

MOST_OF_ONE_NAME = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class LoginAccount:
    """An account at the door: its token version, and the hash that what was typed must open."""

    account: UUID
    version: int
    kept: str | None
    lookup: str = ""


async def accounts_called(who: str, *, village: UUID, on: date) -> list[LoginAccount]:
    """Return the accounts with a password whose phone, name or person number was typed."""
    phone, name = read_phone(who), personal_name(who)
    rows = await fetch(
        "SELECT a.id, a.token_version, a.password_hash FROM account a JOIN person p ON p.id = a.person"  # noqa: S608  # our own words
        " WHERE p.village = $1 AND (p.until IS NULL OR p.until > $2) AND a.password_hash IS NOT NULL"
        f" AND (p.phone = $3 OR p.name = $4 OR upper(p.no) = $5) ORDER BY p.no LIMIT {MOST_OF_ONE_NAME}",
        village, on, _or_nobody(phone), _or_nobody(name), folded(who).upper(),
    )  # fmt: skip
    return [LoginAccount(account=row["id"], version=row["token_version"], kept=row["password_hash"]) for row in rows]


def meant_by(who: str) -> str:
    """Return what was typed in one spelling for all that are looked up alike."""
    return _or_nobody(read_phone(who)) or "".join(folded(who).upper().split())


async def account_of_card(lookups: Sequence[str], *, village: UUID, on: date) -> LoginAccount | None:
    """Return the account whose unused card was typed, until the card's last day."""
    row = await fetch_row(
        "SELECT a.id, a.token_version, a.card_hash, a.card_lookup FROM account a JOIN person p ON p.id = a.person"
        " WHERE p.village = $1 AND (p.until IS NULL OR p.until > $2) AND a.card_lookup = ANY($3::text[])"
        " AND a.card_until >= $2",
        village, on, list(lookups),
    )  # fmt: skip
    if row is None:
        return None
    return LoginAccount(
        account=row["id"], version=row["token_version"], kept=row["card_hash"], lookup=row["card_lookup"]
    )


def _or_nobody(read: str | Message) -> str | None:
    return read if isinstance(read, str) and read else None
