"""How the tests of the door get somebody a card or a password, by the acts everybody else uses."""

from datetime import datetime
from uuid import UUID

import httpx

from app.village.services.cards import issue_cards
from app.village.services.login import enter_by_card
from app.village.services.passwords import CardTicket, set_first_password
from tests.cast import EIGHT, Cast
from tests.client import ORIGIN, Doors
from tests.house_style import must_be_in_style

GOOD = "路灯亮了四十八盏"
HALL = "203.0.113.7"


async def card_of(person: UUID, *, village: Cast, at: datetime = EIGHT) -> str:
    """Print a card and return its code."""
    sheet = await issue_cards([person], by=village.administrator, at=at)
    return sheet.cards[0].code


async def ticket_of(code: str, *, village: Cast, at: datetime = EIGHT) -> CardTicket:
    """Show a card at the door."""
    entered = await enter_by_card(code, village=village.place.id, host=HALL, at=at)
    return CardTicket(account=entered.account, version=entered.version, lookup=entered.lookup)


async def password_of(number: str, *, village: Cast, password: str = GOOD, at: datetime = EIGHT) -> None:
    """Let a person come in by card and set a password."""
    ticket = await ticket_of(await card_of(village.person(number), village=village, at=at), village=village, at=at)
    await set_first_password(ticket, password, village=village.place.id, at=at)


def phone(doors: Doors, *, host: str = HALL) -> httpx.AsyncClient:
    """Return a phone nobody has logged in with, at an address of its own; close it with `async with`."""
    return httpx.AsyncClient(
        transport=httpx.ASGITransport(app=doors.house, raise_app_exceptions=False, client=(host, 1)),  # type: ignore[arg-type]  # ASGI by another library's types
        base_url="http://yishi.test",
        headers=ORIGIN,
        event_hooks={"response": [must_be_in_style]},
    )
