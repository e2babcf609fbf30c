"""A project that is not finished is not published as finished, whatever is explained; what was, is opened again."""

from collections.abc import Awaitable, Callable
from datetime import timedelta

import pytest

from app.database import fetch_value
from app.deliberation.services.threads import PostDraft, hide_post, say
from app.disclosure.queries.desk.office import overspent
from app.disclosure.queries.ledger import ledger_of
from app.disclosure.queries.overspent import later_resolutions
from app.disclosure.queries.reopened import reopened_of
from app.disclosure.queries.reviews import review_of
from app.disclosure.queries.township import villages_seen
from app.disclosure.rules.facts import LineFacts, ResultsFacts
from app.disclosure.rules.watching import Concern
from app.disclosure.services.drafting import draft_results
from app.disclosure.services.hiding import hide_objection
from app.disclosure.services.objections import answer, object_to
from app.disclosure.services.overspending import resolve_overspending
from app.disclosure.services.reopening import reopen_ledger
from app.disclosure.services.reviewing import publish
from app.refusals import Forbidden, Refused
from tests.cast import EIGHT
from tests.client import Doors, said
from tests.disclosure.conftest import NEXT_DAY, WEEKS_LATER, Story
from tests.story import AGREED, a_published_resolution, a_resolved_matter, contract, note, pay, published_results

pytestmark = pytest.mark.anyio
WORDS = "池底开裂加固，多付的由村集体收入列支。"


async def finished(story: Story) -> None:
    """Let everything be paid as contracted and accepted."""
    matter, village, at = story.matter.id, story.village, WEEKS_LATER
    await contract(matter, village, yuan=395_000, at=at, who="宏光建筑队", what="比选")
    await pay(matter, village, yuan=395_000, at=at)
    await pay(matter, village, line=2, yuan=86_000, at=at)
    await note(matter, village, at=at, who="监督委员会", what="合格")


async def nobody_accepts(story: Story) -> None:
    await pay(story.matter.id, story.village, yuan=395_000, at=WEEKS_LATER)


async def a_contract_is_owed(story: Story) -> None:
    await finished(story)
    await contract(story.matter.id, story.village, line=2, yuan=90_000, at=WEEKS_LATER, who="宏光", what="排水沟")


async def a_line_is_overspent(story: Story) -> None:
    await finished(story)
    await pay(story.matter.id, story.village, line=2, yuan=4_000, at=WEEKS_LATER)


async def somebody_objects(story: Story) -> None:
    await finished(story)
    await object_to(await story.hanging(), "只修了五百米。", address="10.0.0.1", at=WEEKS_LATER)


async def somebody_asks(story: Story) -> None:
    await finished(story)
    draft = PostDraft(text="池底还在渗水？", asks=True)
    await say(story.matter.id, draft, by=story.village.resident, at=WEEKS_LATER)


@pytest.mark.parametrize(
    ("happens", "says"),
    [
        (nobody_accepts, "nobody has accepted"),
        (a_contract_is_owed, "4,000 yuan are contracted and not paid: that is no saving"),
        (a_line_is_overspent, "4,000 yuan were paid beyond the vote, and no body has resolved"),
        (somebody_objects, "1 objections or questions"),
        (somebody_asks, "1 objections or questions"),
    ],
)
async def test_what_is_not_finished_is_not_drafted_whatever_is_explained(
    published: Story, happens: Callable[[Story], Awaitable[None]], says: str
) -> None:
    await happens(published)

    with pytest.raises(Refused, match=says) as refused:
        await draft_results(published.matter.id, explanation=WORDS, by=published.village.clerk, at=WEEKS_LATER)

    assert refused.value.citation is not None
    assert await fetch_value("SELECT state FROM proposal WHERE id = $1", published.matter.id) == "executing"


async def test_results_wait_until_the_resolution_has_hung_to_its_end(published: Story) -> None:
    await finished(published)
    last = WEEKS_LATER - timedelta(days=1)

    # what was entered on the day after is there; on the last day itself the resolution still hangs
    with pytest.raises(Refused, match="the resolution still hangs"):
        await draft_results(published.matter.id, explanation=WORDS, by=published.village.clerk, at=last)

    assert await draft_results(published.matter.id, explanation=WORDS, by=published.village.clerk, at=WEEKS_LATER)


async def test_what_comes_after_the_draft_turns_the_review_red(published: Story) -> None:
    await finished(published)
    notice = await draft_results(published.matter.id, explanation=WORDS, by=published.village.clerk, at=WEEKS_LATER)
    assert (await review_of(notice, village=published.village.place.id)).refusal is None

    made = await object_to(await published.hanging(), "只修了五百米。", address="10.0.0.1", at=WEEKS_LATER)
    with pytest.raises(Refused, match="wait for an answer"):
        await publish(notice, AGREED, by=published.village.supervisor, at=WEEKS_LATER)

    await answer(made, "修了六百二十米。", by=published.village.secretary, at=WEEKS_LATER)
    assert await publish(notice, AGREED, by=published.village.supervisor, at=WEEKS_LATER)


async def test_what_is_hidden_waits_for_nobody(published: Story) -> None:
    await finished(published)
    made = await object_to(await published.hanging(), "骂人的话", address="10.0.0.1", at=WEEKS_LATER)
    asked = await say(
        published.matter.id, PostDraft(text="骂人的话", asks=True), by=published.village.resident, at=WEEKS_LATER
    )
    supervisor = published.village.supervisor

    await hide_objection(made, reason="辱骂他人", by=supervisor, at=WEEKS_LATER)
    await hide_post(asked, reason="辱骂他人", by=supervisor, at=WEEKS_LATER)

    (seen, *_others) = await villages_seen(published.village.place, today=WEEKS_LATER.date() + timedelta(days=30))
    assert seen.of(Concern.OBJECTED) == ()
    assert [line.kind for line in seen.of(Concern.LATE)] == []
    assert await draft_results(published.matter.id, explanation=WORDS, by=published.village.clerk, at=WEEKS_LATER)


