"""Putting a matter forward."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from app.database import fetch, fetch_row, fetch_value
from app.deliberation.queries.packs import pack_of
from app.deliberation.queries.passages import current_passage
from app.deliberation.rules.packs import builtin_packs
from app.deliberation.rules.states import PassageOutcome
from app.deliberation.rules.step_keys import StepKey
from app.deliberation.services.proposals import put_forward
from app.doors import Actor
from app.record import head_of, verify
from app.refusals import Forbidden, Refused
from app.search import search
from tests.cast import EIGHT, Cast
from tests.deliberation.matters import a_matter, draft, end_step, source, spending, wording

pytestmark = pytest.mark.anyio


async def test_a_matter_gets_its_number_its_text_and_enters_step_1(village: Cast) -> None:
    before, _hash = await head_of(village.place.id)

    matter = await put_forward(draft(), by=village.secretary, at=EIGHT)

    passage = await current_passage(matter.id)
    assert matter.slug == "2026-1"
    assert passage is not None
    assert (passage.step, passage.round) == (StepKey.PROPOSE, 1)
    assert await fetch_value("SELECT count(*) FROM revision WHERE proposal = $1", matter.id) == 1
    assert (await head_of(village.place.id))[0] == before + 1
    assert await verify(village.place.id) is None


async def test_of_twelve_at_once_each_gets_a_number_of_its_own_without_a_gap(village: Cast) -> None:
    matters = await asyncio.gather(*(put_forward(draft(f"议题{n}"), by=village.secretary, at=EIGHT) for n in range(12)))

    assert sorted(matter.number for matter in matters) == list(range(1, 13))


async def test_a_refused_matter_uses_up_no_number(village: Cast) -> None:
    with pytest.raises(Refused):
        await put_forward(draft(category="weather"), by=village.secretary, at=EIGHT)

    matter = await put_forward(draft(), by=village.secretary, at=EIGHT)

    assert matter.number == 1


async def test_numbers_begin_again_with_the_village_year(village: Cast) -> None:
    old_year_in_utc = datetime(2026, 12, 31, 16, 30, tzinfo=UTC)  # half past midnight of 1 January in the village
    await put_forward(draft(), by=village.secretary, at=EIGHT)

    matter = await put_forward(draft(), by=village.secretary, at=old_year_in_utc)

    assert matter.slug == "2027-1"


async def test_two_villages_count_for_themselves(village: Cast) -> None:
    await put_forward(draft(), by=village.secretary, at=EIGHT)

    assert (await put_forward(draft(), by=village.stranger, at=EIGHT)).slug == "2026-1"


async def test_the_rules_of_the_day_are_pinned(village: Cast) -> None:
    matter = await put_forward(draft(), by=village.secretary, at=EIGHT)

    pack = await pack_of(matter.id)

    assert pack.digest == builtin_packs()["four-discussions"].digest
    assert await fetch_value("SELECT text FROM pack WHERE digest = $1", pack.digest) == pack.text


@pytest.mark.parametrize("who", ["resident", "representative", "supervisor", "township", "administrator", "committee"])
async def test_nobody_but_the_secretary_puts_a_matter_forward(village: Cast, who: str) -> None:
    actor: Actor = getattr(village, who)

    with pytest.raises(Forbidden):
        await put_forward(draft(), by=actor, at=EIGHT)


async def test_the_clerk_may_name_who_answers_for_it(village: Cast) -> None:
    sponsor = village.committee.person

    matter = await put_forward(draft(sponsor=sponsor), by=village.clerk, at=EIGHT)

    assert await fetch_value("SELECT sponsor FROM proposal WHERE id = $1", matter.id) == sponsor


async def test_a_sponsor_from_the_next_village_is_refused(village: Cast) -> None:
    with pytest.raises(Refused) as refusal:
        await put_forward(draft(sponsor=village.stranger.person), by=village.secretary, at=EIGHT)

    assert refusal.value.field == "sponsor"


async def test_sources_and_spending_must_have_one_sum(village: Cast) -> None:
    uneven = wording(money=(source(yuan=486_000), spending(yuan=480_000)))

    with pytest.raises(Refused) as refusal:
        await put_forward(draft(words=uneven), by=village.secretary, at=EIGHT)

    assert "486,000" in str(refusal.value.message)
    assert "480,000" in str(refusal.value.message)


async def test_one_side_of_the_money_may_be_missing(village: Cast) -> None:
    matter = await put_forward(draft(words=wording(money=(source(),))), by=village.secretary, at=EIGHT)

    lines = await fetch(
        "SELECT m.fen FROM money_line m JOIN revision r ON r.id = m.revision WHERE r.proposal = $1", matter.id
    )
    assert [line["fen"] for line in lines] == [48_600_000]


async def test_a_rejected_matter_may_be_brought_again_naming_the_old(village: Cast) -> None:
    old = await a_matter(village, at_step=StepKey.RESOLVE)
    await end_step(old.id, PassageOutcome.REJECTED, by=village.secretary)

    new = await put_forward(draft(renews=old.id), by=village.secretary, at=EIGHT)

    assert await fetch_value("SELECT renews FROM proposal WHERE id = $1", new.id) == old.id


async def test_a_matter_that_still_lives_is_not_brought_again(village: Cast) -> None:
    old = await a_matter(village)

    with pytest.raises(Refused) as refusal:
        await put_forward(draft(renews=old.id), by=village.secretary, at=EIGHT)

    assert refusal.value.field == "renews"


async def test_it_is_found_by_a_word_of_two_characters(village: Cast) -> None:
    await put_forward(draft(), by=village.secretary, at=EIGHT)

    assert [found.address for found in await search("水沟", village=village.place.id)] == ["/v/mgb/proposals/2026-1"]
    assert await search("水沟", village=village.neighbour.id) == []


async def test_the_command_line_puts_nothing_forward(village: Cast) -> None:
    nobody = replace(village.secretary, person=None)

    with pytest.raises(Forbidden):
        await put_forward(draft(), by=nobody, at=EIGHT)

    assert await fetch_row("SELECT 1 FROM proposal") is None
