"""Signing in at a meeting: by the code of the hall, by the clerk's tick, once however often it is tapped."""

import asyncio
from uuid import UUID, uuid4

import pytest

from app.database import execute, fetch, fetch_value, transaction
from app.deliberation.queries.attendance import headcount, members_due, present_members
from app.deliberation.rules.states import ArrivedBy, DepartedWhy
from app.deliberation.rules.step_keys import StepKey
from app.deliberation.services.attendance import note_departure, sign_in, tick
from app.deliberation.services.meetings import close_meeting
from app.refusals import Forbidden, Missing, Refused
from tests.cast import EIGHT, Cast
from tests.deliberation.sittings import a_called_meeting, an_open_meeting, code_of, kinds_of, later

pytestmark = pytest.mark.anyio
WAITING = "SELECT EXISTS (SELECT 1 FROM pg_locks WHERE NOT granted)"


async def present(meeting: UUID) -> int:
    return sum((await headcount(meeting)).present.values())


async def test_a_member_signs_in_with_the_code_of_the_hall(village: Cast) -> None:
    meeting = await an_open_meeting(village, at_step=StepKey.RESOLVE)

    arrival = await sign_in(meeting, await code_of(meeting), by=village.representative, at=EIGHT)

    assert not arrival.already
    assert (await headcount(meeting)).present == {"representatives": 1, "committee": 0}
    (member,) = [member for member in await members_due(meeting) if member.present]
    assert (member.person, member.arrived_by, member.arrived_at) == (
        village.representative.person, ArrivedBy.CODE, EIGHT,
    )  # fmt: skip
    assert (await kinds_of(meeting))[-1] == "attendance.signed_in"


async def test_members_sign_in_while_the_hall_fills_before_the_opening(village: Cast) -> None:
    meeting = await a_called_meeting(village)

    await sign_in(meeting, await code_of(meeting), by=village.branch, at=later(EIGHT, minutes=-20))

    assert await present(meeting) == 1


async def test_nobody_signs_in_on_another_day(village: Cast) -> None:
    meeting = await a_called_meeting(village)

    with pytest.raises(Refused, match="on the day"):
        await sign_in(meeting, await code_of(meeting), by=village.branch, at=later(EIGHT, days=-1))


async def test_a_second_tap_changes_nothing(village: Cast) -> None:
    meeting = await an_open_meeting(village)
    code = await code_of(meeting)
    await sign_in(meeting, code, by=village.branch, at=EIGHT)
    before = await kinds_of(meeting)

    again = await sign_in(meeting, code, by=village.branch, at=later(seconds=2))
    assert village.branch.person is not None
    ticked = await tick(meeting, village.branch.person, by=village.clerk, at=later(seconds=3))

    assert again.already
    assert ticked.already
    assert await kinds_of(meeting) == before
    assert await present(meeting) == 1


async def test_two_phones_at_once_sign_one_member_in_once(village: Cast) -> None:
    meeting = await an_open_meeting(village)
    code = await code_of(meeting)

    answers = await asyncio.gather(*(sign_in(meeting, code, by=village.branch, at=EIGHT) for _phone in range(4)))

    assert sorted(answer.already for answer in answers) == [False, True, True, True]
    assert await fetch_value("SELECT count(*) FROM attendance") == 1
    assert (await kinds_of(meeting)).count("attendance.signed_in") == 1


async def test_the_clerks_tick_and_the_members_phone_at_once_count_once(village: Cast) -> None:
    meeting = await an_open_meeting(village)
    code, person = await code_of(meeting), village.branch.person
    assert person is not None

    answers = await asyncio.gather(
        tick(meeting, person, by=village.clerk, at=EIGHT), sign_in(meeting, code, by=village.branch, at=EIGHT)
    )

    assert sorted(answer.already for answer in answers) == [False, True]
    assert await present(meeting) == 1
    assert len([kind for kind in await kinds_of(meeting) if kind.startswith("attendance.")]) == 1


