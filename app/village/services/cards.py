"""Login cards: who gets one, the code that opens the door once, and the sheet they are cut from."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID, uuid4

from app.database import execute, fetch_row, transaction
from app.doors import Actor, Role
from app.figures import day_of
from app.paper import render
from app.passwords import hash_secrets
from app.record import write_entry
from app.refusals import Forbidden, Missing, Refused
from app.settings import settings
from app.village.queries.access import CardHolder, above_the_clerk, holders, without_access
from app.village.rules.card_codes import new_code, printed
from app.village.rules.printed import CardSheet, LoginCard
from app.village.services.card_keys import lookup_of
from app.words import _

AT_A_TIME = 120  # cards in one answer; more would keep the clerk waiting
_KEEP = (
    "INSERT INTO account (id, village, person, card_lookup, card_hash, card_issued_at, token_version)"
    " VALUES ($1, $2, $3, $4, $5, $6, 1) ON CONFLICT (person) DO UPDATE SET card_lookup = EXCLUDED.card_lookup,"
    " card_hash = EXCLUDED.card_hash, card_issued_at = EXCLUDED.card_issued_at"
)


async def issue_cards(people: Sequence[UUID], *, by: Actor, at: datetime) -> CardSheet:
    """Give each of `people` a new card and return the sheet: the only place where the codes stand in clear.

    An older card of theirs is void from now on; a password works until the new card is used.
    """
    by.must(Role.CLERK, Role.ADMINISTRATOR)
    wanted = list(dict.fromkeys(people))
    found = await holders(by.village, people=wanted, on=day_of(at))
    if len(found) != len(wanted):
        raise Missing()
    if not by.may(Role.ADMINISTRATOR) and await above_the_clerk(wanted, on=day_of(at)):
        raise Forbidden(_("Only an administrator prints cards for administrators and township officers."))
    return await _issue(found, by=by, at=at)


async def issue_missing_cards(*, by: Actor, at: datetime, most: int | None = None) -> CardSheet:
    """Give a card to everybody of age, or with a seat, who has no way in yet; at most `most` at a time."""
    by.must(Role.CLERK, Role.ADMINISTRATOR)
    found = await without_access(by.village, on=day_of(at))
    if not by.may(Role.ADMINISTRATOR):
        found = [one for one in found if not await above_the_clerk([one.person], on=day_of(at))]
    return await _issue(found[:most], by=by, at=at)


async def print_sheet(sheet: CardSheet) -> bytes:
    """Return the cards as a PDF."""
    return await render("village/print_cards.html", sheet)


async def _issue(found: Sequence[CardHolder], *, by: Actor, at: datetime) -> CardSheet:
    if not found:
        raise Refused(_("There is nobody to print a card for."))
    codes = [new_code() for _one in found]
    hashes = await hash_secrets(codes)
    async with transaction():
        village = await fetch_row("SELECT name FROM village WHERE id = $1", by.village)
        if village is None:
            raise Missing()
        for one, code, kept in sorted(zip(found, codes, hashes, strict=True), key=lambda card: str(card[0].person)):
            await execute(_KEEP, uuid4(), by.village, one.person, lookup_of(code), kept, at)
        facts = {"people": [one.number for one in found]}
        await write_entry("cards.issued", subject=by.village, by=by, at=at, facts=facts)
    home = f"{settings().public_url}/v/{by.village_code}"
    cards = tuple(_card(one, code=code, home=home) for one, code in zip(found, codes, strict=True))
    site = f"{home.partition('://')[2]}/login"
    return CardSheet(village=village["name"], site=site, cards=cards, issued=day_of(at))


def _card(one: CardHolder, *, code: str, home: str) -> LoginCard:
    """Return one card; its code stands behind the `#` of the address, which no browser sends and no log keeps."""
    url = f"{home}/login#{printed(code)}"
    return LoginCard(name=one.name, group=one.group, household=one.household, code=printed(code), url=url)
