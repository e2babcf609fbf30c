"""What represented households say: noted by their representative, seen by nobody else, counted in the record."""

from datetime import timedelta
from uuid import UUID

import pytest

from app.database import execute, fetch, fetch_value
from app.deliberation.queries.households import counted, house_of, houses_of
from app.deliberation.rules.matter_words import STANCES
from app.deliberation.rules.states import PassageOutcome, Stance
from app.deliberation.rules.step_keys import StepKey
from app.deliberation.services.households import note_opinion
from app.doors import Actor
from app.refusals import Forbidden, Missing, Refused
from tests.cast import EIGHT, Cast, acting
from tests.client import Doors, said
from tests.deliberation.matters import a_matter, end_step
from tests.deliberation.sittings import a_called_meeting
from tests.votes.hall import sit

pytestmark = pytest.mark.anyio

OTHER = "P0048"  # represents H022 to H026


async def saying(village: Cast, matter: UUID, by: Actor) -> dict[str, tuple[Stance | None, str]]:
    assert by.person is not None
    houses = await houses_of(by.person, village=village.place.id, about=matter)
    return {house.no: (house.stance, house.words) for house in houses}


async def test_a_household_says_something_and_what_it_says_last_counts(village: Cast) -> None:
    matter, by = await a_matter(village), village.representative

    await note_opinion(matter.id, "H001", Stance.AGAINST, by=by, at=EIGHT)
    await note_opinion(matter.id, "H001", Stance.CONDITIONAL, "别占菜地", by=by, at=EIGHT + timedelta(hours=1))
    await note_opinion(matter.id, "H003", Stance.FOR, by=by, at=EIGHT)

    assert await saying(village, matter.id, by) == {
        "H001": (Stance.CONDITIONAL, "别占菜地"),
        "H002": (None, ""),
        "H003": (Stance.FOR, ""),
        "H004": (None, ""),
        "H005": (None, ""),
    }
    houses = await houses_of(village.person("P0003"), village=village.place.id, about=matter.id)
    assert counted(houses) == ((STANCES[Stance.FOR], 1), (STANCES[Stance.CONDITIONAL], 1))


async def test_the_record_tells_how_many_were_asked_and_not_who_said_what(village: Cast) -> None:
    matter = await a_matter(village)

    for number in ("H001", "H002", "H001"):
        await note_opinion(matter.id, number, Stance.FOR, "只要不收钱", by=village.representative, at=EIGHT)

    entries = await fetch("SELECT facts FROM record_entry WHERE kind = 'proposal.households_asked' ORDER BY seq")
    assert ['"asked":1' in row["facts"].replace(" ", "") for row in entries] == [True, False, False]
    assert ['"asked":2' in row["facts"].replace(" ", "") for row in entries] == [False, True, True]
    assert not any("H00" in row["facts"] or "收钱" in row["facts"] for row in entries)


async def test_only_the_own_households_are_noted(village: Cast) -> None:
    matter, other = await a_matter(village), await acting(OTHER)

    for number in ("H022", "H999"):
        with pytest.raises(Missing):
            await note_opinion(matter.id, number, Stance.FOR, by=village.representative, at=EIGHT)
    with pytest.raises(Forbidden):
        await note_opinion(matter.id, "H001", Stance.FOR, by=village.resident, at=EIGHT)
    with pytest.raises(Missing):
        await house_of(village.person(OTHER), "H001", village=village.place.id, about=matter.id)
    await note_opinion(matter.id, "H022", Stance.FOR, by=other, at=EIGHT)

    assert await fetch_value("SELECT count(*) FROM household_opinion") == 1


async def test_who_is_no_longer_represented_is_no_longer_noted(village: Cast) -> None:
    matter = await a_matter(village)
    await fetch("UPDATE representation SET until = $1 WHERE representative = $2", EIGHT.date(), village.person("P0003"))

    with pytest.raises(Missing):
        await note_opinion(matter.id, "H001", Stance.FOR, by=village.representative, at=EIGHT)


async def test_a_matter_of_another_village_is_not_there(village: Cast) -> None:
    matter, stranger = await a_matter(village), await acting("P0003", code="xp")

    with pytest.raises(Missing):
        await note_opinion(matter.id, "H001", Stance.FOR, by=stranger, at=EIGHT)


