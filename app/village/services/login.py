"""Coming in: by the card's code the first time, then by phone, name or number with the own password."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from app.database import execute
from app.figures import day_of
from app.limits import Limit, TooMany, forget_full_buckets, give_back, keyed, network_of, spend
from app.passwords import matches
from app.refusals import Refused
from app.village.queries.logins import LoginAccount, account_of_card, accounts_called, meant_by
from app.village.rules.card_codes import read_code
from app.village.services.card_keys import lookups_of
from app.words import Message, _

OF_NAME = Limit(burst=5, per_minute=1)
OF_PHONE = Limit(burst=10, per_minute=2)
OF_CARDS = Limit(burst=20, per_minute=6)


@dataclass(frozen=True, slots=True, kw_only=True)
class Caller:
    """Who calls: the address, and the phone with the accounts that came in on it before, where it proves that."""

    host: str
    phone: str = ""
    known: tuple[UUID, ...] = ()


async def enter_by_card(typed: str, *, village: UUID, host: str, at: datetime) -> LoginAccount:
    """Return the account whose card was typed; a password must be set before it opens anything.

    Only wrong codes count, and a right one opens however many wrong ones came from the same hall: of 2^40 codes
    nobody finds one by trying, and a neighbour's phone must not be able to keep a hall out.
    """
    code = read_code(typed)
    if isinstance(code, Message):
        raise Refused(code, field="card")
    found = await account_of_card(lookups_of(code), village=village, on=day_of(at))
    if found is not None and (await matches(code, [found.kept]))[0]:
        return found
    await _spend(f"login:cards:{keyed(network_of(host))}", OF_CARDS, at=at)
    raise Refused(_("This card code is not right, or the card was used already or is too old."), field="card")


async def enter_by_password(who: str, password: str, *, village: UUID, caller: Caller, at: datetime) -> LoginAccount:
    """Return the account that both what was typed and the password belong to; unknown and wrong sound alike.

    Tries are counted by what was typed and where from, never by whose account it is: so nobody elsewhere can use up
    the tries of another, and a count tells nobody who has a login or whose number a phone is. A phone on which the
    account came in before has tries of its own (OWASP, device cookies).
    """
    found = await accounts_called(who, village=village, on=day_of(at))
    bucket, limit = _bucket(who, found, village=village, caller=caller)
    # the try is taken before the password is looked at, so that a hundred at once are a hundred tries
    await _spend(bucket, limit, at=at)
    opened = await matches(password, [one.kept for one in found])
    entering = [one for one, fits in zip(found, opened, strict=False) if fits]
    if not entering:
        raise Refused(_("Name and password do not belong together."), field="who")
    await give_back(bucket, burst=limit.burst)
    if len(entering) > 1:
        raise Refused(
            _("More than one person comes in with this. Type your phone, your name or your person number instead."),
            field="who",
        )
    (one,) = entering
    await execute("UPDATE account SET seen_at = $2 WHERE id = $1", one.account, at)
    await forget_full_buckets(at=at)
    return one


def _bucket(who: str, found: Sequence[LoginAccount], *, village: UUID, caller: Caller) -> tuple[str, Limit]:
    """Return which bucket a try is taken from, and its limit."""
    if caller.phone and any(one.account in caller.known for one in found):
        return f"login:phone:{keyed(caller.phone)}", OF_PHONE
    return f"login:name:{keyed(f'{village}:{meant_by(who)}:{network_of(caller.host)}')}", OF_NAME


async def _spend(key: str, limit: Limit, *, at: datetime) -> None:
    wait = await spend(key, burst=limit.burst, per_minute=limit.per_minute, at=at)
    if wait is not None:
        raise TooMany(seconds=wait)