async def test_many_members_sign_in_at_the_same_moment(village: Cast) -> None:
    meeting = await an_open_meeting(village, at_step=StepKey.REVIEW)
    members = await members_due(meeting)

    await asyncio.gather(*(tick(meeting, member.person, by=village.clerk, at=EIGHT) for member in members))

    assert (await headcount(meeting)).present == {"members": 38}


async def test_a_wrong_code_does_not_sign_in(village: Cast) -> None:
    meeting = await an_open_meeting(village)
    wrong = f"{(int(await code_of(meeting)) + 1) % 1_000_000:06d}"

    with pytest.raises(Refused) as refused:
        await sign_in(meeting, wrong, by=village.branch, at=EIGHT)

    assert refused.value.field == "code"
    assert await present(meeting) == 0


async def test_after_five_wrong_codes_even_the_right_one_waits_a_minute(village: Cast) -> None:
    meeting = await an_open_meeting(village)
    for _wrong in range(5):
        with pytest.raises(Refused, match="not the code"):
            await sign_in(meeting, "000", by=village.branch, at=EIGHT)

    with pytest.raises(Refused, match="Too many tries"):
        await sign_in(meeting, await code_of(meeting), by=village.branch, at=later(seconds=59))
    arrival = await sign_in(meeting, await code_of(meeting), by=village.branch, at=later(seconds=60))

    assert not arrival.already


@pytest.mark.parametrize("between", ["full-width", "spaces", "full stop"])
async def test_the_code_is_the_same_however_it_is_typed(village: Cast, between: str) -> None:
    meeting = await an_open_meeting(village)
    code = await code_of(meeting)
    typed = {
        "full-width": "".join(chr(ord(digit) + 0xFEE0) for digit in code),
        "spaces": f"{code[:3]} {code[3:]}",
        "full stop": f" {code}。",
    }

    arrival = await sign_in(meeting, typed[between], by=village.branch, at=EIGHT)

    assert not arrival.already


async def test_only_a_mistake_costs_a_try(village: Cast) -> None:
    meeting = await an_open_meeting(village)
    code, person = await code_of(meeting), village.branch.person
    assert person is not None

    for minute in range(8):  # comes and goes, and taps twice: never a try
        at = later(seconds=minute)
        await sign_in(meeting, code, by=village.branch, at=at)
        await sign_in(meeting, code, by=village.branch, at=at)
        await note_departure(meeting, person, by=village.clerk, at=at)

    assert not await present(meeting)


async def test_a_storm_of_guesses_gets_five_tries_together(village: Cast) -> None:
    meeting = await an_open_meeting(village)

    answers = await asyncio.gather(
        *(sign_in(meeting, "000", by=village.branch, at=EIGHT) for _guess in range(12)), return_exceptions=True
    )

    assert sum("not the code" in str(answer) for answer in answers) == 5
    assert sum("Too many tries" in str(answer) for answer in answers) == 7


async def test_one_members_wrong_codes_do_not_keep_another_out(village: Cast) -> None:
    meeting = await an_open_meeting(village)
    for _wrong in range(6):
        with pytest.raises(Refused):
            await sign_in(meeting, "000", by=village.branch, at=EIGHT)

    await sign_in(meeting, await code_of(meeting), by=village.secretary, at=EIGHT)

    assert await present(meeting) == 1


@pytest.mark.parametrize("who", ["supervisor", "resident", "township", "clerk", "representative"])
async def test_who_is_not_due_does_not_sign_in_even_with_the_code(village: Cast, who: str) -> None:
    meeting = await an_open_meeting(village)

    with pytest.raises(Refused, match="Only the members due"):
        await sign_in(meeting, await code_of(meeting), by=getattr(village, who), at=EIGHT)


async def test_a_stranger_finds_no_meeting(village: Cast) -> None:
    meeting = await an_open_meeting(village)

    with pytest.raises(Missing):
        await sign_in(meeting, await code_of(meeting), by=village.stranger, at=EIGHT)
    with pytest.raises(Missing):
        await tick(meeting, uuid4(), by=village.stranger, at=EIGHT)
    with pytest.raises(Missing):
        await sign_in(uuid4(), "123456", by=village.branch, at=EIGHT)


