"""Who was told of a meeting, how, and who excused themselves."""

from uuid import UUID, uuid4

import pytest

from app.database import execute
from app.deliberation.queries.attendance import members_due
from app.deliberation.queries.meetings import meetings_for
from app.deliberation.rules.states import ToldBy
from app.deliberation.services.meetings import cancel_meeting, excuse_member, tell_all, tell_member
from app.refusals import Forbidden, Missing, Refused
from tests.cast import EIGHT, Cast
from tests.client import Doors, said
from tests.deliberation.sittings import CALLED, a_called_meeting, kinds_of, later

pytestmark = pytest.mark.anyio


async def test_the_first_telling_stands(village: Cast) -> None:
    meeting = await a_called_meeting(village, told_by=None)
    assert village.branch.person is not None

    first = await tell_member(meeting, village.branch.person, ToldBy.PHONE, by=village.clerk, at=CALLED)
    second = await tell_member(
        meeting, village.branch.person, ToldBy.IN_PERSON, by=village.clerk, at=later(CALLED, days=1)
    )

    told = {member.person: (member.told_by, member.told_at) for member in await members_due(meeting)}
    assert (first, second) == (True, False)
    assert told[village.branch.person] == (ToldBy.PHONE, CALLED)
    assert (await kinds_of(meeting)).count("meeting.told") == 1


async def test_telling_all_leaves_out_who_was_told_before(village: Cast) -> None:
    meeting = await a_called_meeting(village, told_by=None)
    assert village.branch.person is not None
    await tell_member(meeting, village.branch.person, ToldBy.PHONE, by=village.clerk, at=CALLED)

    told = await tell_all(meeting, ToldBy.BROADCAST, by=village.clerk, at=later(CALLED, days=2))
    nobody = await tell_all(meeting, ToldBy.POSTED, by=village.clerk, at=later(CALLED, days=3))

    ways = [member.told_by for member in await members_due(meeting)]
    assert (told, nobody) == (4, 0)
    assert sorted(way for way in ways if way) == [ToldBy.BROADCAST] * 4 + [ToldBy.PHONE]
    assert (await kinds_of(meeting))[-2:] == ["meeting.told", "meeting.told"]


async def without_a_phone(village: Cast) -> UUID:
    assert village.branch.person is not None
    await execute("UPDATE person SET phone = NULL WHERE id = $1", village.branch.person)
    return village.branch.person


@pytest.mark.parametrize("way", [ToldBy.PHONE, ToldBy.MESSAGE])
async def test_who_has_no_phone_is_noted_as_told_by_none(village: Cast, way: ToldBy) -> None:
    person = await without_a_phone(village)

    called = await a_called_meeting(village, told_by=way)
    later_told = await a_called_meeting(village, told_by=None)
    told = await tell_all(later_told, way, by=village.clerk, at=CALLED)

    assert told == 4
    for meeting in (called, later_told):
        assert [one.person for one in await members_due(meeting) if one.told_by is None] == [person]
    with pytest.raises(Refused, match="no phone"):
        await tell_member(called, person, way, by=village.clerk, at=CALLED)
    assert await tell_member(called, person, ToldBy.IN_PERSON, by=village.clerk, at=CALLED)


async def test_the_page_gives_words_to_copy_and_the_numbers_to_ring(village: Cast, doors: Doors) -> None:
    person = await without_a_phone(village)
    meeting = await a_called_meeting(village, told_by=None)
    address = f"/v/mgb/meetings/{meeting}/told"

    clerk = said(await (await doors.as_(village.clerk)).get(address))
    supervisor = said(await (await doors.as_(village.supervisor)).get(address))

    line = clerk.split(f'id="m-{person}"')[1].split("</li>")[0]
    assert "【会议通知】村党支部委员会会议" in clerk
    assert "议题1：曼坝寨至新寨道路硬化工程" in clerk
    assert clerk.count('href="tel:') == 4
    assert 'href="tel:' not in supervisor
    assert 'value="phone"' not in line
    assert 'value="in_person"' in line


async def test_who_was_due_sees_that_it_was_cancelled_and_why(village: Cast, doors: Doors) -> None:
    meeting = await a_called_meeting(village)
    await cancel_meeting(meeting, reason="台风", by=village.clerk, at=CALLED)

    due = said(await (await doors.as_(village.branch)).get("/v/mgb/desk"))
    other = said(await (await doors.as_(village.resident)).get("/v/mgb/desk"))
    page = said(await (await doors.as_(None)).get(f"/v/mgb/meetings/{meeting}"))

    assert "已取消" in due
    assert "台风" in due
    assert f"/meetings/{meeting}" not in other
    assert "台风" in page
    assert "还差" not in page


async def test_who_is_excused_stays_due(village: Cast) -> None:
    meeting = await a_called_meeting(village)
    assert village.branch.person is not None

    await excuse_member(meeting, village.branch.person, "外出务工", by=village.clerk, at=EIGHT)

    excuses = {member.person: member.excuse for member in await members_due(meeting)}
    assert len(excuses) == 5
    assert excuses[village.branch.person] == "外出务工"
    assert (await kinds_of(meeting))[-1] == "attendance.excused"


async def test_an_excuse_says_why_and_is_of_somebody_due(village: Cast) -> None:
    meeting = await a_called_meeting(village)
    assert village.branch.person is not None
    assert village.resident.person is not None

    with pytest.raises(Refused):
        await excuse_member(meeting, village.branch.person, " ", by=village.clerk, at=EIGHT)
    for nobody in (village.resident.person, uuid4()):
        with pytest.raises(Missing):
            await excuse_member(meeting, nobody, "生病", by=village.clerk, at=EIGHT)
        with pytest.raises(Missing):
            await tell_member(meeting, nobody, ToldBy.PHONE, by=village.clerk, at=EIGHT)


@pytest.mark.parametrize("who", ["representative", "supervisor", "resident", "branch", "township"])
async def test_only_who_runs_the_meeting_tells_and_excuses(village: Cast, who: str) -> None:
    meeting, by = await a_called_meeting(village), getattr(village, who)
    assert village.branch.person is not None

    with pytest.raises(Forbidden):
        await tell_all(meeting, ToldBy.PHONE, by=by, at=CALLED)
    with pytest.raises(Forbidden):
        await excuse_member(meeting, village.branch.person, "生病", by=by, at=CALLED)


async def test_a_stranger_tells_nobody(village: Cast) -> None:
    meeting = await a_called_meeting(village, told_by=None)

    with pytest.raises(Missing):
        await tell_all(meeting, ToldBy.PHONE, by=village.stranger, at=CALLED)


async def test_ones_own_meetings_are_those_one_is_due_at(village: Cast) -> None:
    meeting = await a_called_meeting(village)
    assert village.branch.person is not None
    assert village.resident.person is not None

    own = await meetings_for(village.branch.person, village=village.place.id)
    others = await meetings_for(village.resident.person, village=village.place.id)
    await cancel_meeting(meeting, reason="台风", by=village.clerk, at=CALLED)

    assert [(found.meeting.id, found.present, found.excuse) for found in own] == [(meeting, False, "")]
    assert others == ()
    assert await meetings_for(village.branch.person, village=village.place.id) == ()
