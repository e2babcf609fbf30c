"""The page of a meeting leads whoever may answer to the open vote, and shows everybody what was decided."""

import pytest

from app.database import fetch_value
from app.deliberation.services.attendance import note_departure, tick
from app.votes.rules.ballots import Choice, Method
from app.votes.services.casting import cast
from app.votes.services.closing import close_vote
from tests.cast import EIGHT, Cast, acting
from tests.client import Doors
from tests.votes.hall import Hall, sit

pytestmark = pytest.mark.anyio


def address(hall: Hall) -> str:
    return f"/v/mgb/meetings/{hall.meeting}"


async def test_a_member_in_the_hall_finds_the_vote_on_the_page_of_the_meeting(doors: Doors, village: Cast) -> None:
    hall = await sit(village, present=15, first=(village.person("P0003"),))
    phone = await doors.as_(village.representative)

    before = await phone.get(address(hall))
    vote = await hall.open()
    opened = await phone.get(address(hall), headers={"hx-request": "true"})
    await cast(vote, Choice.FOR, by=village.representative, at=EIGHT)
    after = await phone.get(address(hall))

    assert "/votes/" not in before.text
    assert f'href="/v/mgb/votes/{vote}"' in opened.text
    assert "<html" not in opened.text
    assert f'href="/v/mgb/votes/{vote}/received"' in after.text


async def test_who_has_no_vote_sees_that_the_hall_is_voting(doors: Doors, village: Cast) -> None:
    hall = await sit(village, present=15)
    vote = await hall.open()

    answers = [await (await doors.as_(who)).get(address(hall)) for who in (None, village.resident)]

    for answer in answers:
        assert "表决进行中" in answer.text
        assert f"/votes/{vote}" not in answer.text


async def test_hands_ask_nothing_of_the_phone(doors: Doors, village: Cast) -> None:
    hall = await sit(village, present=15, first=(village.person("P0003"),))
    vote = await hall.open(Method.HANDS)

    answer = await (await doors.as_(village.representative)).get(address(hall))

    assert "举手" in answer.text
    assert f"/votes/{vote}" not in answer.text


async def test_a_teller_finds_the_papers_on_the_page_of_the_meeting(doors: Doors, village: Cast) -> None:
    hall = await sit(village, present=15, first=(village.person("P0003"),))
    vote = await hall.open(Method.PAPER, tellers=hall.present[:2])

    answer = await (await doors.as_(await acting("P0003"))).get(address(hall))

    assert f'href="/v/mgb/votes/{vote}/paper"' in answer.text


async def test_the_page_keeps_the_verdict_with_its_working(doors: Doors, village: Cast) -> None:
    hall = await sit(village, present=15)
    vote = await hall.open()
    await close_vote(vote, by=village.clerk, at=EIGHT)

    answer = await (await doors.as_(None)).get(address(hall))

    assert "verdict--rejected" in answer.text
    assert "0/15 ≤ 1/2" in answer.text
    assert f"/v/mgb/votes/{vote}/result" in answer.text


async def test_only_who_is_awaited_is_asked_to_sign_in(doors: Doors, village: Cast) -> None:
    hall = await sit(village, present=15, first=(village.person("P0003"),))
    number = await fetch_value("SELECT no FROM person WHERE id = $1", hall.due[16])
    awaited = await acting(number)

    present, absent, resident = [
        await (await doors.as_(who)).get(address(hall)) for who in (village.representative, awaited, village.resident)
    ]

    assert "/sign-in" in absent.text
    assert "/sign-in" not in present.text
    assert "/sign-in" not in resident.text


async def test_who_signed_in_late_reads_why_there_is_no_button(doors: Doors, village: Cast) -> None:
    hall = await sit(village, present=15)
    vote = await hall.open()
    late = hall.due[15]
    await tick(hall.meeting, late, by=village.clerk, at=EIGHT)
    phone = await doors.as_(await acting(await fetch_value("SELECT no FROM person WHERE id = $1", late)))

    page = await phone.get(address(hall))
    card = await phone.get(f"/v/mgb/votes/{vote}")

    assert "您签到晚于开始表决，不在本次表决人中。" in page.text
    assert f'href="/v/mgb/votes/{vote}"' in page.text
    assert "不在本次表决人中" in card.text


async def test_who_has_left_reads_that_there_is_no_vote_from_home(doors: Doors, village: Cast) -> None:
    hall = await sit(village, present=15, first=(village.person("P0003"),))
    await hall.open()
    await note_departure(hall.meeting, village.person("P0003"), by=village.clerk, at=EIGHT)

    page = await (await doors.as_(village.representative)).get(address(hall))

    assert "您已离会，不在会场不能表决。" in page.text
