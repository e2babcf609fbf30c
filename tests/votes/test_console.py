"""The console: what can't be done now shows its button with the reason, and every act comes back to it."""

import re

import httpx
import pytest

from app.database import fetch_row, fetch_value
from app.deliberation.rules.bodies import Assembly
from app.votes.rules.ballots import Method
from tests.cast import Cast, acting
from tests.client import Doors, said
from tests.deliberation.sittings import a_called_meeting
from tests.votes.hall import Hall, sit

pytestmark = pytest.mark.anyio


PRIMARY = re.compile(r'<button class="button button--primary"[^>]*>([^<]+)')


def seen_on(look: httpx.Response) -> str:
    """Return the mark of the numbers that the page before the closing shows."""
    found = re.search(r'name="seen" value="(\w+)"', look.text)
    assert found is not None
    return found[1]


def address(hall: Hall) -> str:
    return f"/v/mgb/meetings/{hall.meeting}"


async def test_before_the_meeting_is_open_only_opening_it_is_offered(doors: Doors, village: Cast) -> None:
    meeting = await a_called_meeting(village)

    console = (await (await doors.as_(village.clerk)).get(f"/v/mgb/meetings/{meeting}/console")).text

    assert PRIMARY.findall(console) == ["宣布开会"]
    assert "开始表决" not in console
    assert "到会人数够了，先宣布开会。" in console


async def test_without_a_quorum_the_button_is_there_with_its_reason(doors: Doors, village: Cast) -> None:
    hall = await sit(village, present=12)

    console = await (await doors.as_(village.clerk)).get(f"{address(hall)}/console")

    assert 'aria-disabled="true" aria-describedby="why"' in console.text
    assert "不能开始表决：应到19人，实到12人，至少到会13人" in said(console)


async def test_opening_it_all_the_same_is_refused_on_the_console(doors: Doors, village: Cast) -> None:
    hall = await sit(village, present=12)
    client = await doors.as_(village.clerk)

    answer = await client.post(f"{address(hall)}/votes", data={"item": str(hall.item), "method": "named"})

    assert answer.status_code == 409
    assert 'id="refused"' in answer.text


async def test_open_answer_close_and_see_the_verdict(doors: Doors, village: Cast) -> None:
    hall = await sit(village, present=15)
    client = await doors.as_(village.clerk)
    opened = await client.post(f"{address(hall)}/votes", data={"item": str(hall.item), "method": "named"})
    vote = await fetch_value("SELECT id FROM vote WHERE item = $1", hall.item)

    running = await client.get(opened.headers["location"])
    for person in hall.present[:9]:
        await client.post(f"/v/mgb/votes/{vote}/said", data={"person": str(person), "choice": "for"})
    asked = await client.post(f"/v/mgb/votes/{vote}/close")
    await client.post(f"/v/mgb/votes/{vote}/close", data={"seen": seen_on(asked)})
    done = await client.get(f"{address(hall)}/console")

    assert "表决进行中" in running.text
    assert asked.status_code == 200
    assert "本次表决人15人，其中6人未表决" in said(asked)
    assert "verdict--carried" in done.text
    assert "9/15 ＞ 1/2" in done.text


async def test_hands_are_entered_and_a_wrong_sum_keeps_what_was_typed(doors: Doors, village: Cast) -> None:
    hall = await sit(village, present=15)
    vote = await hall.open(Method.HANDS)
    client = await doors.as_(village.clerk)

    wrong = await client.post(f"/v/mgb/votes/{vote}/hands", data={"in_favour": "14", "against": "3", "abstain": "0"})
    right = await client.post(f"/v/mgb/votes/{vote}/hands", data={"in_favour": "12", "against": "3", "abstain": "0"})

    assert wrong.status_code == 409
    assert 'value="14"' in wrong.text
    assert right.status_code == 303
    row = await fetch_row("SELECT in_favour FROM hand_count WHERE vote = $1", vote)
    assert row is not None
    assert row["in_favour"] == 12


async def test_numbers_that_are_no_numbers_are_refused(doors: Doors, village: Cast) -> None:
    hall = await sit(village, present=15)
    vote = await hall.open(Method.HANDS)
    client = await doors.as_(village.clerk)

    for typed in ("-1", "1.5", "十", "", "999999999999999999999"):
        data = {"in_favour": typed, "against": "3", "abstain": "0"}
        assert (await client.post(f"/v/mgb/votes/{vote}/hands", data=data)).status_code == 422
    assert await fetch_value("SELECT count(*) FROM hand_count WHERE vote = $1", vote) == 0


