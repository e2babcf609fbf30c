"""The pages of a meeting: what everybody reads, what who runs it does, with and without scripts."""

import pytest

from app.deliberation.queries.meetings import meeting_view, members_due
from app.deliberation.rules.states import MeetingState
from app.deliberation.rules.step_keys import StepKey
from app.deliberation.services.meetings import close_meeting
from tests.cast import EIGHT, Cast
from tests.client import Doors
from tests.deliberation.matters import a_matter
from tests.deliberation.sittings import CALLED, a_called_meeting, an_open_meeting, code_of

pytestmark = pytest.mark.anyio


async def test_everybody_reads_the_list_without_a_login(village: Cast, doors: Doors) -> None:
    meeting = await a_called_meeting(village, at_step=StepKey.RESOLVE)
    anybody = await doors.as_(None)

    answer = await anybody.get("/v/mgb/meetings")

    assert answer.status_code == 200
    assert "村民代表会议" in answer.text
    assert f"/v/mgb/meetings/{meeting}" in answer.text


async def test_the_page_of_a_meeting_names_nobody_but_chair_and_recorder(village: Cast, doors: Doors) -> None:
    meeting = await an_open_meeting(village, at_step=StepKey.RESOLVE, present=14)
    anybody = await doors.as_(None)

    answer = await anybody.get(f"/v/mgb/meetings/{meeting}")

    view = await meeting_view(meeting, village=village.place.id)
    members = await members_due(meeting)
    assert answer.status_code == 200
    assert view.chair_name in answer.text
    assert "已达法定人数" in answer.text
    assert await code_of(meeting) not in answer.text
    others = {member.name for member in members} - {view.chair_name, view.recorder_name}
    assert not [name for name in others if name in answer.text]


async def test_who_runs_the_meeting_sees_who_is_missing_and_the_code(village: Cast, doors: Doors) -> None:
    meeting = await an_open_meeting(village, present=4)
    clerk = await doors.as_(village.clerk)

    answer = await clerk.get(f"/v/mgb/meetings/{meeting}/attendance")

    (missing,) = [member.name for member in await members_due(meeting) if not member.present]
    assert missing in answer.text
    assert await code_of(meeting) in answer.text


async def test_a_meeting_is_run_from_its_buttons(village: Cast, doors: Doors) -> None:
    meeting = await a_called_meeting(village)
    clerk = await doors.as_(village.clerk)
    address = f"/v/mgb/meetings/{meeting}"

    opened = await clerk.post(f"{address}/open")
    twice = await clerk.post(f"{address}/open")
    closed = await clerk.post(f"{address}/close", data={"sure": "yes"})

    assert (opened.status_code, opened.headers["location"]) == (303, f"{address}/console")
    assert twice.status_code == 409
    assert (closed.status_code, closed.headers["location"]) == (303, address)
    assert (await meeting_view(meeting, village=village.place.id)).state is MeetingState.CLOSED


async def test_an_item_nobody_spoke_of_yet_waits_for_its_turn(village: Cast, doors: Doors) -> None:
    meeting = await a_called_meeting(village)

    page = (await (await doors.as_(None)).get(f"/v/mgb/meetings/{meeting}")).text

    assert "待议" in page


async def test_an_item_is_deferred_and_returned_only_on_its_own_meeting(village: Cast, doors: Doors) -> None:
    meeting = await an_open_meeting(village, at_step=StepKey.REVIEW)
    other = await an_open_meeting(village)
    (item,) = (await meeting_view(meeting, village=village.place.id)).items
    clerk = await doors.as_(village.clerk)

    elsewhere = await clerk.post(f"/v/mgb/meetings/{other}/items/{item.id}/defer", data={"reason": "再议"})
    empty = await clerk.post(f"/v/mgb/meetings/{meeting}/items/{item.id}/return", data={"to": "confer", "reason": ""})
    returned = await clerk.post(
        f"/v/mgb/meetings/{meeting}/items/{item.id}/return", data={"to": "confer", "reason": "预算要重算"}
    )

    assert (elsewhere.status_code, empty.status_code, returned.status_code) == (404, 409, 303)


