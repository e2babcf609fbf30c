"""Every page that has an address, and every form filled in badly, on a phone: readable for everybody, and not wider."""

import re
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.async_api import Browser

from app.database import fetch_value
from app.doors import Actor
from app.keys import signing_keys
from app.sessions import COOKIE, Session
from app.settings import settings
from tests.cast import EIGHT
from tests.everywhere import Everywhere, filled
from tests.journeys.house import Served, served
from tests.journeys.phone import Phone, a_phone
from tests.test_permissions import PUBLIC, STREAMS, TABLE, visitors
from tests.well_filled import forms_of

pytestmark = [pytest.mark.anyio, pytest.mark.filterwarnings("ignore::ResourceWarning")]

PLAIN = "as it comes"  # everybody's eyes at it; in another look, a page is seen by one
LOOKS = {PLAIN: {}, "large and dark": {"size": "elder", "theme": "dark"}, "in English": {"lang": "en"}}
NO_PAGE = re.compile(r"/api/|/files/|/static/|\.(?:ics|atom|xlsx)$|/rules/file$")
PAGES = sorted(route[4:] for route in TABLE if route.startswith("GET") and route not in STREAMS)
NOT_THERE = ("/nothing", "/v/mgb/nothing", "/v/nowhere", "/v/mgb/proposals/2019-9")
REFUSED = "the server responded with a status of 4"  # what the browser notes of the answer that we look at
SEND = """([address, fields]) => {
  const form = Object.assign(document.createElement("form"), {method: "post", action: address});
  for (const [name, value] of Object.entries(fields))
    form.append(Object.assign(document.createElement("input"), {type: "hidden", name, value}));
  document.body.append(form);
  form.submit();
}"""


@dataclass(slots=True, kw_only=True)
class Readers:
    """Everybody of the cast with a phone, already logged in."""

    house: Served
    browser: Browser
    stack: AsyncExitStack
    actors: dict[str, Actor | None]
    phones: dict[str, Phone] = field(default_factory=dict)

    async def phone(self, who: str, **tastes: str) -> Phone:
        """Return somebody's phone, made once."""
        if who not in self.phones:
            phone = await self.stack.enter_async_context(a_phone(self.browser, f"{self.house.address}/v/mgb"))
            for name, value in (tastes | await self._session(self.actors[who])).items():
                await phone.page.context.add_cookies([{"name": name, "value": value, "url": self.house.address}])
            self.phones[who] = phone
        return self.phones[who]

    async def _session(self, actor: Actor | None) -> dict[str, str]:
        if actor is None or actor.account is None:
            return {}
        version = await fetch_value("SELECT token_version FROM account WHERE id = $1", actor.account)
        session = Session(account=actor.account, version=version, began=self.house.now())
        return {COOKIE: signing_keys(settings()).sign(session, at=self.house.now())}

    def complaints(self) -> list[str]:
        """Return what was wrong with any page on any phone."""
        said = {one for phone in self.phones.values() for one in phone.complaints if REFUSED not in one}
        return sorted(said)


@pytest.fixture
async def readers(everywhere: Everywhere, browser: Browser, tmp_path: Path) -> AsyncIterator[Readers]:
    """The played village, served by a house in which it is EIGHT."""
    async with AsyncExitStack() as stack:
        house = stack.enter_context(served(database=everywhere.database, folder=tmp_path))
        house.pass_time(seconds=(EIGHT - datetime.now(tz=UTC)).total_seconds())
        yield Readers(house=house, browser=browser, stack=stack, actors=visitors(everywhere.village))


def readers_of(path: str, actors: dict[str, Actor | None]) -> list[str]:
    """Return who looks: guest and secretary at a public page, the first who may at another, everybody at the desk."""
    allowed = TABLE[f"GET {path}"]
    if allowed == PUBLIC:
        return ["anonymous", "secretary"]
    able = [who for who, actor in actors.items() if actor and actor.roles & allowed and who != "stranger"]
    return able if path.endswith("/desk") else able[:1]


@pytest.mark.parametrize("look", LOOKS)
async def test_every_page_can_be_read(everywhere: Everywhere, readers: Readers, look: str) -> None:
    for path in PAGES:
        if NO_PAGE.search(path):
            continue
        for who in readers_of(path, readers.actors)[: None if look == PLAIN else 1]:
            phone = await readers.phone(who, **LOOKS[look])
            await phone.page.goto(readers.house.address + filled(path, everywhere.things))
            await phone.look()
    for path in NOT_THERE:
        phone = await readers.phone("anonymous")
        answer = await phone.page.goto(readers.house.address + path)
        assert answer is not None
        assert answer.status == 404
        await phone.look()

    assert not readers.complaints(), "\n".join(readers.complaints())


async def test_every_form_filled_in_badly_can_be_read(everywhere: Everywhere, readers: Readers) -> None:
    for form in forms_of(everywhere.village, everywhere.things):
        if not form.words:
            continue  # only choices and numbers: nothing to leave empty
        phone = await readers.phone(form.by)
        await phone.page.goto(f"{readers.house.address}/v/mgb/desk")
        address = filled(form.path, everywhere.things)
        async with phone.page.expect_navigation():
            await phone.page.evaluate(SEND, [address, form.fields | dict.fromkeys(form.words, "")])
        await phone.look()

    assert not readers.complaints(), "\n".join(readers.complaints())