async def test_a_vote_is_declared_void_with_its_reason(doors: Doors, village: Cast) -> None:
    hall = await sit(village, present=15)
    vote = await hall.open()
    client = await doors.as_(village.clerk)

    assert (await client.post(f"/v/mgb/votes/{vote}/void", data={"reason": ""})).status_code == 422
    await client.post(f"/v/mgb/votes/{vote}/void", data={"reason": "问题念错了"})

    console = await client.get(f"{address(hall)}/console")
    assert "问题念错了" in console.text
    assert "开始表决" in console.text


async def test_two_tellers_enter_the_papers_each_on_the_own_page(doors: Doors, village: Cast) -> None:
    assert village.representative.person is not None
    hall = await sit(village, present=15, first=(village.representative.person,))
    vote = await hall.open(Method.PAPER, tellers=hall.present[:2])
    second = await acting(await fetch_value("SELECT no FROM person WHERE id = $1", hall.present[1]))
    one, other = await doors.as_(village.representative), await doors.as_(second)
    count = {"handed_out": "15", "returned": "14", "in_favour": "9", "against": "3", "abstain": "1", "invalid": "1"}

    card = await one.get(f"/v/mgb/votes/{vote}")
    assert card.headers["location"] == f"/v/mgb/votes/{vote}/paper"
    await one.post(f"/v/mgb/votes/{vote}/paper", data=count)
    unseen = await other.get(f"/v/mgb/votes/{vote}/paper")
    differs = await other.post(f"/v/mgb/votes/{vote}/paper", data=count | {"in_favour": "8", "against": "4"})
    again = await one.get(differs.headers["location"])
    running = await (await doors.as_(village.clerk)).get(f"{address(hall)}/console")

    assert PRIMARY.findall(running.text) == []
    assert 'value="9"' not in unseen.text
    assert unseen.text.count('autocomplete="off"') == len(count), "no browser says what was counted before"
    assert "两名计票人的结果不一致：赞成、反对" in again.text
    await one.post(f"/v/mgb/votes/{vote}/paper", data=count)
    await other.post(f"/v/mgb/votes/{vote}/paper", data=count)
    console = await (await doors.as_(village.clerk)).get(f"{address(hall)}/console")
    assert "数字一致" in console.text
    assert PRIMARY.findall(console.text) == ["结束表决，计票"]


async def test_who_has_counted_again_is_not_told_to_count_again(doors: Doors, village: Cast) -> None:
    assert village.representative.person is not None
    hall = await sit(village, present=15, first=(village.representative.person,))
    vote = await hall.open(Method.PAPER, tellers=hall.present[:2])
    second = await acting(await fetch_value("SELECT no FROM person WHERE id = $1", hall.present[1]))
    one, other = await doors.as_(village.representative), await doors.as_(second)
    count = {"handed_out": "15", "returned": "14", "in_favour": "9", "against": "3", "abstain": "1", "invalid": "1"}
    await one.post(f"/v/mgb/votes/{vote}/paper", data=count)
    await other.post(f"/v/mgb/votes/{vote}/paper", data=count | {"in_favour": "8", "against": "4"})

    await one.post(f"/v/mgb/votes/{vote}/paper", data=count)
    waiting = (await one.get(f"/v/mgb/votes/{vote}/paper")).text

    assert ("您的计票已录入" in waiting, "重新计票" in waiting) == (True, False)
    assert 'hx-trigger="vote from:#live' in waiting, "the page learns by itself what the other teller found"
    assert f'hx-sse:connect="{address(hall)}/live"' in waiting


async def test_papers_without_tellers_show_who_can_be_one(doors: Doors, village: Cast) -> None:
    hall = await sit(village, present=15)
    client = await doors.as_(village.clerk)

    answer = await client.post(f"{address(hall)}/votes", data={"item": str(hall.item), "method": "paper"})

    assert answer.status_code == 409
    assert '<details open id="tellers">' in answer.text


