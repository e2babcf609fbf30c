"""In a vote by name the village's own people see names; everybody else sees numbers, also where pages are kept."""

from datetime import timedelta
from uuid import UUID

import pytest

from app.database import fetch_value
from app.votes.rules.ballots import Choice, Method
from app.votes.services.casting import cast
from app.votes.services.closing import close_vote
from app.votes.services.counting import enter_hands
from tests.cast import EIGHT, Cast
from tests.client import Doors, said
from tests.votes.hall import Hall, sit

pytestmark = pytest.mark.anyio
PUBLIC = (
    "/v/mgb",
    "/v/mgb/proposals/2026-1",
    "/v/mgb/meetings/{meeting}",
    "/v/mgb/meetings/{meeting}/hall",
    "/v/mgb/votes/{vote}/result",
    "/v/mgb/feed.atom",
    "/api/v1/villages/mgb/proposals/2026-1",
)


async def named(village: Cast) -> tuple[Hall, UUID, str]:
    """Close a vote in which one member votes against; return who."""
    hall = await sit(village, present=15)
    vote = await hall.open(Method.NAMED)
    for place in range(15):
        await cast(vote, Choice.FOR if place else Choice.AGAINST, by=hall.voter(place), at=EIGHT)
    await close_vote(vote, by=village.clerk, at=EIGHT + timedelta(minutes=9))
    return hall, vote, await fetch_value("SELECT name FROM person WHERE id = $1", hall.present[0])


async def test_the_public_sees_numbers_and_the_village_sees_names_in_either_order(doors: Doors, village: Cast) -> None:
    hall, vote, against = await named(village)
    anybody, resident, stranger = (
        await doors.as_(None), await doors.as_(village.resident), await doors.as_(village.stranger),
    )  # fmt: skip

    for path in PUBLIC:
        address = path.format(meeting=hall.meeting, vote=vote)
        readers = (anybody, resident, anybody, stranger, anybody)  # what is kept for one is never told to another
        for reader in readers:
            page = await reader.get(address)
            assert page.status_code == 200, address
            if reader is not resident:
                assert against not in page.text, f"{address} tells everybody who voted against"

    for address in ("/v/mgb/proposals/2026-1", f"/v/mgb/votes/{vote}/result"):
        assert against in (await resident.get(address)).text
        assert "其他人只能看到票数" in said(await anybody.get(address))


async def test_the_card_says_who_will_see_the_answer_before_it_is_given(doors: Doors, village: Cast) -> None:
    assert village.representative.person is not None
    hall = await sit(village, present=15, first=(village.representative.person,))
    vote = await hall.open(Method.NAMED)
    client = await doors.as_(village.representative)

    card = await client.get(f"/v/mgb/votes/{vote}")
    confirm = await client.post(f"/v/mgb/votes/{vote}/confirm", data={"choice": "for"})

    for page in (card, confirm):
        assert "登录的本村村民能看到您的姓名和选择；其他人只能看到票数" in said(page)


async def test_of_hands_it_is_said_that_they_carry_no_names(doors: Doors, village: Cast) -> None:
    hall = await sit(village, present=15)
    vote = await hall.open(Method.HANDS)
    await enter_hands(vote, in_favour=15, against=0, abstain=0, by=village.clerk, at=EIGHT)
    await close_vote(vote, by=village.clerk, at=EIGHT)

    assert "举手和表决票不记姓名" in said(await (await doors.as_(None)).get(f"/v/mgb/votes/{vote}/result"))
