"""The page on which a meeting is called."""

import pytest

from app.deliberation.queries.meetings import meetings_of
from app.deliberation.rules.step_keys import StepKey
from tests.cast import EIGHT, Cast
from tests.client import Doors, said
from tests.deliberation.matters import a_matter
from tests.deliberation.sittings import later

pytestmark = pytest.mark.anyio


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
    assert (answer.status_code, answer.headers["location"]) == (303, f"/v/mgb/meetings/{meeting.id}/told")
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


async def test_the_form_knows_who_usually_chairs_and_records(village: Cast, doors: Doors) -> None:
    matter = await a_matter(village)

    form = (await (await doors.as_(village.clerk)).get(f"/v/mgb/meetings/new?proposal={matter.id}")).text

    assert f'<option value="{village.secretary.person}" selected>' in form
    assert f'<option value="{village.clerk.person}" selected>' in form
