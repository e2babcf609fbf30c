"""Coming in: by the card's code the first time, then by phone, name or number with the own password."""

from datetime import datetime
from uuid import UUID

from app.database import execute
from app.figures import day_of
from app.limits import Limit, TooMany, forget_full_buckets, give_back, keyed, left, network_of, spend
from app.passwords import matches
from app.refusals import Refused
from app.village.queries.logins import LoginAccount, account_of_card, accounts_called, meant_by
from app.village.rules.card_codes import read_code
from app.village.services.card_keys import lookups_of
from app.words import Message, _, n_

OF_ADDRESS = Limit(burst=20, per_minute=6)  # a hall full of phones may share one address: only failures count
OF_ACCOUNT = Limit(burst=5, per_minute=1)
TOLD_FROM = 5  # tries left; before that a number would only frighten


async def enter_by_card(typed: str, *, village: UUID, host: str, at: datetime) -> LoginAccount:
    """Return the account whose card was typed; a password must be set before it opens anything."""
    code = read_code(typed)
    if isinstance(code, Message):
        raise Refused(code, field="card")
    tries = Tries(host, at=at)
    await tries.begin()
    found = await account_of_card(lookups_of(code), village=village, on=day_of(at))
    (opened,) = await matches(code, [found.kept if found else None])
    if found is None or not opened:
        raise Refused(
            await tries.explained(_("This card code is not right, or the card was used already.")), field="card"
        )
    await tries.succeed()
    return found


async def enter_by_password(who: str, password: str, *, village: UUID, host: str, at: datetime) -> LoginAccount:
    """Return the account that both what was typed and the password belong to; unknown and wrong sound alike."""
    found = await accounts_called(who, village=village, on=day_of(at))
    # what nobody is called is counted however it is spelled, like what somebody is called: a count betrays no one
    names = [f"account:{one.account}" for one in found] or [f"who:{village}:{keyed(meant_by(who))}"]
    tries = Tries(host, *names, at=at)
    await tries.begin()
    opened = await matches(password, [one.kept for one in found])
    entering = [one for one, fits in zip(found, opened, strict=False) if fits]
    if not entering:
        raise Refused(await tries.explained(_("Name and password do not belong together.")), field="who")
    await tries.succeed()
    if len(entering) > 1:
        raise Refused(
            _("More than one person comes in with this. Type your phone, your name or your person number instead."),
            field="who",
        )
    (one,) = entering
    await execute("UPDATE account SET seen_at = $2 WHERE id = $1", one.account, at)
    await forget_full_buckets(at=at)
    return one


class Tries:
    """The buckets one try at the door is taken from: the caller's address and every account that is meant."""

    def __init__(self, host: str, *names: str, at: datetime) -> None:
        self.at = at
        self.buckets = [(f"login:address:{keyed(network_of(host))}", OF_ADDRESS)]
        self.buckets += [(f"login:{name}", OF_ACCOUNT) for name in names]

    async def begin(self) -> None:
        """Take the try before the password is looked at, so that a hundred at once are a hundred tries."""
        for key, limit in self.buckets:
            wait = await spend(key, burst=limit.burst, per_minute=limit.per_minute, at=self.at)
            if wait is not None:
                raise TooMany(seconds=wait)

    async def succeed(self) -> None:
        """Give the try back: it was none."""
        for key, limit in self.buckets:
            await give_back(key, burst=limit.burst)

    async def explained(self, what: Message) -> Message:
        """Return a failure with the number of tries that are left, where few are."""
        counts = [await left(key, burst=of.burst, per_minute=of.per_minute, at=self.at) for key, of in self.buckets]
        if (fewest := min(counts)) > TOLD_FROM:
            return what
        return _("%(what)s %(left)s", what=what, left=_tries_left(fewest))


def _tries_left(tries: int) -> Message:
    return n_("%(n)s try is left.", "%(n)s tries are left.", tries) if tries else _("No try is left for the moment.")