def test_money_that_is_owed_is_never_a_saving() -> None:
    line = LineFacts(name="水表", voted=2_580_000, paid=0, owed=2_494_000)
    facts = ResultsFacts.__new__(ResultsFacts)
    object.__setattr__(facts, "lines", (line,))
    object.__setattr__(facts, "sources_only", False)

    assert (facts.owed, facts.saved) == (2_494_000, 86_000)


async def test_overspending_stays_on_the_lists_until_a_later_resolution_allows_it(published: Story) -> None:
    village, matter = published.village, published.matter.id
    await a_line_is_overspent(published)
    line = (await ledger_of(matter)).lines[1]
    assert len(await overspent(village.place)) == 1
    assert await later_resolutions(matter, village=village.place.id) == ()

    more = await a_resolved_matter(village, title="排水沟加长", last=EIGHT + timedelta(days=40))
    later = await a_published_resolution(more.id, village, at=EIGHT + timedelta(days=41))
    (seen, *_others) = await villages_seen(village.place, today=EIGHT.date() + timedelta(days=41))
    assert len(seen.of(Concern.OVERSPENT)) == 1
    at = EIGHT + timedelta(days=42)
    await resolve_overspending(matter, line=line.id, resolution=later, by=village.clerk, at=at)

    assert await overspent(village.place) == []
    (seen, *_others) = await villages_seen(village.place, today=at.date())
    assert seen.of(Concern.OVERSPENT) == ()
    assert await draft_results(matter, explanation=WORDS, by=village.clerk, at=at)
    with pytest.raises(Refused, match="resolved it already"):
        await resolve_overspending(matter, line=line.id, resolution=later, by=village.clerk, at=at)


async def test_its_own_resolution_allows_no_more_than_it_voted(published: Story) -> None:
    await a_line_is_overspent(published)
    line = (await ledger_of(published.matter.id)).lines[1]
    assert published.notice is not None

    with pytest.raises(Refused, match="of another matter"):
        await resolve_overspending(
            published.matter.id, line=line.id, resolution=published.notice, by=published.village.clerk, at=WEEKS_LATER
        )


async def test_a_matter_finished_too_soon_is_opened_again_and_its_next_results_are_a_new_version(
    published: Story,
) -> None:
    village, matter = published.village, published.matter.id
    await finished(published)
    await published_results(matter, village, explanation=WORDS, at=WEEKS_LATER)
    with pytest.raises(Refused, match="carried out"):
        await pay(matter, village, yuan=1_000, at=WEEKS_LATER)

    why = "质保期内返修，还有一笔款没有登记"
    await reopen_ledger(matter, reason=why, by=village.supervisor, at=WEEKS_LATER)
    assert (await reopened_of(matter)) is not None
    await pay(matter, village, yuan=1_000, at=WEEKS_LATER)
    await published_results(matter, village, explanation=WORDS, at=WEEKS_LATER + timedelta(days=1))

    hanging = await published.hanging()
    assert (hanging.version, hanging.heading.reason) == (2, why)
    assert hanging.facts.paid == 48_200_000  # type: ignore[union-attr]  # results
    assert await reopened_of(matter) is None
    assert await fetch_value("SELECT state FROM proposal WHERE id = $1", matter) == "results_hang"


async def test_only_a_finished_matter_is_opened_again_by_who_keeps_or_checks_it(published: Story) -> None:
    with pytest.raises(Refused, match="Only a matter whose results are published"):
        await reopen_ledger(published.matter.id, reason="少一笔", by=published.village.clerk, at=WEEKS_LATER)
    for nobody in ("resident", "representative", "township"):
        with pytest.raises(Forbidden):
            await reopen_ledger(
                published.matter.id, reason="少一笔", by=getattr(published.village, nobody), at=WEEKS_LATER
            )


async def test_the_way_back_stands_on_the_ledger_and_everybody_reads_why(
    published: Story, published_doors: Doors
) -> None:
    await finished(published)
    await published_results(published.matter.id, published.village, explanation=WORDS, at=WEEKS_LATER)
    published_doors.clock.now = WEEKS_LATER
    page = f"/v/mgb/proposals/{published.matter.slug}/execution"
    supervisor = await published_doors.as_(published.village.supervisor)
    assert "重新打开台账" in (await supervisor.get(page)).text

    assert (await supervisor.post(f"{page}/reopen", data={"reason": ""})).status_code == 422
    answered = await supervisor.post(f"{page}/reopen", data={"reason": "还有一笔款没有登记"})

    assert answered.status_code == 303
    everybody = await published_doors.as_(None)
    assert "还有一笔款没有登记" in said(await everybody.get(page))


async def test_who_overspent_is_led_to_the_resolution_that_allows_it(published: Story, published_doors: Doors) -> None:
    await pay(published.matter.id, published.village, line=2, yuan=90_000, at=NEXT_DAY)
    line = (await ledger_of(published.matter.id)).lines[1].id
    page = f"/v/mgb/proposals/{published.matter.slug}/execution"
    clerk = await published_doors.as_(published.village.clerk)
    form = f"{page}/lines/{line}/resolved"

    assert form in (await clerk.get(page)).text
    assert "超支4,000元" in said(await clerk.get(form))
    refused = await clerk.post(form, data={"resolution": str(published.notice)})
    assert refused.status_code == 409
    assert "请选择另一事项的决议" in refused.text
