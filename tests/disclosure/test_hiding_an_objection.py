"""An objection that insults somebody is hidden with a reason; the text is gone from the public, not from the record."""

import asyncio
from uuid import UUID

import pytest

from app.database import fetch_row, fetch_value
from app.disclosure.queries.objections import objections_to, unanswered
from app.disclosure.services.hiding import hide_objection
from app.disclosure.services.objections import object_to
from app.refusals import Forbidden, Missing, Refused
from tests.cast import acting
from tests.client import Doors
from tests.disclosure.conftest import NEXT_DAY, Story

pytestmark = pytest.mark.anyio
INSULT = "某某某手机13800000000，是个骗子"
REASON = "泄露他人电话"


async def insulted(story: Story) -> UUID:
    return await object_to(await story.hanging(), INSULT, address="10.0.0.1", at=NEXT_DAY)


async def test_the_reason_stands_where_the_text_was_and_no_answer_is_owed(published: Story) -> None:
    made = await insulted(published)

    await hide_objection(made, reason=REASON, by=published.village.supervisor, at=NEXT_DAY)

    notice = await published.hanging()
    (shown,) = await objections_to(notice)
    assert (shown.text, shown.hidden_reason) == ("", REASON)
    assert (notice.objections, notice.unanswered) == (1, 0)
    assert await unanswered(published.village.place.id) == []
    entry = await fetch_row("SELECT facts FROM record_entry WHERE kind = 'objection.hidden'")
    assert entry is not None
    assert REASON in entry["facts"]


async def test_the_page_shows_the_reason_and_never_the_text(published: Story, published_doors: Doors) -> None:
    made = await insulted(published)
    supervisor = await published_doors.as_(published.village.supervisor)

    page = await supervisor.get(f"/v/mgb/objections/{made}/hide")
    done = await supervisor.post(f"/v/mgb/objections/{made}/hide", data={"reason": REASON})
    public = await (await published_doors.as_(None)).get((await published.hanging()).address)

    assert INSULT in page.text
    assert done.status_code == 303
    assert REASON in public.text
    assert INSULT not in public.text


@pytest.mark.parametrize("role", ["secretary", "clerk", "representative", "resident", "township", "administrator"])
async def test_only_the_supervision_committee_hides(published: Story, role: str) -> None:
    made = await insulted(published)

    with pytest.raises(Forbidden):
        await hide_objection(made, reason=REASON, by=getattr(published.village, role), at=NEXT_DAY)


async def test_a_reason_is_owed_and_another_village_has_no_say(published: Story) -> None:
    made = await insulted(published)

    with pytest.raises(Refused, match="Say why"):
        await hide_objection(made, reason="  ", by=published.village.supervisor, at=NEXT_DAY)
    with pytest.raises(Refused, match="too long"):
        await hide_objection(made, reason="长" * 301, by=published.village.supervisor, at=NEXT_DAY)
    with pytest.raises(Missing):
        await hide_objection(made, reason=REASON, by=await acting("P0010", code="xp"), at=NEXT_DAY)


async def test_of_two_who_hide_at_once_one_is_refused(published: Story) -> None:
    made = await insulted(published)
    once = [hide_objection(made, reason=REASON, by=published.village.supervisor, at=NEXT_DAY) for _ in range(2)]

    answers = await asyncio.gather(*once, return_exceptions=True)

    assert {type(answer) for answer in answers} == {type(None), Refused}
    assert await fetch_value("SELECT count(*) FROM objection_hidden") == 1
