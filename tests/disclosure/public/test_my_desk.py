"""My desk: what waits for whom, the oldest day first, and nothing of it for anybody else."""

from datetime import timedelta

import pytest

from app.deliberation.rules.step_keys import StepKey
from app.deliberation.services.attendance import note_departure
from app.deliberation.services.sittings import close_meeting
from app.deliberation.services.suggestions import suggest
from app.deliberation.services.threads import PostDraft, say
from app.disclosure.queries.desk.own import served
from app.disclosure.queries.ledger import ledger_of
from app.disclosure.services.drafting import draft_resolution
from app.disclosure.services.execution import take_back
from app.disclosure.services.objections import object_to
from app.doors import Actor
from app.votes.rules.ballots import Choice, Method
from app.votes.services.casting import cast
from app.votes.services.closing import close_vote
from app.votes.services.counting import enter_hands
from tests.cast import EIGHT, Cast, acting
from tests.client import Doors, said
from tests.deliberation.sittings import a_called_meeting, an_emptied_meeting
from tests.disclosure.conftest import NEXT_DAY, WEEKS_LATER, Story
from tests.story import pay
from tests.votes.hall import sit

pytestmark = pytest.mark.anyio

TOOLS = ("/proposals/new", "/import", "/settings", "/rules", "/review", "/account")


async def desk(doors: Doors, who: Actor) -> str:
    answer = await (await doors.as_(who)).get("/v/mgb/desk")
    assert answer.status_code == 200
    return said(answer)


async def test_an_open_vote_waits_for_who_is_on_the_roll_until_it_is_answered(village: Cast, doors: Doors) -> None:
    by = village.representative
    assert by.person is not None
    hall = await sit(village, present=15, first=(by.person,))
    vote = await hall.open(Method.NAMED)

    before = await desk(doors, by)
    elsewhere = await desk(doors, village.supervisor)
    await cast(vote, Choice.FOR, by=by, at=EIGHT)
    after = await desk(doors, by)

    assert f"/v/mgb/votes/{vote}" in before
    assert f"/v/mgb/votes/{vote}" not in elsewhere
    assert f'href="/v/mgb/votes/{vote}"' not in after
    assert f"/v/mgb/votes/{vote}/received" in after, "who has voted finds the way back while it may be changed"


async def test_a_meeting_in_session_asks_who_is_due_to_sign_in(village: Cast, doors: Doors) -> None:
    hall = await sit(village, present=0)

    due = await desk(doors, village.representative)
    resident = await desk(doors, village.resident)

    assert f"/v/mgb/meetings/{hall.meeting}/sign-in" in due
    assert f"/v/mgb/meetings/{hall.meeting}" not in resident


async def test_who_has_signed_in_finds_the_way_back_to_the_meeting(village: Cast, doors: Doors) -> None:
    by = village.representative
    assert by.person is not None
    hall = await sit(village, present=15, first=(by.person,))

    page = await desk(doors, by)

    assert "您已签到" in page
    assert f'href="/v/mgb/meetings/{hall.meeting}"' in page


async def test_a_meeting_with_nothing_left_waits_only_for_who_cancels_it(village: Cast, doors: Doors) -> None:
    meeting = await an_emptied_meeting(village)

    runs = await desk(doors, village.secretary)

    assert "已没有可议的事项" in runs
    assert f'href="/v/mgb/meetings/{meeting}"' in runs
    assert f"/v/mgb/meetings/{meeting}" not in await desk(doors, village.branch)


async def test_a_meeting_of_today_stands_with_its_hour(village: Cast, doors: Doors) -> None:
    await a_called_meeting(village, at_step=StepKey.RESOLVE)

    assert "今天20:00，您应到会" in await desk(doors, village.representative)
    assert "今天20:00，由您主持或记录" in await desk(doors, village.secretary)


async def test_tellers_are_asked_for_their_counts(village: Cast, doors: Doors) -> None:
    teller = village.representative
    assert teller.person is not None
    hall = await sit(village, present=15, first=(teller.person,))
    vote = await hall.open(Method.PAPER, tellers=(teller.person, hall.present[1]))

    assert f"/v/mgb/votes/{vote}/paper" in await desk(doors, teller)
    assert f"/v/mgb/votes/{vote}/paper" not in await desk(doors, village.party_member)


async def test_what_waits_for_an_answer_stands_with_its_day(published: Story, published_doors: Doors) -> None:
    by = published.village
    question = await say(published.matter.id, PostDraft(text="从哪里绕？", asks=True), by=by.resident, at=NEXT_DAY)
    suggestion = await suggest("修凉亭", "漏雨了", by=by.resident, at=NEXT_DAY)
    objection = await object_to(await published.hanging(), "钱呢", address="10.0.0.1", at=NEXT_DAY)

    secretary = await desk(published_doors, by.secretary)
    supervisor = await desk(published_doors, by.supervisor)
    resident = await desk(published_doors, by.resident)

    places = [f"/posts/{question}/answer", f"/suggestions/{suggestion}", f"/objections/{objection}/answer"]
    assert [place in secretary for place in places] == [True, True, True]
    assert [place in supervisor for place in places] == [True, False, True]
    assert [place in resident for place in places] == [False, False, False]