ACTS: tuple[tuple[str, str, dict[str, str] | None], ...] = (
    ("get", "book", None), ("get", "sign-in", None), ("get", "told", None), ("post", "told", {"told_by": "phone"}),
    ("post", "open", {}), ("post", "close", {}), ("post", "not-held", {}), ("post", "cancel", {"reason": "台风"}),
    ("post", "tick", {"who": "张三"}), ("post", "sign-in", {"code": "123456"}),
)  # fmt: skip


@pytest.mark.parametrize(("method", "path", "filled"), ACTS)
async def test_a_stranger_finds_nothing_and_nobody_is_sent_to_log_in(
    village: Cast, doors: Doors, method: str, path: str, filled: dict[str, str] | None
) -> None:
    meeting = await a_called_meeting(village)
    address = f"/v/mgb/meetings/{meeting}/{path}"
    foreign = f"/v/xp/meetings/{meeting}/{path}"
    stranger, nobody = await doors.as_(village.stranger), await doors.as_(None)

    for where in (address, foreign):
        found = await stranger.request(method, where, data=filled)
        assert found.status_code == 404, where
    sent = await nobody.request(method, address, data=filled)

    assert sent.status_code == (303 if method == "get" else 401)
    assert (await meeting_view(meeting, village=village.place.id)).state is MeetingState.CALLED


@pytest.mark.parametrize("who", ["resident", "representative", "supervisor", "township", "branch"])
@pytest.mark.parametrize(
    ("method", "path", "filled"), [act for act in ACTS if act[1] not in ("sign-in", "told", "book")]
)
async def test_who_does_not_run_the_meeting_is_refused(
    village: Cast, doors: Doors, who: str, method: str, path: str, filled: dict[str, str] | None
) -> None:
    meeting = await a_called_meeting(village)
    client = await doors.as_(getattr(village, who))

    answer = await client.request(method, f"/v/mgb/meetings/{meeting}/{path}", data=filled)

    assert answer.status_code == 403
    assert (await meeting_view(meeting, village=village.place.id)).state is MeetingState.CALLED


async def test_pages_of_a_meeting_that_is_not_there_are_not_there(village: Cast, doors: Doors) -> None:
    clerk = await doors.as_(village.clerk)

    for path in ("", "/attendance", "/book", "/told", "/live", "/sign-in"):
        answer = await clerk.get(f"/v/mgb/meetings/{village.person('P0001')}{path}")
        assert answer.status_code == 404, path
    assert (await clerk.get("/v/mgb/meetings/7")).status_code == 404
    assert (await clerk.get("/v/mgb/meetings?page=zwei")).status_code == 200
    assert (await clerk.get("/v/mgb/meetings?page=99999")).status_code == 200


async def test_every_page_reads_well_in_english(village: Cast, doors: Doors) -> None:
    called = await a_called_meeting(village)
    held = await an_open_meeting(village, at_step=StepKey.REVIEW, present=3)
    matter = await a_matter(village, at=CALLED)
    clerk = await doors.as_(village.clerk)
    clerk.cookies.set("lang", "en", domain="yishi.test")

    for path in (
        "", f"/{called}", f"/{held}", f"/{held}/attendance", f"/{held}/book", f"/{held}/told", f"/{held}/sign-in",
        "/new", f"/new?proposal={matter.id}",
    ):  # fmt: skip
        answer = await clerk.get(f"/v/mgb/meetings{path}")
        assert answer.status_code == 200, path


async def test_an_item_that_a_closed_meeting_left_undecided_says_so(village: Cast, doors: Doors) -> None:
    meeting = await an_open_meeting(village, present=5)
    anybody = await doors.as_(None)

    sitting = await anybody.get(f"/v/mgb/meetings/{meeting}")
    await close_meeting(meeting, by=village.clerk, at=EIGHT)
    closed = await anybody.get(f"/v/mgb/meetings/{meeting}")

    assert "正在进行" in sitting.text
    assert "留待下次会议" in closed.text


async def test_nothing_is_in_hand_before_the_meeting_opens(village: Cast, doors: Doors) -> None:
    meeting = await a_called_meeting(village)

    answer = await (await doors.as_(village.clerk)).get(f"/v/mgb/meetings/{meeting}/console")

    assert "正在进行" not in answer.text
