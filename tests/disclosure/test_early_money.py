"""Money spent while the resolution still hangs asks for a reason that everybody reads; no notice lacks a phone."""

from datetime import timedelta

import pytest

from app.database import execute, fetch_value
from app.disclosure.queries.ledger import ledger_of
from app.disclosure.rules.states import EntryKind
from app.disclosure.services.correcting import redraft
from app.disclosure.services.drafting import draft_resolution
from app.disclosure.services.execution import NewEntry, enter
from app.disclosure.services.reviewing import publish
from app.figures import Fen
from app.refusals import Refused
from tests.client import Doors, said
from tests.disclosure.conftest import NEXT_DAY, WEEKS_LATER, Story
from tests.story import AGREED

pytestmark = pytest.mark.anyio


async def paid(story: Story, *, reason: str = "", days: int = 0, kind: EntryKind = EntryKind.PAYMENT) -> None:
    at = NEXT_DAY + timedelta(days=days)
    line = (await ledger_of(story.matter.id)).lines[0].id
    entry = NewEntry(kind=kind, done_on=at.date(), what="付定金", line=line, fen=Fen(100_00), early_reason=reason)
    await enter(story.matter.id, entry, by=story.village.clerk, at=WEEKS_LATER)


@pytest.mark.parametrize("kind", [EntryKind.PAYMENT, EntryKind.CONTRACT])
async def test_money_inside_the_period_needs_a_reason(published: Story, kind: EntryKind) -> None:
    with pytest.raises(Refused, match="hangs until") as refused:
        await paid(published, days=15, kind=kind)
    assert refused.value.field == "early_reason"

    await paid(published, days=15, kind=kind, reason="汛期将至")

    (entry,) = (await ledger_of(published.matter.id)).entries
    assert entry.early_reason == "汛期将至"
    assert "汛期将至" in await fetch_value("SELECT facts FROM record_entry WHERE kind = 'execution.entered'")


async def test_the_day_after_it_needs_none(published: Story) -> None:
    await paid(published, days=16, reason="不必写的话")

    (entry,) = (await ledger_of(published.matter.id)).entries
    assert entry.early_reason == ""


async def test_the_form_asks_and_everybody_reads_why(published: Story, published_doors: Doors) -> None:
    page = f"/v/mgb/proposals/{published.matter.slug}/execution"
    clerk, anyone = await published_doors.as_(published.village.clerk), await published_doors.as_(None)
    assert "为什么在公示期满前办理？" in (await clerk.get(f"{page}/new")).text

    await paid(published, reason="汛期将至")

    assert "决议公示期内办理：汛期将至" in said(await anyone.get(page))


async def test_no_notice_is_published_without_a_phone_of_supervision(resolved: Story) -> None:
    village = resolved.village
    await execute("UPDATE village SET supervision_phone = '' WHERE id = $1", village.place.id)
    notice = await draft_resolution(resolved.matter.id, by=village.clerk, at=NEXT_DAY)

    with pytest.raises(Refused, match="phone of the supervision committee is missing") as refused:
        await publish(notice, AGREED, by=village.supervisor, at=NEXT_DAY)

    assert refused.value.ways_on[0].href == "/v/mgb/settings"
    await execute("UPDATE village SET supervision_phone = '0000-1' WHERE id = $1", village.place.id)
    await redraft(notice, by=village.clerk, at=NEXT_DAY)
    assert await publish(notice, AGREED, by=village.supervisor, at=NEXT_DAY)
