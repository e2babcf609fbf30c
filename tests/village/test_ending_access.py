"""A lost card or phone is put out by the clerk, the own phones by oneself; each is one line in the record."""

import pytest

from app.database import fetch_value
from app.refusals import Forbidden, Missing
from app.village.services.access import end_sessions, revoke
from tests.cast import EIGHT, Cast

pytestmark = pytest.mark.anyio


async def last_kind(village: Cast) -> str:
    kind: str = await fetch_value(
        "SELECT kind FROM record_entry WHERE village = $1 ORDER BY seq DESC LIMIT 1", village.place.id
    )
    return kind


async def test_the_clerk_puts_out_a_lost_phone(village: Cast) -> None:
    assert village.resident.person is not None

    await revoke(village.resident.person, by=village.clerk, at=EIGHT)

    assert await last_kind(village) == "access.revoked"


async def test_nobody_else_puts_anybody_out(village: Cast) -> None:
    own, other = village.resident.person, village.stranger.person
    assert own is not None
    assert other is not None

    for actor in (village.secretary, village.supervisor, village.resident, village.township):
        with pytest.raises(Forbidden):
            await revoke(own, by=actor, at=EIGHT)
    with pytest.raises(Missing):
        await revoke(other, by=village.clerk, at=EIGHT)


async def test_who_ends_the_own_sessions_finds_it_in_the_record(village: Cast) -> None:
    await end_sessions(by=village.resident, at=EIGHT)

    assert await last_kind(village) == "sessions.ended"
