"""Objecting: with an account or without, the name kept, the answer owed by a day and public."""

import asyncio
import json
from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest

from app.database import fetch, fetch_row, fetch_value
from app.disclosure.queries.objections import objection_for, objections_to, unanswered
from app.disclosure.services.objections import PER_ADDRESS, PER_NOTICE, answer, object_to
from app.limits import TooMany
from app.live import Hub
from app.refusals import Forbidden, Missing, Refused
from tests.client import Doors
from tests.disclosure.conftest import NEXT_DAY, Story

pytestmark = pytest.mark.anyio
HOSTILE = "<script>alert(1)</script>\u202e💣 '; DROP TABLE notice; --"


async def an_objection(story: Story, text: str = "排水沟为什么只修620米？", *, address: str = "10.0.0.1") -> UUID:
    return await object_to(
        await story.hanging(), text, name="岩温", contact="13800000000", address=address, at=NEXT_DAY
    )


async def test_the_answer_is_due_after_the_days_of_the_procedure(published: Story) -> None:
    await an_objection(published)

    (shown,) = await objections_to(await published.hanging())
    assert (shown.due_on, shown.answer, shown.late) == (date(2026, 5, 1), "", False)
    assert shown.overdue(date(2026, 5, 2))
    assert not shown.overdue(date(2026, 5, 1))


async def test_the_public_view_has_no_name_to_show(published: Story) -> None:
    made = await an_objection(published)

    (shown,) = await objections_to(await published.hanging())
    own = await objection_for(made, village=published.village.place.id)
    assert "岩温" not in repr(shown)
    assert "13800000000" not in repr(shown)
    assert (own.name, own.contact) == ("岩温", "13800000000")


async def test_the_record_does_not_know_who_objected(published: Story) -> None:
    await object_to(
        await published.hanging(), "请公布名单", author=published.village.resident, address="10.0.0.1", at=NEXT_DAY
    )

    entry = await fetch_row("SELECT * FROM record_entry WHERE kind = 'objection.made'")
    assert entry is not None
    assert entry["actor"] is None
    assert published.village.resident.name not in entry["facts"] + entry["actor_name"]
    row = await fetch_row("SELECT author, name FROM objection")
    assert row is not None
    assert (row["author"], row["name"]) == (published.village.resident.person, published.village.resident.name)


async def test_an_answer_is_public_with_its_day_and_office(published: Story) -> None:
    made = await an_objection(published)

    await answer(made, "名单已贴在公开栏。", by=published.village.secretary, at=NEXT_DAY + timedelta(days=3))

    (shown,) = await objections_to(await published.hanging())
    assert (shown.answer, shown.late) == ("名单已贴在公开栏。", False)
    assert (shown.answered_by, shown.answered_as) == (
        published.village.secretary.name,
        published.village.secretary.title,
    )
    assert await unanswered(published.village.place.id) == []


@pytest.mark.parametrize(("days", "late"), [(10, False), (11, True)])
async def test_a_late_answer_says_that_it_is_late(published: Story, days: int, late: bool) -> None:
    made = await an_objection(published)

    await answer(made, "六百米。", by=published.village.supervisor, at=NEXT_DAY + timedelta(days=days))

    facts = await fetch_value("SELECT facts FROM record_entry WHERE kind = 'objection.answered'")
    assert [shown.late for shown in await objections_to(await published.hanging())] == [late]
    assert json.loads(facts)["late"] is late


async def test_of_two_answers_at_once_one_stands(published: Story) -> None:
    made = await an_objection(published)
    village = published.village

    answers = await asyncio.gather(
        answer(made, "一", by=village.secretary, at=NEXT_DAY),
        answer(made, "二", by=village.supervisor, at=NEXT_DAY),
        return_exceptions=True,
    )

    assert {type(one) for one in answers} == {type(None), Refused}
    assert len(await fetch("SELECT 1 FROM objection_answer")) == 1


async def test_hostile_text_is_kept_as_text(published: Story) -> None:
    await an_objection(published, HOSTILE)

    assert [shown.text for shown in await objections_to(await published.hanging())] == [HOSTILE]


@pytest.mark.parametrize(("text", "fault"), [("  ", "Write what you object"), ("长" * 2001, "too long")])
async def test_an_objection_says_something_and_not_too_much(published: Story, text: str, fault: str) -> None:
    with pytest.raises(Refused, match=fault):
        await an_objection(published, text)


async def test_a_flood_from_one_address_is_stopped(published: Story) -> None:
    for _time in range(PER_ADDRESS.burst):
        await an_objection(published)

    with pytest.raises(TooMany):
        await an_objection(published)
    await an_objection(published, address="10.0.0.2")


async def test_a_flood_to_one_notice_is_stopped(published: Story) -> None:
    for number in range(PER_NOTICE.burst):
        await an_objection(published, address=f"10.0.1.{number}")

    with pytest.raises(TooMany):
        await an_objection(published, address="10.0.2.1")


@pytest.mark.parametrize("role", ["resident", "representative", "township", "administrator"])
async def test_who_is_not_asked_does_not_answer(published: Story, role: str) -> None:
    made = await an_objection(published)

    with pytest.raises(Forbidden):
        await answer(made, "好", by=getattr(published.village, role), at=NEXT_DAY)


async def test_another_village_neither_sees_nor_answers(published: Story) -> None:
    made = await an_objection(published)

    with pytest.raises(Missing):
        await answer(made, "好", by=published.village.stranger, at=NEXT_DAY)
    with pytest.raises(Missing):
        await objection_for(made, village=published.village.neighbour.id)
    with pytest.raises(Missing):
        await answer(uuid4(), "好", by=published.village.secretary, at=NEXT_DAY)


async def test_an_account_of_the_next_village_is_nobody_here(published: Story) -> None:
    await object_to(await published.hanging(), "外村人问", author=published.village.stranger, address="1", at=NEXT_DAY)

    row = await fetch_row("SELECT author, name FROM objection")
    assert row is not None
    assert (row["author"], row["name"]) == (None, "")


async def test_a_guest_sees_the_own_objection_although_the_news_of_it_comes_late(
    published: Story, published_doors: Doors, monkeypatch: pytest.MonkeyPatch
) -> None:
    guest = await published_doors.as_(None)
    page = (await published.hanging()).address
    await guest.get(page)
    monkeypatch.setattr(Hub, "learn", lambda *_: None)

    sent = await guest.post(f"{page}/object", data={"text": "水沟修多长？"}, follow_redirects=True)

    assert "水沟修多长？" in sent.text
