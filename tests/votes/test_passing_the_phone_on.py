"""One phone goes along the bench: each screen of a vote says whose it is, and the next person is asked at once."""

import pytest

from app.votes.rules.ballots import Method
from tests.cast import Cast
from tests.client import Doors, said
from tests.votes.hall import sit

pytestmark = pytest.mark.anyio


async def test_the_name_of_the_voter_stands_on_every_screen_of_the_vote(village: Cast, doors: Doors) -> None:
    by = village.representative
    assert by.person is not None
    hall = await sit(village, present=15, first=(by.person,))
    at = f"/v/mgb/votes/{await hall.open(Method.NAMED)}"
    own = await doors.as_(by)

    asked = await own.get(at)
    confirm = await own.post(f"{at}/confirm", data={"choice": "for"})
    await own.post(at, data={"choice": "for"})
    received = await own.get(f"{at}/received")
    again = await own.get(at)

    assert f"您是<b>{by.name}</b>" in said(asked)
    assert f"{by.name}，您选的是：" in confirm.text
    assert f"{by.name}：赞成" in received.text
    assert "您已投票：赞成" in again.text


async def test_the_next_person_is_asked_who_that_is_and_comes_to_the_same_meeting(village: Cast, doors: Doors) -> None:
    by = village.representative
    assert by.person is not None
    hall = await sit(village, present=15, first=(by.person,))
    at = f"/v/mgb/votes/{await hall.open(Method.NAMED)}"
    own = await doors.as_(by)
    await own.post(at, data={"choice": "for"})
    meeting = f"/v/mgb/meetings/{hall.meeting}"

    received = await own.get(f"{at}/received")
    passed = await own.post("/v/mgb/logout", data={"next": meeting})
    own.cookies.delete("yishi_session")
    door = await own.get(passed.headers["location"])

    assert f'name="next" value="{meeting}"' in received.text
    assert "<h1>用密码登录</h1>" in door.text
    assert 'name="shared" value="yes" checked' in door.text
    assert f'name="next" value="{meeting}"' in door.text
