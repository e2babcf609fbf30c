"""Login cards: who gets one, the code that opens the door once, and the sheet they are cut from."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID, uuid4

from app.database import execute, fetch_value, transaction
from app.doors import Actor, Role
from app.figures import day_of
from app.paper import PaperError, render
from app.passwords import hash_secrets
from app.record import write_entry
from app.refusals import Forbidden, Missing, Refused
from app.settings import settings
from app.village.queries import seats_of
from app.village.queries.access import CardHolder, above_the_clerk, holders, without_access
from app.village.queries.consents import card_agreed, second_office
from app.village.rules.card_codes import last_day, new_code, printed, read_code
from app.village.rules.consents import ConsentKind, Wish
from app.village.rules.printed import CardSheet, LoginCard
from app.village.rules.two_sides import watches
from app.village.services.asking import ask_second_office
from app.village.services.card_keys import lookup_of
from app.words import _

AT_A_TIME = 100  # cards in one printing; more would keep the clerk and the press waiting
_KEEP = (
    "INSERT INTO account (id, village, person, card_lookup, card_hash, card_issued_at, card_until, token_version)"
    " VALUES ($1, $2, $3, $4, $5, $6, $7, 1) ON CONFLICT (person) DO UPDATE SET card_lookup = EXCLUDED.card_lookup,"
    " card_hash = EXCLUDED.card_hash, card_issued_at = EXCLUDED.card_issued_at, card_until = EXCLUDED.card_until"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Printing:
    """Cards as a PDF, and the day that stands on them; the codes are nowhere else."""

    pdf: bytes
    issued: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """Cards with their codes, before they count; `agreed` are the consents under which some of them are printed."""

    agreed: tuple[UUID, ...]
    holders: tuple[CardHolder, ...]
    hashes: tuple[str, ...]
    sheet: CardSheet


async def issue_cards(people: Sequence[UUID], *, by: Actor, at: datetime) -> CardSheet:
    """Give each of `people` a new card and return the sheet: the only place where the codes stand in clear.

    An older card of theirs is void from now on; a password works until the new card is used.
    """
    drawn = await _draw(await _allowed(people, by=by, at=at), by=by, at=at)
    await _keep(drawn, by=by, at=at)
    return drawn.sheet


async def print_cards(people: Sequence[UUID], *, by: Actor, at: datetime) -> Printing:
    """Do the same on paper; a card counts only once it is printed."""
    return await _print(await _allowed(people, by=by, at=at), by=by, at=at)


async def print_missing_cards(*, by: Actor, at: datetime) -> Printing:
    """Print cards for those of age, or with a seat, who have no way in yet: the first hundred of them."""
    by.must(Role.CLERK, Role.ADMINISTRATOR)
    found = await without_access(by.village, on=day_of(at))
    if not by.may(Role.ADMINISTRATOR):
        found = [one for one in found if not await above_the_clerk([one.person], on=day_of(at))]
    found = [one for one in found if not await _waits(one.person, by=by, at=at)]
    return await _print(found[:AT_A_TIME], by=by, at=at)


async def ask_for_card(person: UUID, *, by: Actor, at: datetime) -> None:
    """Ask a second office to agree to a new card for somebody who watches over others."""
    await _allowed([person], by=by, at=at)
    async with transaction():
        await ask_second_office(Wish(kind=ConsentKind.CARD, person=person), by=by, at=at)


async def card_needs_consent(person: UUID, *, by: Actor, at: datetime) -> bool:
    """Return whether a second office has still to agree before a card for this person is printed."""
    return await _waits(person, by=by, at=at)


async def _waits(person: UUID, *, by: Actor, at: datetime) -> bool:
    if not watches(await seats_of(person, on=day_of(at))) or not await second_office(by, besides=person, at=at):
        return False
    return await card_agreed(person, village=by.village, at=at) is None


async def _allowed(people: Sequence[UUID], *, by: Actor, at: datetime) -> list[CardHolder]:
    by.must(Role.CLERK, Role.ADMINISTRATOR)
    wanted = list(dict.fromkeys(people))
    found = await holders(by.village, people=wanted, on=day_of(at))
    if len(found) != len(wanted):
        raise Missing()
    if not by.may(Role.ADMINISTRATOR) and await above_the_clerk(wanted, on=day_of(at)):
        raise Forbidden(_("Only an administrator prints cards for administrators and for those who supervise."))
    return found


async def _under_consents(found: Sequence[CardHolder], *, by: Actor, at: datetime) -> tuple[UUID, ...]:
    """Return the consents for the cards of those who watch over others; refuse where one is missing."""
    agreed: list[UUID] = []
    for one in found:
        if await _waits(one.person, by=by, at=at):
            raise Refused(
                _(
                    "%(name)s supervises the village: a second office must agree to a new card first."
                    " Ask for it on the page of this person.",
                    name=one.name,
                )
            )
        if (consent := await card_agreed(one.person, village=by.village, at=at)) is not None:
            agreed.append(consent)
    return tuple(agreed)


async def _print(found: Sequence[CardHolder], *, by: Actor, at: datetime) -> Printing:
    drawn = await _draw(found, by=by, at=at)
    try:
        pdf = await render("village/print_cards.html", drawn.sheet)
    except PaperError as fault:
        raise Refused(_("The cards could not be printed, and no card has changed. Please try again.")) from fault
    await _keep(drawn, by=by, at=at)
    return Printing(pdf=pdf, issued=drawn.sheet.issued)


async def _draw(found: Sequence[CardHolder], *, by: Actor, at: datetime) -> Drawn:
    """Draw the codes; nothing is written yet."""
    if not found:
        raise Refused(_("There is nobody to print a card for."))
    agreed = await _under_consents(found, by=by, at=at)
    name = await fetch_value("SELECT name FROM village WHERE id = $1", by.village)
    home = f"{settings().public_url}/v/{by.village_code}"
    cards = tuple(_card(one, code=new_code(), home=home) for one in found)
    site = f"{home.partition('://')[2]}/login"
    return Drawn(
        agreed=agreed,
        holders=tuple(found),
        hashes=tuple(await hash_secrets([str(read_code(card.code)) for card in cards])),
        sheet=CardSheet(village=name, site=site, cards=cards, issued=day_of(at), valid_until=last_day(day_of(at))),
    )


async def _keep(drawn: Drawn, *, by: Actor, at: datetime) -> None:
    """Let the cards count: from now on their codes open the door, and older ones do not."""
    rows = zip(drawn.holders, drawn.sheet.cards, drawn.hashes, strict=True)
    until = drawn.sheet.valid_until
    async with transaction():
        for one, card, kept in sorted(rows, key=lambda row: str(row[0].person)):
            await execute(_KEEP, uuid4(), by.village, one.person, lookup_of(str(read_code(card.code))), kept, at, until)
        for consent in drawn.agreed:  # of two who print under one consent the second is late
            if (
                await fetch_value(
                    "UPDATE consent SET used_at = $2 WHERE id = $1 AND used_at IS NULL RETURNING 1", consent, at
                )
                is None
            ):
                raise Refused(_("This card was printed already. Ask again for another one."))
        facts = {"people": [one.number for one in drawn.holders], "consents": [str(one) for one in drawn.agreed]}
        await write_entry("cards.issued", subject=by.village, by=by, at=at, facts=facts)


def _card(one: CardHolder, *, code: str, home: str) -> LoginCard:
    """Return one card; its code stands behind the `#` of the address, which no browser sends and no log keeps."""
    url = f"{home}/login?by=card#{printed(code)}"
    return LoginCard(name=one.name, group=one.group, household=one.household, code=printed(code), url=url)