async def test_late_answers_come_first_and_the_township_sees_them(published: Story, published_doors: Doors) -> None:
    by = published.village
    await object_to(await published.hanging(), "钱呢", address="10.0.0.1", at=NEXT_DAY)
    published_doors.clock.now = NEXT_DAY + timedelta(days=30)

    township = await desk(published_doors, by.township)
    supervisor = await desk(published_doors, by.supervisor)

    assert "本村逾期事项（1件）" in township
    assert "task--now" in supervisor


async def test_a_carried_matter_asks_for_its_notice_and_then_for_its_review(
    resolved: Story, resolved_doors: Doors
) -> None:
    by = resolved.village
    to_draft = await desk(resolved_doors, by.clerk)
    notice = await draft_resolution(resolved.matter.id, by=by.clerk, at=NEXT_DAY)

    to_review = await desk(resolved_doors, by.supervisor)

    assert "应当及时公开" in to_draft
    assert f"/v/mgb/review/{notice}" in to_review
    assert f"/v/mgb/review/{notice}" not in await desk(resolved_doors, by.clerk)


async def test_overspending_waits_for_who_watches_until_it_is_put_right(
    published: Story, published_doors: Doors
) -> None:
    village, matter = published.village, published.matter.id
    published_doors.clock.now = WEEKS_LATER
    before = await desk(published_doors, village.supervisor)
    await pay(matter, village, yuan=400_001, at=WEEKS_LATER)

    over = "超出决议1元"
    assert over not in before
    assert over in await desk(published_doors, village.supervisor)
    assert over in await desk(published_doors, village.township)
    assert over not in await desk(published_doors, village.representative)

    (wrong,) = (await ledger_of(matter)).entries
    await take_back(wrong.id, reason="多写一元", by=village.clerk, at=WEEKS_LATER)
    assert over not in await desk(published_doors, village.supervisor)


async def test_a_representative_sees_the_own_households_and_nobody_else_does(village: Cast, doors: Doors) -> None:
    other = await acting("P0010")

    own = await desk(doors, village.representative)

    assert "我代表的" in own
    assert "H001" in own
    assert "H001" not in await desk(doors, other)


async def test_the_tools_are_those_of_the_own_seats(village: Cast, doors: Doors) -> None:
    tools = {}
    for name in ("resident", "secretary", "administrator", "supervisor"):
        page = await desk(doors, getattr(village, name))
        tools[name] = {path for path in TOOLS if f'href="/v/mgb{path}"' in page}

    assert tools == {
        "resident": {"/account"},
        "secretary": {"/proposals/new", "/review", "/account"},
        "administrator": {"/import", "/settings", "/rules", "/account"},
        "supervisor": {"/review", "/account"},
    }


async def test_a_stranger_has_no_desk_here(village: Cast, doors: Doors) -> None:
    assert (await (await doors.as_(village.stranger)).get("/v/mgb/desk")).status_code == 404
    assert (await (await doors.as_(None)).get("/v/mgb/desk")).status_code == 303


async def test_a_resident_sees_how_the_own_representative_came_and_voted_by_name(village: Cast, doors: Doors) -> None:
    by = village.representative
    assert by.person is not None
    hall = await sit(village, present=15, first=(by.person,))
    vote = await hall.open(Method.NAMED)
    await cast(vote, Choice.AGAINST, by=by, at=EIGHT)
    open_still = await desk(doors, village.resident)
    await close_vote(vote, by=village.clerk, at=EIGHT)

    closed = await desk(doors, village.resident)
    own = await desk(doors, by)

    assert f"<b>{by.name}</b>代表您家参加村民代表会议" in closed
    assert f"/v/mgb/votes/{vote}/result" in closed
    assert "反对" in closed
    assert f"/v/mgb/votes/{vote}/result" not in open_still, "nothing is told before the vote is closed"
    assert "我的代表" not in own


async def test_due_came_and_voted_speak_of_the_same_sittings(village: Cast) -> None:
    person = village.person("P0003")
    since = EIGHT - timedelta(days=90)
    hall = await sit(village, present=15, first=(person,))
    vote = await hall.open(Method.HANDS)
    await enter_hands(vote, in_favour=15, against=0, abstain=0, by=village.clerk, at=EIGHT)
    await close_vote(vote, by=village.clerk, at=EIGHT)

    during = await served(person, village=village.place.id, since=since)
    await close_meeting(hall.meeting, by=village.clerk, at=EIGHT)
    after = await served(person, village=village.place.id, since=since)

    assert (during.due, during.came, during.votes) == (0, 0, 0)
    assert (after.due, after.came, after.votes) == (1, 1, 1)


async def test_no_vote_waits_on_the_desk_of_who_has_left_the_hall(village: Cast, doors: Doors) -> None:
    hall = await sit(village, present=15, first=(village.person("P0003"),))
    vote = await hall.open(Method.NAMED)

    await note_departure(hall.meeting, village.person("P0003"), by=village.clerk, at=EIGHT)

    assert f"/v/mgb/votes/{vote}" not in await desk(doors, village.representative)
