"""The pages of a meeting: what everybody reads, what who runs it does, with and without scripts."""

import pytest

from app.deliberation.queries.meetings import meeting_view, meetings_of, members_due
from app.deliberation.rules.states import MeetingState
from app.deliberation.rules.step_keys import StepKey
from app.deliberation.services.meetings import close_meeting
from tests.cast import EIGHT, Cast
from tests.client import Doors, said
from tests.deliberation.matters import a_matter
from tests.deliberation.sittings import CALLED, a_called_meeting, an_open_meeting, code_of, later

pytestmark = pytest.mark.anyio
HTMX = {"hx-request": "true"}


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


async def test_the_numbers_alone_name_nobody_to_the_public(village: Cast, doors: Doors) -> None:
    meeting = await an_open_meeting(village, at_step=StepKey.RESOLVE, present=12)
    anybody = await doors.as_(None)

    answer = await anybody.get(f"/v/mgb/meetings/{meeting}/attendance", headers=HTMX)

    assert answer.status_code == 200
    assert "<html" not in answer.text
    assert "还差1人" in answer.text
    assert not [member.name for member in await members_due(meeting) if member.name in answer.text]


async def test_who_runs_the_meeting_sees_who_is_missing_and_the_code(village: Cast, doors: Doors) -> None:
    meeting = await an_open_meeting(village, present=4)
    clerk = await doors.as_(village.clerk)

    answer = await clerk.get(f"/v/mgb/meetings/{meeting}/attendance")

    (missing,) = [member.name for member in await members_due(meeting) if not member.present]
    assert missing in answer.text
    assert await code_of(meeting) in answer.text


async def test_a_meeting_is_called_from_the_form(village: Cast, doors: Doors) -> None:
    matter = await a_matter(village, at_step=StepKey.RESOLVE)
    clerk = await doors.as_(village.clerk)
    filled = {
        "items": str(matter.id), "day": "2026-04-24", "clock": "19:30", "place": "村活动室",
        "chair": str(village.secretary.person), "recorder": str(village.clerk.person), "told_by": "broadcast",
    }  # fmt: skip

    form = await clerk.get(f"/v/mgb/meetings/new?proposal={matter.id}")
    answer = await clerk.post(f"/v/mgb/meetings/new?proposal={matter.id}", data=filled)

    (meeting,) = await meetings_of(village.place.id, living=True)
    assert form.status_code == 200
    assert (answer.status_code, answer.headers["location"]) == (303, f"/v/mgb/meetings/{meeting.id}")
    assert meeting.starts_at == later(EIGHT, days=4, minutes=-30)


async def test_a_meeting_called_too_soon_keeps_what_was_typed_and_asks_for_the_reason(
    village: Cast, doors: Doors
) -> None:
    matter = await a_matter(village, at_step=StepKey.RESOLVE)
    clerk = await doors.as_(village.clerk)
    filled = {
        "items": str(matter.id), "day": "2026-04-22", "clock": "19:30", "place": "小学操场",
        "chair": str(village.secretary.person), "recorder": str(village.clerk.person),
    }  # fmt: skip

    refused = await clerk.post(f"/v/mgb/meetings/new?proposal={matter.id}", data=filled)
    accepted = await clerk.post(
        f"/v/mgb/meetings/new?proposal={matter.id}", data={**filled, "short_notice_reason": "台风前要定"}
    )

    assert refused.status_code == 409
    assert "小学操场" in refused.text
    assert "最早可在2026年4月23日开会" in said(refused)
    assert accepted.status_code == 303


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("day", "2026-13-01"), ("day", ""), ("clock", "25:00"), ("place", "长" * 81), ("chair", "somebody"),
        ("told_by", "pigeon"), ("extra", "1"), ("items", "7"), ("place", "\u202e\u200b"),
    ],
)  # fmt: skip
async def test_a_faulty_form_is_shown_again(village: Cast, doors: Doors, field: str, value: str) -> None:
    matter = await a_matter(village)
    clerk = await doors.as_(village.clerk)
    filled = {
        "items": str(matter.id), "day": "2026-04-24", "clock": "19:30", "place": "村活动室",
        "chair": str(village.secretary.person), "recorder": str(village.clerk.person),
    }  # fmt: skip

    answer = await clerk.post(f"/v/mgb/meetings/new?proposal={matter.id}", data={**filled, field: value})

    assert answer.status_code == 422
    assert await meetings_of(village.place.id) == ()


async def test_the_form_for_no_matter_lets_one_choose(village: Cast, doors: Doors) -> None:
    matter = await a_matter(village)
    clerk = await doors.as_(village.clerk)

    answer = await clerk.get("/v/mgb/meetings/new")
    foreign = await clerk.get(f"/v/mgb/meetings/new?proposal={village.person('P0001')}")

    assert f"proposal={matter.id}" in answer.text
    assert foreign.status_code == 404


