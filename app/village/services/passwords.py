"""The own password: set with the card the first time, changed later; both end every older session."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from uuid import UUID

from anyio import to_thread

from app.database import execute, fetch_row, locked, transaction
from app.doors import Actor
from app.figures import day_of
from app.keys import signing_keys
from app.limits import Limit, TooMany, give_back, left, spend
from app.passwords import hash_secret, matches
from app.record import write_entry
from app.refusals import Missing, Refused
from app.settings import settings
from app.tickets import read_ticket, sign_ticket
from app.village.queries import load_actor
from app.village.queries.logins import LoginAccount
from app.village.rules.password_advice import fault_of
from app.village.tables import Account
from app.words import _, n_

CARD_TICKET = "card"
TICKET_LASTS = timedelta(minutes=10)
OLD_PASSWORD = Limit(burst=5, per_minute=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class CardTicket:
    """Who showed a card a moment ago, and what the login page was asked."""

    account: UUID
    version: int
    lookup: str
    shared: bool = False
    onward: str = ""


def ticket_for(entered: LoginAccount, *, shared: bool, onward: str, at: datetime) -> str:
    """Return the ticket that leads from the card to the choice of a password."""
    says: dict[str, str | int | bool] = {
        "account": str(entered.account),
        "version": entered.version,
        "lookup": entered.lookup,
    }
    keys = signing_keys(settings())
    return sign_ticket(
        keys, purpose=CARD_TICKET, says=says | {"shared": shared, "onward": onward}, at=at, lasts=TICKET_LASTS
    )


def card_ticket(token: str, *, at: datetime) -> CardTicket:
    """Return what the ticket says; too old or forged, the card has to be typed again."""
    says = read_ticket(signing_keys(settings()), token, purpose=CARD_TICKET, at=at)
    if says is None:
        raise Refused(_("Ten minutes have passed since the card was typed. Please type its code again."), field="card")
    return CardTicket(
        account=UUID(str(says["account"])),
        version=int(says["version"]),
        lookup=str(says["lookup"]),
        shared=bool(says["shared"]),
        onward=str(says["onward"]),
    )


async def holder_of(ticket: CardTicket, *, village: UUID, at: datetime) -> Actor:
    """Return whose card it is, while the card is good."""
    actor = await load_actor(ticket.account, ticket.version, at)
    good = await fetch_row(
        "SELECT 1 FROM account WHERE id = $1 AND card_lookup = $2 AND card_until >= $3",
        ticket.account, ticket.lookup, day_of(at),
    )  # fmt: skip
    if actor is None or actor.village != village or good is None:
        raise Refused(_("This card was used or replaced in the meantime."), field="card")
    return actor


async def set_first_password(ticket: CardTicket, password: str, *, village: UUID, at: datetime) -> int:
    """Set the password and void the card; of two phones with one card the second is refused. Return the new version."""
    actor = await holder_of(ticket, village=village, at=at)
    await _must_be_good(password, of=actor)
    kept = await hash_secret(password)
    async with transaction():
        account = await locked(Account, ticket.account)
        if account.card_lookup != ticket.lookup or account.token_version != ticket.version:
            raise Refused(_("This card was used or replaced in the meantime."), field="card")
        await execute(
            "UPDATE account SET password_hash = $2, card_lookup = NULL, card_hash = NULL, card_used_at = $3,"
            " seen_at = $3, token_version = token_version + 1 WHERE id = $1",
            ticket.account, kept, at,
        )  # fmt: skip
        await write_entry("password.set", subject=_person(actor), by=actor, at=at, facts={"by": "card"})
    return ticket.version + 1


async def change_password(old: str, new: str, *, by: Actor, at: datetime) -> int:
    """Change the own password, ending every other session; return the new version for this phone's own."""
    if by.account is None:
        raise Missing()
    key = f"password:{by.account}"
    if (wait := await spend(key, burst=OLD_PASSWORD.burst, per_minute=OLD_PASSWORD.per_minute, at=at)) is not None:
        raise TooMany(seconds=wait)
    row = await fetch_row("SELECT password_hash FROM account WHERE id = $1", by.account)
    (opened,) = await matches(old, [row["password_hash"] if row else None])
    if not opened:
        tries = await left(key, burst=OLD_PASSWORD.burst, per_minute=OLD_PASSWORD.per_minute, at=at)
        raise Refused(
            n_(
                "The old password is not right. %(n)s try is left.",
                "The old password is not right. %(n)s tries are left.",
                tries,
            ),
            field="old",
        )
    await give_back(key, burst=OLD_PASSWORD.burst)
    await _must_be_good(new, of=by)
    kept = await hash_secret(new)
    async with transaction():
        account = await locked(Account, by.account)
        if row is None or account.password_hash != row["password_hash"]:
            raise Refused(_("The password was changed in the meantime."), field="old")
        await execute(
            "UPDATE account SET password_hash = $2, token_version = token_version + 1 WHERE id = $1", by.account, kept
        )
        await write_entry("password.set", subject=_person(by), by=by, at=at, facts={"by": "password"})
    return int(account.token_version) + 1


async def _must_be_good(password: str, *, of: Actor) -> None:
    known = await fetch_row("SELECT no, name, phone, born FROM person WHERE id = $1", of.person)
    own = (
        [known["no"], known["name"], known["phone"] or "", f"{known['born']:%Y%m%d}" if known["born"] else ""]
        if known
        else []
    )
    if (fault := await to_thread.run_sync(partial(fault_of, password, own=own))) is not None:
        raise Refused(fault, field="password")


def _person(actor: Actor) -> UUID:
    if actor.person is None:
        raise Missing()
    return actor.person
