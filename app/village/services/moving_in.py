"""Founding a village on a page: with the code of who runs the machine; its first administrator comes in at once."""

from dataclasses import asdict, dataclass, replace
from datetime import datetime
from functools import partial
from uuid import UUID, uuid4

from anyio import to_thread

from app.database import execute, fetch_value, transaction
from app.doors import Actor
from app.keys import signing_keys
from app.limits import Limit, TooMany, give_back, keyed, network_of, spend
from app.passwords import hash_secret
from app.record import write_entry
from app.refusals import Refused
from app.settings import settings
from app.village.rules.characters import personal_name
from app.village.rules.founding_code import founding_code, founds
from app.village.rules.password_advice import fault_of
from app.village.rules.people import PersonRow, roster_of
from app.village.rules.seats import Body, Office, SeatRow, Sex
from app.village.services.enrolment import take_in
from app.village.services.founding import begin_village, console, must_be_code
from app.village.services.particulars import Particulars
from app.words import Message, _

TRIES = Limit(burst=5, per_minute=1)
NUMBER = "A001"  # no list of an office begins so, and none gives the administrator's number to somebody else
SEAT = SeatRow(body=Body.ADMINISTRATION, office=Office.ADMINISTRATOR)
VILLAGES = "SELECT count(*) FROM village"


@dataclass(frozen=True, slots=True, kw_only=True)
class Founding:
    """What is asked of who founds a village."""

    name: str
    code: str
    particulars: Particulars
    administrator: str
    sex: Sex


@dataclass(frozen=True, slots=True, kw_only=True)
class Founded:
    """The account of the new village's administrator, who is let in at once."""

    account: UUID
    version: int = 1


async def code_to_found() -> str:
    """Return the code that founds the next village of this house."""
    keys = signing_keys(settings()).by_kid
    return founding_code(next(iter(keys.values())), villages=int(await fetch_value(VILLAGES)))


async def found_and_enter(founding: Founding, *, key: str, password: str, host: str, at: datetime) -> Founded:
    """Found the village under the code `key`; of two who use the same code at once the second is refused."""
    bucket = f"found:{keyed(network_of(host))}"
    if (wait := await spend(bucket, burst=TRIES.burst, per_minute=TRIES.per_minute, at=at)) is not None:
        raise TooMany(seconds=wait)
    await _must_found(key)
    await give_back(bucket, burst=TRIES.burst)
    must_be_code(founding.code)
    name = personal_name(founding.administrator)
    if isinstance(name, Message):
        raise Refused(name, field="administrator")
    if (fault := await to_thread.run_sync(partial(fault_of, password, own=[name, founding.name]))) is not None:
        raise Refused(fault, field="password")
    kept = await hash_secret(password)
    async with transaction():
        await execute("LOCK TABLE village IN SHARE ROW EXCLUSIVE MODE")  # the count below stays true until the commit
        await _must_found(key)
        village = await begin_village(founding.name, code=founding.code, at=at, **asdict(founding.particulars))
        by = console(village, code=founding.code)
        first = PersonRow(person_no=NUMBER, name=name, sex=founding.sex, seats=(SEAT,))
        await take_in(roster_of([first]), village=village, by=by, at=at)
        return Founded(account=await _account(village, kept=kept, by=by, name=name, at=at))


async def _must_found(key: str) -> None:
    keys = signing_keys(settings()).by_kid.values()
    if not founds(key, keys=keys, villages=int(await fetch_value(VILLAGES))):
        raise Refused(
            _("This founding code is not right, or a village was founded with it already. ./yishi found prints it."),
            field="key",
        )


async def _account(village: UUID, *, kept: str, by: Actor, name: str, at: datetime) -> UUID:
    account = uuid4()
    person: UUID = await fetch_value("SELECT id FROM person WHERE village = $1 AND no = $2", village, NUMBER)
    await execute(
        "INSERT INTO account (id, village, person, password_hash, token_version, seen_at)"
        " VALUES ($1, $2, $3, $4, 1, $5)",
        account, village, person, kept, at,
    )  # fmt: skip
    actor = replace(by, person=person, account=account, name=name)
    await write_entry("password.set", subject=person, by=actor, at=at, facts={"by": "founding"})
    return account
