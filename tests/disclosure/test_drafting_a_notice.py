"""Drafting a notice: everything is read from the record, and nothing is typed again."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from app.database import DB, fetch, fetch_value
from app.deliberation.rules.states import MoneyKind
from app.disclosure.queries.matters import to_draft
from app.disclosure.queries.reviews import draft_for, drafts_of, review_of
from app.disclosure.rules.facts import ResolutionFacts
from app.disclosure.services.drafting import draft_resolution
from app.refusals import Forbidden, Missing, Refused
from tests.cast import EIGHT, Cast
from tests.disclosure.conftest import NEXT_DAY, Story
from tests.story import MONEY, ROAD, UNANIMOUS, a_resolved_matter

pytestmark = pytest.mark.anyio


async def drafted(story: Story) -> ResolutionFacts:
    notice = await draft_resolution(story.matter.id, by=story.village.clerk, at=NEXT_DAY)
    facts = (await draft_for(notice, village=story.village.place.id)).facts
    assert isinstance(facts, ResolutionFacts)
    return facts


async def test_every_number_of_the_notice_is_the_records(resolved: Story) -> None:
    facts = await drafted(resolved)

    rows = await fetch(
        "SELECT p.step, v.id, (SELECT count(*) FROM summons s WHERE s.meeting = v.meeting) AS due,"
        " (SELECT count(*) FROM attendance a WHERE a.meeting = v.meeting) AS present, h.in_favour, h.against, h.abstain"
        " FROM vote v JOIN hand_count h ON h.vote = v.id JOIN agenda_item i ON i.id = v.item"
        " JOIN passage p ON p.id = i.passage ORDER BY p.step"
    )
    told = [(s.step, s.vote, s.due, s.present, s.in_favour, s.against, s.abstain) for s in facts.steps]
    assert told == [tuple(row.values()) for row in rows]
    assert [step.result for step in facts.steps] == ["通过"] * 4


async def test_text_and_money_are_the_voted_revisions(resolved: Story) -> None:
    facts = await drafted(resolved)

    assert facts.text.summary == ROAD.summary
    assert facts.text.digest == ROAD.digest()
    assert [(s.name, s.fen) for s in facts.sources] == [(m.label, m.fen) for m in MONEY if m.kind is MoneyKind.SOURCE]
    assert facts.total == 48_600_000


async def test_the_heading_follows_from_village_and_matter(resolved: Story) -> None:
    heading = (await drafted(resolved)).heading

    assert heading.number == "曼村决〔2026〕1号"
    assert heading.title == "关于曼坝寨至新寨道路硬化工程的决议公告"
    assert (heading.issuer, heading.supervisors) == ("曼岗坝村村民委员会", "曼岗坝村村务监督委员会")
    assert heading.days == 15


async def test_a_draft_agrees_with_the_record_it_came_from(resolved: Story) -> None:
    notice = await draft_resolution(resolved.matter.id, by=resolved.village.clerk, at=NEXT_DAY)

    review = await review_of(notice, village=resolved.village.place.id)

    assert [check.met for check in review.checks] == [True] * 8
    assert review.refusal is None


async def test_it_says_how_it_was_checked_by_law(resolved: Story) -> None:
    grounds = (await drafted(resolved)).grounds

    assert len(grounds) == 2
    assert all("《村民委员会组织法》（2025年修正）第三十条" in sentence for sentence in grounds)


async def test_the_supervision_committee_may_draft_without_asking(resolved: Story) -> None:
    notice = await draft_resolution(resolved.matter.id, by=resolved.village.supervisor, at=NEXT_DAY)

    assert [draft.id for draft in await drafts_of(resolved.village.place.id)] == [notice]


@pytest.mark.parametrize("role", ["resident", "representative", "township", "administrator", "party_member"])
async def test_nobody_else_drafts(resolved: Story, role: str) -> None:
    with pytest.raises(Forbidden):
        await draft_resolution(resolved.matter.id, by=getattr(resolved.village, role), at=NEXT_DAY)


async def test_another_village_finds_no_such_matter(resolved: Story) -> None:
    with pytest.raises(Missing):
        await draft_resolution(resolved.matter.id, by=resolved.village.stranger, at=NEXT_DAY)


async def test_a_second_tap_drafts_nothing_twice(resolved: Story) -> None:
    await draft_resolution(resolved.matter.id, by=resolved.village.clerk, at=NEXT_DAY)

    with pytest.raises(Refused, match="waits for review already"):
        await draft_resolution(resolved.matter.id, by=resolved.village.clerk, at=NEXT_DAY)

    assert await fetch_value("SELECT count(*) FROM record_entry WHERE kind = 'notice.drafted'") == 1


async def test_of_two_clerks_drafting_at_once_one_is_refused(resolved: Story) -> None:
    matter, village = resolved.matter.id, resolved.village

    answers = await asyncio.gather(
        draft_resolution(matter, by=village.clerk, at=NEXT_DAY),
        draft_resolution(matter, by=village.secretary, at=NEXT_DAY),
        return_exceptions=True,
    )

    assert sorted(type(answer).__name__ for answer in answers) == ["Refused", "UUID"]


async def test_a_matter_before_its_resolution_has_no_notice(village: Cast) -> None:
    matter = await a_resolved_matter(village, last=EIGHT, hands=(UNANIMOUS,))

    with pytest.raises(Refused, match="after step 4"):
        await draft_resolution(matter.id, by=village.clerk, at=NEXT_DAY)


async def test_two_matters_drafted_at_once_get_two_numbers(resolved: Story) -> None:
    village = resolved.village
    second = await a_resolved_matter(
        village, title="村内垃圾清运承包", words=replace(ROAD, money=()), last=EIGHT + timedelta(days=1)
    )

    assert [matter.slug for matter in await to_draft(village.place.id)] == [resolved.matter.slug, second.slug]
    await asyncio.gather(
        draft_resolution(resolved.matter.id, by=village.clerk, at=NEXT_DAY),
        draft_resolution(second.id, by=village.supervisor, at=NEXT_DAY),
    )

    drafts = {draft.facts.heading.number: draft for draft in await drafts_of(village.place.id)}
    assert sorted(drafts) == ["曼村决〔2026〕1号", "曼村决〔2026〕2号"]
    assert len({draft.code for draft in drafts.values()}) == 2


async def test_who_drafts_waits_for_whoever_is_giving_a_number(resolved: Story) -> None:
    other = await DB.get_new_connection()
    try:
        async with other.transaction():
            await other.execute("SELECT 1 FROM village WHERE id = $1 FOR NO KEY UPDATE", resolved.village.place.id)
            drafting = asyncio.create_task(draft_resolution(resolved.matter.id, by=resolved.village.clerk, at=NEXT_DAY))
            _done, waiting = await asyncio.wait({drafting}, timeout=0.5)
    finally:
        await other.close()

    assert waiting == {drafting}
    assert await drafting
