"""The power fails in the middle of a vote: every answer that was acknowledged is there, once, and the record holds."""

import asyncio
import os
import signal
import socket
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from uuid import UUID, uuid4

import httpx
import pytest

from app.database import fetch
from app.deliberation.rules.bodies import Assembly
from app.keys import signing_keys
from app.record import verify
from app.sessions import COOKIE, Session
from app.settings import settings
from app.village.tables import Account
from app.votes.rules.ballots import Choice
from app.votes.services.closing import close_vote
from tests.cast import Cast
from tests.votes.hall import sit

pytestmark = pytest.mark.anyio
VOTERS = 40
STORM_SECONDS = 60  # at most, on a busy machine
START_SECONDS = 40


@dataclass(slots=True)
class Phone:
    """A voter's phone: what the server acknowledged last, and what was on its way when the line went dead."""

    voter: UUID
    client: httpx.AsyncClient
    acknowledged: Choice | None = None
    under_way: Choice | None = None
    posts: int = 0
    choices: list[Choice] = field(default_factory=lambda: [Choice.FOR, Choice.AGAINST, Choice.ABSTAIN])

    async def tap(self, address: str, choice: Choice) -> bool:
        """Send one answer; return whether it was acknowledged."""
        self.under_way = choice
        answer = await self.client.post(address, data={"choice": choice.value})
        assert answer.status_code == 303, answer.text[:300]
        assert answer.headers["location"].endswith("/received")
        self.acknowledged, self.under_way, self.posts = choice, None, self.posts + 1
        return True

    async def keep_tapping(self, address: str) -> None:
        """Change the answer again and again until the server is gone."""
        place = 0
        try:
            while True:
                await self.tap(address, self.choices[place % 3])
                place += 1
        except httpx.TransportError:
            return


async def test_after_a_kill_in_a_storm_of_votes_every_acknowledged_ballot_is_there_once(
    village: Cast, database: str
) -> None:
    hall = await sit(village, present=140, body=Assembly.VILLAGERS_MEETING)
    vote = await hall.open()
    address = f"/v/mgb/votes/{vote}"
    port = _free_port()

    async with _phones(village, hall.present[:VOTERS], port=port) as phones:
        server = await _serve(database, port=port)
        storm = asyncio.gather(*(phone.keep_tapping(address) for phone in phones))
        await _in_full_storm(phones)
        server.send_signal(signal.SIGKILL)
        await server.wait()
        await storm

        ballots = await _ballots(vote)
        for phone in phones:
            possible = {choice for choice in (phone.acknowledged, phone.under_way) if choice is not None}
            assert phone.acknowledged is None or phone.voter in ballots
            assert phone.voter not in ballots or ballots[phone.voter] in possible

        server = await _serve(database, port=port)
        await asyncio.gather(*(phone.tap(address, Choice.FOR) for phone in phones))
        server.terminate()
        await server.wait()

    verdict = await close_vote(vote, by=village.clerk, at=datetime.now(tz=UTC))
    assert verdict.tally.in_favour == VOTERS
    assert await verify(village.place.id) is None


async def _in_full_storm(phones: list[Phone]) -> None:
    """Wait until the phones have given more answers than there are voters, and go on giving them."""
    for _try in range(STORM_SECONDS * 20):
        if sum(phone.posts for phone in phones) > 2 * VOTERS:
            return
        await asyncio.sleep(0.05)
    raise AssertionError("it was no storm")


async def _ballots(vote: UUID) -> dict[UUID, Choice]:
    rows = await fetch("SELECT voter, choice FROM ballot WHERE vote = $1", vote)
    assert len({row["voter"] for row in rows}) == len(rows)
    return {row["voter"]: Choice(row["choice"]) for row in rows}


async def _serve(database: str, *, port: int) -> asyncio.subprocess.Process:
    """Start a real server of its own on the database of the test, and wait until it answers."""
    server = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "uvicorn", "app.serving:application", "--factory", "--host", "127.0.0.1",
        "--port", str(port), "--log-level", "error", env=os.environ | {"DATABASE_URL": database},
    )  # fmt: skip
    async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}") as probe:
        for _try in range(START_SECONDS * 10):
            assert server.returncode is None, "the server ended before it began"
            try:
                if (await probe.get("/v/mgb/login")).status_code == 200:
                    return server
            except httpx.TransportError:
                await asyncio.sleep(0.1)
    raise AssertionError("the server did not come up")


@asynccontextmanager
async def _phones(village: Cast, voters: tuple[UUID, ...], *, port: int) -> AsyncIterator[list[Phone]]:
    """Give each voter an account and a phone with a real session."""
    now, place = datetime.now(tz=UTC), village.place.id
    known = {row["person"]: row["id"] for row in await fetch("SELECT id, person FROM account")}
    new = [Account(id=uuid4(), village=place, person=voter) for voter in voters if voter not in known]
    if new:
        await Account.insert(*new)
    accounts = known | {account.person: account.id for account in new}
    phones = []
    for voter in voters:
        token = signing_keys(settings()).sign(Session(account=accounts[voter], version=1, began=now), at=now)
        client = httpx.AsyncClient(
            base_url=f"http://127.0.0.1:{port}",
            headers={"origin": f"http://127.0.0.1:{port}", "cookie": f"{COOKIE}={token}"},
            timeout=20,
        )
        phones.append(Phone(voter=voter, client=client))
    try:
        yield phones
    finally:
        for phone in phones:
            await phone.client.aclose()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
