"""Who is offered as chair and recorder: who may lead that body, the head first; and nobody else gets past the offer."""

import pytest

from app.database import execute, fetch_value
from app.deliberation.queries.officers import officers_of
from app.deliberation.rules.bodies import Assembly
from app.deliberation.rules.step_keys import StepKey
from app.deliberation.services.attendance import tick
from app.deliberation.services.meetings import call_meeting, change_officers
from app.refusals import Refused
from tests.cast import EIGHT, Cast
from tests.client import Doors, said
from tests.deliberation.matters import a_matter
from tests.deliberation.sittings import CALLED, a_called_meeting, a_draft, an_open_meeting

pytestmark = pytest.mark.anyio


@pytest.mark.parametrize("body", list(Assembly))
async def test_the_head_comes_first_and_township_and_strangers_are_not_offered(village: Cast, body: Assembly) -> None:
    found = await officers_of(body, village=village.place.id, on=EIGHT.date())

    first, _words = found.chairs[0]
    head = village.supervisor.person if body is Assembly.SUPERVISION_COMMITTEE else village.secretary.person
    assert first == head
    assert found.recorders[0][0] == village.clerk.person
    assert not {village.township.person, village.resident.person} & (found.may_chair | found.may_record)


async def test_supervisors_lead_no_body_but_their_own(village: Cast) -> None:
    for body in Assembly:
        found = await officers_of(body, village=village.place.id, on=EIGHT.date())
        assert (village.supervisor.person in found.may_chair) is (body is Assembly.SUPERVISION_COMMITTEE)


async def test_a_supervisor_is_refused_as_chair_and_as_recorder(village: Cast) -> None:
    matter = await a_matter(village, at_step=StepKey.PROPOSE, at=CALLED)
    watch, meeting = village.supervisor.person, await a_called_meeting(village)
    assert watch is not None
    assert village.secretary.person is not None

    with pytest.raises(Refused, match="may not chair") as chairing:
        await call_meeting(a_draft(village, matter.id, chair=watch), by=village.clerk, at=CALLED)
    with pytest.raises(Refused, match="may not record") as recording:
        await call_meeting(a_draft(village, matter.id, recorder=watch), by=village.clerk, at=CALLED)
    with pytest.raises(Refused, match="may not record"):
        await change_officers(
            meeting, chair=village.secretary.person, recorder=watch, reason="文书请假", by=village.clerk, at=EIGHT
        )

    assert (chairing.value.field, recording.value.field) == ("chair", "recorder")


async def test_namesakes_are_told_apart_by_number_and_group(village: Cast) -> None:
    await execute(
        "UPDATE person SET name = (SELECT name FROM person WHERE id = $2) WHERE id = $1",
        village.branch.person, village.secretary.person,
    )  # fmt: skip

    found = await officers_of(Assembly.BRANCH_COMMITTEE, village=village.place.id, on=EIGHT.date())

    words = {person: str(words) for person, words in found.chairs}
    assert "P0098" in words[village.person("P0098")]
    assert "P0150" in words[village.person("P0150")]
    assert len(set(words.values())) == len(words)


async def test_the_form_offers_only_them(village: Cast, doors: Doors) -> None:
    matter = await a_matter(village)
    name = await fetch_value("SELECT name FROM person WHERE id = $1", village.township.person)

    form = (await (await doors.as_(village.clerk)).get(f"/v/mgb/meetings/new?proposal={matter.id}")).text

    assert name not in form
    assert "村党支部书记" in form


async def test_the_console_says_that_the_named_chair_is_not_there(village: Cast, doors: Doors) -> None:
    meeting = await an_open_meeting(village)
    assert village.branch.person is not None
    assert village.secretary.person is not None
    await tick(meeting, village.branch.person, by=village.clerk, at=EIGHT)
    clerk = await doors.as_(village.clerk)

    away = said(await clerk.get(f"/v/mgb/meetings/{meeting}/console"))
    await tick(meeting, village.secretary.person, by=village.clerk, at=EIGHT)
    there = said(await clerk.get(f"/v/mgb/meetings/{meeting}/console"))

    assert "不在会场" in away
    assert f"/meetings/{meeting}/officers" in away
    assert "不在会场" not in there