async def test_hands_are_counted_before_the_vote_is_closed(doors: Doors, village: Cast) -> None:
    hall = await sit(village, present=15)
    vote = await hall.open(Method.HANDS)
    client = await doors.as_(village.clerk)

    before = (await client.get(f"{address(hall)}/console")).text
    await client.post(f"/v/mgb/votes/{vote}/hands", data={"in_favour": "15", "against": "0", "abstain": "0"})
    after = (await client.get(f"{address(hall)}/console")).text

    assert PRIMARY.findall(before) == ["录入举手人数"]
    assert PRIMARY.findall(after) == ["结束表决，计票"]


async def test_piles_that_do_not_add_up_keep_what_the_teller_typed(doors: Doors, village: Cast) -> None:
    assert village.representative.person is not None
    hall = await sit(village, present=15, first=(village.representative.person,))
    vote = await hall.open(Method.PAPER, tellers=hall.present[:2])
    count = {"handed_out": "15", "returned": "13", "in_favour": "9", "against": "3", "abstain": "1", "invalid": "1"}

    answer = await (await doors.as_(village.representative)).post(f"/v/mgb/votes/{vote}/paper", data=count)

    assert answer.status_code == 409
    assert "收回13张" in answer.text
    assert 'value="13"' in answer.text


@pytest.mark.parametrize("who", ["resident", "representative", "supervisor", "township", "administrator"])
async def test_who_does_not_run_the_meeting_sees_no_console(doors: Doors, village: Cast, who: str) -> None:
    hall = await sit(village, present=15)
    vote = await hall.open()
    client = await doors.as_(getattr(village, who))

    assert (await client.get(f"{address(hall)}/console")).status_code == 403
    assert (await client.post(f"/v/mgb/votes/{vote}/close")).status_code == 403
    assert (await client.post(f"/v/mgb/votes/{vote}/void", data={"reason": "x"})).status_code == 403
    assert await fetch_value("SELECT state FROM vote WHERE id = $1", vote) == "open"


async def test_the_next_village_s_secretary_finds_nothing(doors: Doors, village: Cast) -> None:
    hall = await sit(village, present=15)
    vote = await hall.open()
    client = await doors.as_(village.stranger)

    for path in (f"/v/mgb/votes/{vote}/close", f"/v/xp/votes/{vote}/close"):
        assert (await client.post(path)).status_code == 404
    assert (await client.get(f"/v/xp/meetings/{hall.meeting}/console")).status_code == 404


async def test_the_code_stands_on_the_projector_only_where_the_clerk_has_logged_in(doors: Doors, village: Cast) -> None:
    hall = await sit(village, present=12)

    projector = await (await doors.as_(village.clerk)).get(f"{address(hall)}/hall")
    at_home = await (await doors.as_(None)).get(f"{address(hall)}/hall")

    assert "4827" in projector.text
    assert "4827" not in at_home.text


async def test_the_console_renews_itself_by_its_partial(doors: Doors, village: Cast) -> None:
    hall = await sit(village, present=15)
    client = await doors.as_(village.clerk)

    partial = await client.get(f"{address(hall)}/console", headers={"hx-request": "true"})

    assert "<html" not in partial.text
    assert partial.text.count('id="votes"') == 1


async def test_the_hall_of_a_villagers_meeting_counts_households_as_households(doors: Doors, village: Cast) -> None:
    hall = await sit(village, present=3, body=Assembly.VILLAGERS_MEETING)
    anybody = await doors.as_(None)

    few = said(await anybody.get(f"{address(hall)}/hall"))
    console = said(await (await doors.as_(village.clerk)).get(f"{address(hall)}/console"))

    assert re.search(r"还差\d+户", few)
    assert not re.search(r"还差\d+人", few)
    assert "至少到会64户（依据《村民委员会组织法》（2025年修正）第二十六条）" in console


async def test_two_members_of_one_name_are_told_apart_by_their_numbers(doors: Doors, village: Cast) -> None:
    namesakes = (village.person("P0109"), village.person("P0175"))
    hall = await sit(village, present=30, body=Assembly.PARTY_MEETING, first=namesakes)
    client = await doors.as_(village.clerk)

    tellers = (await client.get(f"{address(hall)}/console")).text
    await hall.open(Method.NAMED)
    answers = (await client.get(f"{address(hall)}/console")).text

    for page in (tellers, answers):
        assert [f"林春生 {number}" in page for number in ("P0109", "P0175")] == [True, True]
