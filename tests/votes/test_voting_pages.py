"""The voting card, the receipt and the result, as a browser without scripts sees them."""

import pytest

from app.database import fetch_value
from app.deliberation.rules.states import Stance
from app.deliberation.services.households import note_opinion
from app.doors import Actor
from app.votes.rules.ballots import Choice, Method
from app.votes.services.casting import cast
from app.votes.services.closing import close_vote, void_vote
from app.votes.services.counting import enter_hands
from tests.cast import EIGHT, Cast
from tests.client import Doors
from tests.votes.hall import Hall, sit

pytestmark = pytest.mark.anyio


async def seated(village: Cast) -> tuple[Hall, Actor]:
    """Open a hall in which the representative of the cast is present."""
    assert village.representative.person is not None
    return await sit(village, present=15, first=(village.representative.person,)), village.representative


async def test_three_equal_buttons_a_confirmation_and_a_receipt(doors: Doors, village: Cast) -> None:
    hall, voter = await seated(village)
    address = f"/v/mgb/votes/{await hall.open()}"
    client = await doors.as_(voter)

    card = await client.get(address)
    confirm = await client.post(f"{address}/confirm", data={"choice": "for"})
    given = await client.post(address, data={"choice": "for"})
    received = await client.get(given.headers["location"])

    assert [card.text.count(f'name="choice" value="{choice}"') for choice in Choice] == [1, 1, 1]
    assert "button--primary" not in card.text
    assert "您选的是" in confirm.text
    assert given.status_code == 303
    assert "已收到您的一票" in received.text
    assert 'class="receipt"' in received.text


async def test_a_representative_sees_what_the_own_households_say(doors: Doors, village: Cast) -> None:
    hall, voter = await seated(village)
    vote = await hall.open()
    matter = await fetch_value(
        "SELECT r.proposal FROM vote v JOIN revision r ON r.id = v.revision WHERE v.id = $1", vote
    )
    client = await doors.as_(voter)

    before = await client.get(f"/v/mgb/votes/{vote}")
    for number, stance in (("H001", Stance.FOR), ("H002", Stance.FOR), ("H003", Stance.AGAINST)):
        await note_opinion(matter, number, stance, by=voter, at=EIGHT)
    after = await client.get(f"/v/mgb/votes/{vote}")

    assert "您代表的户" not in before.text
    assert '您代表的户： <span class="nb">赞成 <b>2</b></span> <span class="nb">不赞成 <b>1</b></span>' in after.text


async def test_the_answer_never_stands_in_an_address(doors: Doors, village: Cast) -> None:
    hall, voter = await seated(village)
    address = f"/v/mgb/votes/{await hall.open()}"
    client = await doors.as_(voter)

    card = await client.get(address)
    given = await client.post(address, data={"choice": "against"})
    reloaded = await client.get(f"{address}/confirm?choice=for")

    assert 'method="get"' not in card.text
    assert "against" not in given.headers["location"]
    assert reloaded.headers["location"] == address


async def test_posting_twice_is_one_vote(doors: Doors, village: Cast) -> None:
    hall, voter = await seated(village)
    vote = await hall.open()
    client = await doors.as_(voter)

    for _tap in range(2):
        await client.post(f"/v/mgb/votes/{vote}", data={"choice": "for"})

    assert await fetch_value("SELECT count(*) FROM ballot WHERE vote = $1", vote) == 1


async def test_a_choice_that_does_not_exist_leads_back_to_the_question(doors: Doors, village: Cast) -> None:
    hall, voter = await seated(village)
    vote = await hall.open()
    client = await doors.as_(voter)

    for data in ({"choice": "maybe"}, {}, {"choice": "for", "voter": str(hall.present[3])}):
        answer = await client.post(f"/v/mgb/votes/{vote}", data=data)
        assert answer.headers["location"] == f"/v/mgb/votes/{vote}"
    assert await fetch_value("SELECT count(*) FROM ballot WHERE vote = $1", vote) == 0


async def test_a_resident_is_told_why_there_is_no_card(doors: Doors, village: Cast) -> None:
    hall, _voter = await seated(village)
    vote = await hall.open()
    client = await doors.as_(village.resident)

    answer = await client.get(f"/v/mgb/votes/{vote}")

    assert answer.status_code == 409
    assert "没有表决权" in answer.text
    assert answer.text.count("请到会场登记台找工作人员。") == 1


async def test_a_stranger_finds_nothing_and_a_guest_is_asked_to_log_in(doors: Doors, village: Cast) -> None:
    hall, _voter = await seated(village)
    vote = await hall.open()

    assert (await (await doors.as_(village.stranger)).get(f"/v/mgb/votes/{vote}")).status_code == 404
    assert (await (await doors.as_(None)).get(f"/v/mgb/votes/{vote}")).headers["location"].startswith("/v/mgb/login")


async def test_before_the_closing_no_page_shows_what_was_answered(doors: Doors, village: Cast) -> None:
    hall, voter = await seated(village)
    vote = await hall.open()
    await cast(vote, Choice.AGAINST, by=voter, at=EIGHT)
    guest = await doors.as_(None)

    result = await guest.get(f"/v/mgb/votes/{vote}/result")
    projector = await guest.get(f"/v/mgb/meetings/{hall.meeting}/hall")

    assert "反对" not in result.text + projector.text
    assert "verdict" not in result.text + projector.text


async def test_after_the_closing_everybody_sees_the_verdict_and_the_village_sees_names(
    doors: Doors, village: Cast
) -> None:
    hall, voter = await seated(village)
    vote = await hall.open()
    await cast(vote, Choice.FOR, by=voter, at=EIGHT)
    await close_vote(vote, by=village.clerk, at=EIGHT)

    result = await (await doors.as_(None)).get(f"/v/mgb/votes/{vote}/result")
    own = await (await doors.as_(village.resident)).get(f"/v/mgb/votes/{vote}/result")

    assert result.status_code == 200
    assert "未通过" in result.text
    assert "1/15 ≤ 1/2" in result.text
    assert "第三十条" in result.text
    assert voter.name not in result.text
    assert voter.name in own.text


async def test_the_card_of_a_closed_vote_leads_to_its_result(doors: Doors, village: Cast) -> None:
    hall, voter = await seated(village)
    vote = await hall.open()
    await close_vote(vote, by=village.clerk, at=EIGHT)

    answer = await (await doors.as_(voter)).get(f"/v/mgb/votes/{vote}")

    assert answer.headers["location"] == f"/v/mgb/votes/{vote}/result"


async def test_a_void_vote_says_why(doors: Doors, village: Cast) -> None:
    hall, _voter = await seated(village)
    vote = await hall.open()
    await void_vote(vote, reason="问题念错了", by=village.clerk, at=EIGHT)

    result = await (await doors.as_(None)).get(f"/v/mgb/votes/{vote}/result")

    assert "问题念错了" in result.text


async def test_hands_and_papers_show_no_names(doors: Doors, village: Cast) -> None:
    hall, voter = await seated(village)
    vote = await hall.open(Method.HANDS)
    await enter_hands(vote, in_favour=9, against=3, abstain=3, by=village.clerk, at=EIGHT)
    await close_vote(vote, by=village.clerk, at=EIGHT)

    result = await (await doors.as_(None)).get(f"/v/mgb/votes/{vote}/result")

    assert "通过" in result.text
    assert voter.name not in result.text
