"""Who leaves before the end has been there: both times stay in the book, and nobody is told they never came."""

import pytest

from app.deliberation.queries.meetings import attendance_view, members_due
from app.deliberation.rules.states import DepartedWhy
from app.deliberation.services.attendance import note_departure, tick
from app.deliberation.services.meetings import close_meeting
from tests.cast import EIGHT, Cast
from tests.client import Doors, said
from tests.deliberation.sittings import an_open_meeting, later

pytestmark = pytest.mark.anyio


async def test_who_left_has_left_and_is_not_missing(village: Cast) -> None:
    meeting = await an_open_meeting(village, present=4)
    (first, *_others) = await members_due(meeting)

    await note_departure(meeting, first.person, by=village.clerk, at=later(minutes=18))
    view = await attendance_view(meeting, village=village.place.id)

    assert [member.person for member in view.gone] == [first.person]
    assert first.person not in [member.person for member in view.absent]
    assert (len(view.present), len(view.gone), len(view.absent), view.came) == (3, 1, 1, 4)
    (stay,) = view.gone[0].stays
    assert (stay.arrived_at, stay.left_at) == (EIGHT, later(minutes=18))


async def test_leaving_and_coming_back_is_a_history(village: Cast) -> None:
    meeting = await an_open_meeting(village, present=1)
    (first, *_others) = await members_due(meeting)
    await note_departure(meeting, first.person, by=village.clerk, at=later(minutes=10))

    await tick(meeting, first.person, by=village.clerk, at=later(minutes=25))
    (member, *_others) = await members_due(meeting)

    assert member.present
    assert [(stay.arrived_at, stay.left_at) for stay in member.stays] == [
        (EIGHT, later(minutes=10)), (later(minutes=25), None),
    ]  # fmt: skip


async def test_who_was_only_ticked_by_mistake_never_came(village: Cast) -> None:
    meeting = await an_open_meeting(village, present=1)
    (first, *_others) = await members_due(meeting)

    await note_departure(meeting, first.person, why=DepartedWhy.MISTAKE, by=village.clerk, at=later(minutes=1))
    view = await attendance_view(meeting, village=village.place.id)

    assert (view.came, view.gone) == (0, ())
    assert first.person in [member.person for member in view.absent]


async def test_book_console_page_and_hall_show_when_who_left_came_and_went(village: Cast, doors: Doors) -> None:
    meeting = await an_open_meeting(village, present=2)
    (first, *_others) = await members_due(meeting)
    await note_departure(meeting, first.person, by=village.clerk, at=later(minutes=18))
    clerk, anybody = await doors.as_(village.clerk), await doors.as_(None)
    address = f"/v/mgb/meetings/{meeting}"

    pages = [said(await clerk.get(f"{address}/{page}")) for page in ("book", "console", "hall")]
    public = said(await anybody.get(address))

    assert ["20:00到会，20:18离会" in page for page in (*pages, public)] == [True] * 4
    assert "已离会1人" in public
    assert first.name in pages[1]


async def test_a_meeting_that_has_ended_says_how_many_came(village: Cast, doors: Doors) -> None:
    meeting = await an_open_meeting(village, present=3)
    for member in (await members_due(meeting))[:2]:
        await note_departure(meeting, member.person, by=village.clerk, at=later(minutes=18))

    await close_meeting(meeting, by=village.clerk, at=later(minutes=20))
    page = said(await (await doors.as_(None)).get(f"/v/mgb/meetings/{meeting}"))

    assert "<dt>到会</dt><dd>3</dd>" in page
    assert "还差" not in page


async def test_supervisors_and_the_township_read_the_book_and_change_nothing(village: Cast, doors: Doors) -> None:
    meeting = await an_open_meeting(village, present=2)
    (first, *_others) = await members_due(meeting)
    address = f"/v/mgb/meetings/{meeting}/book"

    for reader in (village.supervisor, village.township):
        client = await doors.as_(reader)
        book = await client.get(address)
        assert (book.status_code, first.name in book.text) == (200, True)
        assert "/tick" not in book.text
        assert address in (await client.get(f"/v/mgb/meetings/{meeting}")).text

    assert (await (await doors.as_(village.representative)).get(address)).status_code == 403