async def test_a_member_signs_in_on_the_own_phone(village: Cast, doors: Doors) -> None:
    meeting = await an_open_meeting(village)
    phone = await doors.as_(village.branch)
    address = f"/v/mgb/meetings/{meeting}/sign-in"

    asked = await phone.get(address)
    wrong = await phone.post(address, data={"code": "abc"})
    right = await phone.post(address, data={"code": await code_of(meeting)})
    after = await phone.get(address)

    assert "六位数字" in asked.text
    assert wrong.status_code == 409
    assert (right.status_code, right.headers["location"]) == (303, address)
    assert "已签到" in after.text


async def test_a_resident_who_is_not_due_is_told_so(village: Cast, doors: Doors) -> None:
    meeting = await an_open_meeting(village)
    phone = await doors.as_(village.resident)

    asked = await phone.get(f"/v/mgb/meetings/{meeting}/sign-in")
    tried = await phone.post(f"/v/mgb/meetings/{meeting}/sign-in", data={"code": await code_of(meeting)})

    assert 'name="code"' not in asked.text
    assert tried.status_code == 409


async def test_the_clerk_ticks_by_name_by_number_and_by_household(village: Cast, doors: Doors) -> None:
    meeting = await an_open_meeting(village)
    first, second, third, *_rest = await members_due(meeting)
    clerk = await doors.as_(village.clerk)
    address = f"/v/mgb/meetings/{meeting}/tick"

    plain = await clerk.post(address, data={"who": first.name})
    by_number = await clerk.post(address, data={"who": f" {second.no.lower()} ", "back": "book"})
    live = await clerk.post(address, data={"who": third.household_no or ""}, headers=HTMX)

    assert (plain.status_code, plain.headers["location"]) == (303, f"/v/mgb/meetings/{meeting}/console")
    assert by_number.headers["location"] == f"/v/mgb/meetings/{meeting}/book"
    assert live.status_code == 200
    assert 'id="attendance-panel"' in live.text
    assert {member.person for member in await members_due(meeting) if member.present} == {
        first.person, second.person, third.person,
    }  # fmt: skip


async def test_a_name_that_is_nobodys_leads_to_the_book(village: Cast, doors: Doors) -> None:
    meeting = await an_open_meeting(village)
    clerk = await doors.as_(village.clerk)

    answer = await clerk.post(f"/v/mgb/meetings/{meeting}/tick", data={"who": "无此人"})

    assert answer.status_code == 409
    assert f"/v/mgb/meetings/{meeting}/book" in answer.text


async def test_the_book_takes_ticks_excuses_and_departures(village: Cast, doors: Doors) -> None:
    meeting = await an_open_meeting(village)
    first, second, *_rest = await members_due(meeting)
    clerk = await doors.as_(village.clerk)
    address = f"/v/mgb/meetings/{meeting}"

    for path, filled in (
        ("tick", {"person": str(first.person), "back": "book"}),
        ("excuse", {"person": str(second.person), "excuse": "外出务工"}),
        ("depart", {"person": str(first.person), "why": "mistake", "back": "book"}),
    ):
        answer = await clerk.post(f"{address}/{path}", data=filled)
        assert (answer.status_code, answer.headers["location"]) == (303, f"{address}/book")
    book = await clerk.get(f"{address}/book")

    assert "外出务工" in book.text
    assert not [member for member in await members_due(meeting) if member.present]


async def test_a_meeting_is_run_from_its_buttons(village: Cast, doors: Doors) -> None:
    meeting = await a_called_meeting(village)
    clerk = await doors.as_(village.clerk)
    address = f"/v/mgb/meetings/{meeting}"

    opened = await clerk.post(f"{address}/open")
    twice = await clerk.post(f"{address}/open")
    closed = await clerk.post(f"{address}/close")

    assert (opened.status_code, opened.headers["location"]) == (303, f"{address}/console")
    assert twice.status_code == 409
    assert (closed.status_code, closed.headers["location"]) == (303, address)
    assert (await meeting_view(meeting, village=village.place.id)).state is MeetingState.CLOSED


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


async def test_who_was_told_is_noted_and_shown_to_the_supervisors(village: Cast, doors: Doors) -> None:
    meeting = await a_called_meeting(village, told_by=None)
    clerk, supervisor = await doors.as_(village.clerk), await doors.as_(village.supervisor)
    address = f"/v/mgb/meetings/{meeting}/told"

    before = await supervisor.get(address)
    noted = await clerk.post(address, data={"told_by": "broadcast"})
    after = await supervisor.get(address)

    assert "5人中已通知0人" in before.text
    assert noted.status_code == 303
    assert "5人中已通知5人" in after.text
    assert 'name="told_by"' not in after.text


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
@pytest.mark.parametrize(("method", "path", "filled"), [act for act in ACTS if act[1] not in ("sign-in", "told")])
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


async def test_the_form_knows_who_usually_chairs_and_records(village: Cast, doors: Doors) -> None:
    matter = await a_matter(village)

    form = (await (await doors.as_(village.clerk)).get(f"/v/mgb/meetings/new?proposal={matter.id}")).text

    assert f'<option value="{village.secretary.person}" selected>' in form
    assert f'<option value="{village.clerk.person}" selected>' in form