@pytest.mark.parametrize("who", ["representative", "supervisor", "party_member", "resident", "committee", "township"])
async def test_only_who_runs_the_meeting_ticks(village: Cast, who: str) -> None:
    meeting = await an_open_meeting(village)
    assert village.branch.person is not None

    with pytest.raises(Forbidden):
        await tick(meeting, village.branch.person, by=getattr(village, who), at=EIGHT)


async def test_nobody_signs_in_after_the_end(village: Cast) -> None:
    meeting = await an_open_meeting(village)
    code = await code_of(meeting)
    await close_meeting(meeting, by=village.clerk, at=EIGHT)

    with pytest.raises(Refused, match="closed already"):
        await sign_in(meeting, code, by=village.branch, at=EIGHT)


async def test_who_signs_in_while_the_meeting_is_being_closed_is_refused(village: Cast) -> None:
    meeting = await an_open_meeting(village)
    (member, *_others) = await members_due(meeting)
    under_way = asyncio.Event()

    async def arrive() -> None:
        await under_way.wait()
        await tick(meeting, member.person, by=village.clerk, at=EIGHT)

    arriving = asyncio.create_task(arrive())
    async with transaction():
        await execute("UPDATE meeting SET state = 'closed', closed_at = $2 WHERE id = $1", meeting, EIGHT)
        under_way.set()
        while not (arriving.done() or await fetch_value(WAITING)):  # noqa: ASYNC110  # a lock tells nobody
            await asyncio.sleep(0.01)

    with pytest.raises(Refused, match="closed already"):
        await arriving


async def test_only_who_runs_the_meeting_notes_who_is_gone(village: Cast) -> None:
    meeting = await an_open_meeting(village, present=1)
    (member,) = await present_members(meeting)

    for actor in (village.representative, village.supervisor, village.resident):
        with pytest.raises(Forbidden):
            await note_departure(meeting, member.person, by=actor, at=EIGHT)


async def test_nobody_is_noted_as_gone_after_the_end(village: Cast) -> None:
    meeting = await an_open_meeting(village, present=1)
    (member,) = await present_members(meeting)
    await close_meeting(meeting, by=village.clerk, at=EIGHT)

    with pytest.raises(Refused, match="closed already"):
        await note_departure(meeting, member.person, by=village.clerk, at=EIGHT)


async def test_a_member_who_leaves_counts_no_longer_and_may_come_back(village: Cast) -> None:
    meeting = await an_open_meeting(village, present=3)
    (first, *_others) = await present_members(meeting)

    await note_departure(meeting, first.person, by=village.clerk, at=later(minutes=10))
    without = await present(meeting)
    back = await tick(meeting, first.person, by=village.clerk, at=later(minutes=20))

    assert (without, await present(meeting)) == (2, 3)
    assert not back.already
    rounds = await fetch("SELECT round FROM attendance WHERE person = $1 ORDER BY round", first.person)
    assert [row["round"] for row in rounds] == [1, 2]


async def test_a_tick_by_mistake_is_taken_back_but_stays_on_record(village: Cast) -> None:
    meeting = await an_open_meeting(village, present=1)
    (member,) = await present_members(meeting)

    await note_departure(meeting, member.person, why=DepartedWhy.MISTAKE, by=village.clerk, at=later(minutes=1))

    assert await present(meeting) == 0
    assert (await kinds_of(meeting))[-2:] == ["attendance.ticked", "attendance.departed"]


async def test_who_is_not_there_cannot_leave_and_two_clerks_note_it_once(village: Cast) -> None:
    meeting = await an_open_meeting(village, present=1)
    (member,) = await present_members(meeting)

    answers = await asyncio.gather(
        note_departure(meeting, member.person, by=village.clerk, at=EIGHT),
        note_departure(meeting, member.person, by=village.secretary, at=EIGHT),
        return_exceptions=True,
    )

    assert sorted(str(type(answer).__name__) for answer in answers) == ["Refused", "tuple"]
    with pytest.raises(Refused, match="not signed in"):
        await note_departure(meeting, member.person, by=village.clerk, at=EIGHT)
