"""The record as everybody reads it: officers by name, residents as villagers, and the mark at its head."""

import pytest

from app.deliberation.services.threads import PostDraft, say
from app.record import head_of
from tests.client import Doors
from tests.disclosure.conftest import NEXT_DAY, Story

pytestmark = pytest.mark.anyio


async def test_a_resident_is_a_villager_and_an_officer_has_a_name(published: Story, published_doors: Doors) -> None:
    by = published.village
    await say(published.matter.id, PostDraft(text="水沟太短"), by=by.resident, at=NEXT_DAY)

    page = (await (await published_doors.as_(None)).get("/v/mgb/record")).text

    assert "有人就议题发言" in page
    assert by.resident.name not in page
    assert by.supervisor.name in page
    assert "水沟太短" not in page


async def test_the_mark_at_the_head_is_that_of_the_chain(published: Story, published_doors: Doors) -> None:
    seq, mark = await head_of(published.village.place.id)

    page = (await (await published_doors.as_(None)).get("/v/mgb/record")).text

    assert mark in page
    assert f">{seq}<" in page


@pytest.mark.parametrize("number", ["1", "2", "0", "-5", "99999999"])
async def test_every_page_of_it_can_be_asked_for(published: Story, published_doors: Doors, number: str) -> None:
    assert (await (await published_doors.as_(None)).get(f"/v/mgb/record?page={number}")).status_code == 200