async def test_once_it_is_resolved_nothing_is_noted_any_more_and_what_was_noted_stays(village: Cast) -> None:
    matter = await a_matter(village, at_step=StepKey.RESOLVE)
    await note_opinion(matter.id, "H001", Stance.FOR, by=village.representative, at=EIGHT)
    await end_step(matter.id, PassageOutcome.CARRIED, by=village.secretary)

    with pytest.raises(Refused, match="not discussed any more"):
        await note_opinion(matter.id, "H001", Stance.AGAINST, by=village.representative, at=EIGHT)

    assert (await saying(village, matter.id, village.representative))["H001"] == (Stance.FOR, "")


async def test_the_pages_lead_from_household_to_household(village: Cast, doors: Doors) -> None:
    matter = await a_matter(village)
    client = await doors.as_(village.representative)
    at = f"/v/mgb/proposals/{matter.year}-{matter.number}/households"

    offered = await client.get(at.removesuffix("/households"))
    first = await client.get(at)
    too_long = await client.post(f"{at}/H001", data={"stance": "for", "words": "长" * 301})
    done = await client.post(f"{at}/H001", data={"stance": "conditional", "words": "别占菜地"})
    after = await client.get(done.headers["location"])
    again = await client.get(f"{at}/H001")

    assert f'href="{at}"' in offered.text
    assert f'href="{at}/H001"' in first.text
    assert (too_long.status_code, "长" * 301 in too_long.text) == (422, True)
    assert ("有条件" in after.text, f"{at}/H002" in after.text) == (True, True)
    assert "别占菜地</textarea>" in again.text
    assert "别占菜地" not in (await (await doors.as_(None)).get(at.removesuffix("/households"))).text


async def test_the_desk_asks_before_the_meeting_until_everybody_was_asked(village: Cast, doors: Doors) -> None:
    meeting = await a_called_meeting(village, at_step=StepKey.RESOLVE)
    matter = await fetch_value(
        "SELECT s.proposal FROM agenda_item i JOIN passage s ON s.id = i.passage WHERE i.meeting = $1", meeting
    )
    client = await doors.as_(village.representative)

    before = said(await client.get("/v/mgb/desk"))
    for number in ("H001", "H002", "H003", "H004"):
        await note_opinion(matter, number, Stance.AGAINST, by=village.representative, at=EIGHT)
    nearly = said(await client.get("/v/mgb/desk"))
    await note_opinion(matter, "H005", Stance.AGAINST, by=village.representative, at=EIGHT)
    after = said(await client.get("/v/mgb/desk"))

    assert [words in page for page, words in ((before, "还有4户没有问"), (nearly, "还有1户没有问"))] == [True, True]
    assert ("没有问" in after, after.count("不赞成")) == (False, 5)
    assert "没有问" not in said(await (await doors.as_(village.committee)).get("/v/mgb/desk"))


async def test_in_the_meeting_nobody_is_sent_to_ask_and_what_was_noted_stays_in_view(
    village: Cast, doors: Doors
) -> None:
    hall = await sit(village, present=0)
    await note_opinion(hall.proposal, "H001", Stance.AGAINST, by=village.representative, at=EIGHT)

    page = said(await (await doors.as_(village.representative)).get("/v/mgb/desk"))

    assert ("没有问" in page, page.count("不赞成")) == (False, 1)


async def test_the_own_household_is_not_one_to_call_on(village: Cast) -> None:
    by = village.representative
    assert by.person is not None
    await execute(
        "UPDATE representation SET household = (SELECT household FROM person WHERE id = $1)"
        " WHERE id = (SELECT id FROM representation WHERE representative = $1 AND until IS NULL LIMIT 1)"
        " AND NOT EXISTS (SELECT 1 FROM representation r JOIN person p ON p.household = r.household"
        "  WHERE p.id = $1 AND r.representative = $1 AND r.until IS NULL)",
        by.person,
    )
    matter = await a_matter(village)

    houses = await houses_of(by.person, village=village.place.id, about=matter.id)

    assert [house.own for house in houses].count(True) == 1
    assert all(house.waits is not house.own for house in houses)
