"""A hall that fills: several ticked before one save, a part of a name is enough, and the page stays where it was."""

import asyncio

import pytest

from app.database import fetch_value
from app.deliberation.queries.meetings import members_due
from app.deliberation.rules.step_keys import StepKey
from app.deliberation.services.attendance import tick, tick_all
from app.deliberation.services.meetings import excuse_member
from app.refusals import Refused
from tests.cast import EIGHT, Cast
from tests.client import Doors, said
from tests.deliberation.sittings import an_open_meeting, kinds_of

pytestmark = pytest.mark.anyio


async def test_all_who_were_ticked_are_signed_in_with_one_save(village: Cast, doors: Doors) -> None:
    meeting = await an_open_meeting(village, at_step=StepKey.REVIEW)
    ticked = (await members_due(meeting))[:12]
    clerk = await doors.as_(village.clerk)

    saved = await clerk.post(f"/v/mgb/meetings/{meeting}/ticks", data={"people": [str(m.person) for m in ticked]})

    assert saved.status_code == 303
    assert {m.person for m in await members_due(meeting) if m.present} == {m.person for m in ticked}
    assert (await kinds_of(meeting)).count("attendance.ticked") == 12


async def test_everybody_can_be_ticked_at_once_but_those_who_excused_themselves(village: Cast, doors: Doors) -> None:
    meeting = await an_open_meeting(village)
    (first, *_others) = await members_due(meeting)
    await excuse_member(meeting, first.person, "住院", by=village.clerk, at=EIGHT)
    clerk = await doors.as_(village.clerk)

    book = await clerk.get(f"/v/mgb/meetings/{meeting}/book?ticked=all")

    assert book.text.count(" checked>") == 4


async def test_two_clerks_who_save_the_same_ticks_sign_each_in_once(village: Cast) -> None:
    meeting = await an_open_meeting(village, at_step=StepKey.REVIEW)
    people = [member.person for member in await members_due(meeting)]

    new = await asyncio.gather(
        tick_all(meeting, people, by=village.clerk, at=EIGHT),
        tick_all(meeting, people[::-1], by=village.secretary, at=EIGHT),
        tick(meeting, people[5], by=village.clerk, at=EIGHT),
    )

    assert await fetch_value("SELECT count(*) FROM attendance WHERE meeting = $1", meeting) == 38
    assert new[0] + new[1] + (not new[2].already) == 38
    assert (await kinds_of(meeting)).count("attendance.ticked") == 38


async def test_one_who_is_not_due_among_the_ticked_signs_nobody_in(village: Cast) -> None:
    meeting = await an_open_meeting(village)
    (first, *_others) = await members_due(meeting)
    assert village.resident.person is not None

    with pytest.raises(Refused, match="Only the members due"):
        await tick_all(meeting, [first.person, village.resident.person], by=village.clerk, at=EIGHT)

    assert not [member for member in await members_due(meeting) if member.present]


async def test_a_part_of_a_name_or_number_is_enough_where_it_means_one(village: Cast, doors: Doors) -> None:
    meeting = await an_open_meeting(village)
    members = await members_due(meeting)
    one = next(m for m in members if sum(m.name[1:] in other.name for other in members) == 1)
    other = next(m for m in members if m.person != one.person)
    clerk = await doors.as_(village.clerk)
    address = f"/v/mgb/meetings/{meeting}/tick"

    by_name = await clerk.post(address, data={"who": one.name[1:]})
    by_number = await clerk.post(address, data={"who": "".join(chr(ord(c) + 0xFEE0) for c in other.no)})

    assert (by_name.status_code, by_number.status_code) == (303, 303)
    assert {m.person for m in await members_due(meeting) if m.present} == {one.person, other.person}


async def test_a_part_that_means_several_names_them(village: Cast, doors: Doors) -> None:
    meeting = await an_open_meeting(village, at_step=StepKey.REVIEW)
    clerk = await doors.as_(village.clerk)

    answer = await clerk.post(f"/v/mgb/meetings/{meeting}/tick", data={"who": "林春生"})

    assert answer.status_code == 409
    assert "林春生 P0109" in answer.text
    assert "林春生 P0175" in answer.text


async def test_a_name_that_is_signed_in_is_answered_so(village: Cast, doors: Doors) -> None:
    meeting = await an_open_meeting(village, present=1)
    (first,) = [member for member in await members_due(meeting) if member.present]
    clerk = await doors.as_(village.clerk)

    answer = await clerk.post(f"/v/mgb/meetings/{meeting}/tick", data={"who": first.name})

    assert answer.status_code == 409
    assert f"{first.name}已签到，签到时间20:00" in said(answer)


async def test_the_book_goes_group_after_group_and_by_the_sound_of_the_names(village: Cast) -> None:
    meeting = await an_open_meeting(village, at_step=StepKey.REVIEW)

    members = await members_due(meeting)
    groups = list(dict.fromkeys(member.group_name for member in members))
    first = [member.name for member in members if member.group_name == groups[0]]

    assert groups == sorted(groups, key=lambda name: "一二三四五六七八九十".index((name or "")[0]))
    assert len(groups) > 2
    assert first == sorted(first, key=lambda name: name.encode("gb18030"))
