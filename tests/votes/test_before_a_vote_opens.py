"""What is said before a vote opens: that those who are there can't carry it, and who may not count its papers."""

import re

import pytest

from app.database import fetch_value, transaction
from app.deliberation.rules.bodies import Assembly
from app.record import write_entry
from app.refusals import Refused
from app.votes.rules.ballots import Method
from app.votes.services.opening import open_vote
from tests.cast import EIGHT, Cast
from tests.client import Doors, said
from tests.votes.hall import sit

pytestmark = pytest.mark.anyio


async def test_a_vote_that_nobody_there_can_carry_is_opened_only_by_who_says_so(village: Cast) -> None:
    hall = await sit(village, present=19, body=Assembly.PARTY_MEETING)  # 38 are due: 19 are a quorum, 20 must agree

    with pytest.raises(Refused) as refused:
        await hall.open(Method.HANDS)
    vote = await open_vote(hall.item, method=Method.HANDS, sure=True, by=village.clerk, at=EIGHT)

    assert refused.value.field == "sure"
    assert "20 votes are needed, and 19 people with a vote are present" in str(refused.value.message)
    assert await fetch_value("SELECT state FROM vote WHERE id = $1", vote) == "open"


async def test_the_console_says_it_beforehand_with_the_numbers_and_the_ways_on(doors: Doors, village: Cast) -> None:
    hall = await sit(village, present=19, body=Assembly.PARTY_MEETING)
    client = await doors.as_(village.clerk)
    address = f"/v/mgb/meetings/{hall.meeting}"

    console = await client.get(f"{address}/console")
    refused = await client.post(f"{address}/votes", data={"item": str(hall.item), "method": "hands"})
    opened = await client.post(f"{address}/votes", data={"item": str(hall.item), "method": "hands", "sure": "yes"})

    assert "须有20票，现在有表决权的到会19人，即使全部赞成也不能通过。" in said(console)
    assert "可以等更多成员到会" in said(console)
    assert "赞成20票以上" in said(console) or "20" in said(console)
    assert 'name="sure" value="yes" required' in console.text
    assert refused.status_code == 409
    assert opened.status_code == 303


async def test_where_it_can_be_carried_nothing_more_is_asked(doors: Doors, village: Cast) -> None:
    hall = await sit(village, present=20, body=Assembly.PARTY_MEETING)

    console = await (await doors.as_(village.clerk)).get(f"/v/mgb/meetings/{hall.meeting}/console")

    assert "即使全部赞成" not in console.text
    assert 'value="hands" checked' in console.text or 'value="hands" required checked' in console.text


async def test_the_chair_counts_no_papers(village: Cast) -> None:
    assert village.committee.person is not None
    hall = await sit(village, present=15, first=(village.committee.person,))

    with pytest.raises(Refused, match="chair of the meeting can't be a teller"):
        await hall.open(Method.PAPER, tellers=(village.committee.person, hall.present[1]))


async def test_who_put_the_matter_forward_for_somebody_else_counts_no_papers(village: Cast) -> None:
    hall = await sit(village, present=15)
    async with transaction():
        await write_entry("proposal.put_forward", subject=hall.proposal, by=hall.voter(3), at=EIGHT, facts={})

    with pytest.raises(Refused, match="Who put the matter forward"):
        await hall.open(Method.PAPER, tellers=hall.present[3:5])


async def test_only_who_may_count_is_offered_and_who_has_no_phone_is_marked(doors: Doors, village: Cast) -> None:
    assert village.committee.person is not None
    hall = await sit(village, present=15, first=(village.committee.person,))
    await fetch_value("UPDATE person SET phone = NULL WHERE id = $1 RETURNING id", hall.present[1])

    console = await (await doors.as_(village.clerk)).get(f"/v/mgb/meetings/{hall.meeting}/console")

    assert f'name="tellers" value="{village.committee.person}"' not in console.text
    assert f'name="tellers" value="{hall.present[1]}"' in console.text
    line = re.search(rf'value="{hall.present[1]}"><span>(.*?)</span></label>', console.text)
    assert line is not None
    assert "（无手机）" in line[1]
