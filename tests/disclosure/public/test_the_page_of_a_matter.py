"""The page of one matter: the whole rail with its numbers, the verdict with its working, and what to do next."""

from datetime import timedelta

import pytest

from app.deliberation.queries.attendance import members_due
from app.deliberation.rules.states import ToldBy
from app.deliberation.rules.step_keys import StepKey
from app.deliberation.services.attendance import tick
from app.deliberation.services.courses import defer_proposal, return_proposal
from app.deliberation.services.meetings import MeetingDraft, call_meeting, declare_not_held, open_meeting
from app.deliberation.services.revisions import revise
from app.disclosure.queries.notices import notices_of
from app.disclosure.queries.proposal_page import matter_page
from app.votes.rules.ballots import Choice, Method
from app.votes.services.casting import cast
from app.votes.services.closing import close_vote
from tests.cast import EIGHT, Cast
from tests.client import Doors, said
from tests.deliberation.matters import a_matter, change
from tests.disclosure.public.asking import questions
from tests.story import UNANIMOUS, a_published_resolution, a_resolved_matter, hold, pay
from tests.votes.hall import sit, somebody

pytestmark = pytest.mark.anyio

TODAY = EIGHT.date()
TWO = (UNANIMOUS, UNANIMOUS)


async def test_the_rail_tells_each_sitting_with_its_numbers(village: Cast) -> None:
    await a_resolved_matter(village, last=EIGHT)

    page = await matter_page(village.place, "2026-1", today=TODAY)

    fourth = page.rail[3]
    assert [[number for _name, number in row] for row in fourth.figures] == [[19, 15], [10, 3, 2]]
    assert page.verdict is not None
    assert [(check.actual, check.base, check.needed) for check in page.verdict.checks] == [(15, 19, 13), (10, 15, 8)]


async def test_a_meeting_that_too_few_came_to_stays_below_its_step(village: Cast, doors: Doors) -> None:
    matter = await a_resolved_matter(village, last=EIGHT, hands=TWO)
    starts = EIGHT - timedelta(days=5)
    assert village.secretary.person is not None
    assert village.clerk.person is not None
    meeting = await call_meeting(
        MeetingDraft(
            starts_at=starts, place="村活动室", chair=village.secretary.person, recorder=village.clerk.person,
            items=(matter.id,), told_by=ToldBy.IN_PERSON,
        ),
        by=village.clerk, at=starts - timedelta(days=4),
    )  # fmt: skip
    await open_meeting(meeting, by=village.clerk, at=starts)
    for member in (await members_due(meeting))[:18]:
        await tick(meeting, member.person, by=village.clerk, at=starts)
    await declare_not_held(meeting, by=village.clerk, at=starts + timedelta(hours=1))
    await hold(matter.id, village, starts=EIGHT)

    page = said(await (await doors.as_(None)).get("/v/mgb/proposals/2026-1"))
    found = await matter_page(village.place, "2026-1", today=TODAY)

    assert [[number for _name, number in row] for row in found.rail[2].figures] == [[38, 38], [38, 0, 0]]
    assert "应到38；到会：需19人，实到18人。" in page


async def test_what_was_carried_before_a_matter_was_sent_back_stands_no_longer(village: Cast, doors: Doors) -> None:
    matter = await a_resolved_matter(village, last=EIGHT, hands=TWO)
    nobody = await doors.as_(None)
    before = (await nobody.get("/v/mgb/proposals/2026-1")).text
    await return_proposal(matter.id, to=StepKey.CONFER, reason="造价要重新核算", by=village.secretary, at=EIGHT)

    after = (await nobody.get("/v/mgb/proposals/2026-1")).text
    await hold(matter.id, village, starts=EIGHT + timedelta(days=5))
    again = (await nobody.get("/v/mgb/proposals/2026-1")).text

    assert ["原来的表决结论不再有效" in page for page in (before, after, again)] == [False, True, False]
    folded = [page.partition('id="h-verdict"')[2].count("<details") for page in (before, after, again)]
    assert folded == [1, 2, 2]


async def test_who_may_take_a_deferred_matter_up_again_finds_that_first(village: Cast, doors: Doors) -> None:
    matter = await a_matter(village)
    secretary, resident = await doors.as_(village.secretary), await doors.as_(village.resident)
    before = (await secretary.get(f"/v/mgb/proposals/{matter.slug}")).text
    await defer_proposal(matter.id, reason="等规划批复", by=village.secretary, at=EIGHT)

    offered = (await secretary.get(f"/v/mgb/proposals/{matter.slug}")).text
    others = (await resident.get(f"/v/mgb/proposals/{matter.slug}")).text

    first = f'<a class="button button--primary" href="/v/mgb/proposals/{matter.slug}/course">'
    assert [(first in page, "恢复审议" in page) for page in (before, offered, others)] == [
        (False, False),
        (True, True),
        (False, False),
    ]


async def test_who_answered_what_is_told_only_when_a_vote_by_name_is_closed(village: Cast, doors: Doors) -> None:
    hall = await sit(village, present=15)
    vote = await hall.open(Method.NAMED)
    for place, person in enumerate(hall.present):
        choice = Choice.FOR if place else Choice.AGAINST
        await cast(vote, choice, by=somebody(village, person), at=EIGHT)

    before = await matter_page(village.place, "2026-1", today=TODAY)
    await close_vote(vote, by=village.clerk, at=EIGHT)
    after = await matter_page(village.place, "2026-1", today=TODAY, names=True)
    public = await matter_page(village.place, "2026-1", today=TODAY)

    assert before.verdict is None
    assert public.verdict is not None
    assert public.verdict.names == ()
    assert after.verdict is not None
    assert [(choice, len(names)) for choice, names in after.verdict.names] == [(Choice.FOR, 14), (Choice.AGAINST, 1)]


async def test_the_present_text_stands_against_the_one_before(village: Cast, doors: Doors) -> None:
    matter = await a_resolved_matter(village, last=EIGHT, hands=TWO)
    await revise(matter.id, change(), by=village.secretary, at=EIGHT)
    reader = await doors.as_(None)

    redlined = (await reader.get("/v/mgb/proposals/2026-1")).text
    plain = (await reader.get("/v/mgb/proposals/2026-1?text=plain")).text

    assert "<ins>" in redlined
    assert "<ins>" not in plain


async def test_what_can_be_done_is_offered_only_to_who_may(village: Cast, doors: Doors) -> None:
    matter = await a_resolved_matter(village, last=EIGHT, hands=TWO)
    offered = {}
    for who in (None, village.resident, village.supervisor, village.secretary, village.stranger):
        page = (await (await doors.as_(who)).get("/v/mgb/proposals/2026-1")).text
        offered[who] = {word for word in ("/revise", f"proposal={matter.id}", "/course") if word in page}

    assert offered[None] == offered[village.resident] == offered[village.stranger] == set()
    assert offered[village.supervisor] == {"/course"}
    assert offered[village.secretary] == {"/revise", f"proposal={matter.id}", "/course"}


async def test_what_was_paid_beyond_the_vote_is_an_alarm_for_everybody(village: Cast, doors: Doors) -> None:
    matter = await a_resolved_matter(village, last=EIGHT)
    await a_published_resolution(matter.id, village, at=EIGHT)
    await pay(matter.id, village, yuan=415_000, at=EIGHT)

    page = said(await (await doors.as_(None)).get("/v/mgb/proposals/2026-1"))

    assert "超支：第1项“混凝土路面”，决议400,000元，已付415,000元。" in page


async def test_a_matter_asks_ten_questions_at_most(village: Cast) -> None:
    talked = await a_resolved_matter(village, last=EIGHT, hands=TWO)
    await revise(talked.id, change(), by=village.secretary, at=EIGHT)
    assert village.secretary.person is not None
    assert village.clerk.person is not None
    await call_meeting(
        MeetingDraft(
            starts_at=EIGHT + timedelta(days=5), place="村活动室", chair=village.secretary.person,
            recorder=village.clerk.person, items=(talked.id,), told_by=ToldBy.IN_PERSON,
        ),
        by=village.clerk, at=EIGHT,
    )  # fmt: skip
    done = await a_resolved_matter(village, last=EIGHT)
    await a_published_resolution(done.id, village, at=EIGHT)
    await pay(done.id, village, yuan=100, at=EIGHT)

    for slug in (talked.slug, done.slug):
        await matter_page(village.place, slug, today=TODAY)
        with questions() as asked:
            await matter_page(village.place, slug, today=TODAY)
        assert asked.times <= 10, slug


@pytest.mark.parametrize("slug", ["2026-99", "2026", "x-1", "2026-1-1", "2026-٣"])
async def test_an_unknown_number_is_not_found(village: Cast, doors: Doors, slug: str) -> None:
    assert (await (await doors.as_(None)).get(f"/v/mgb/proposals/{slug}")).status_code == 404


async def test_the_documents_of_a_matter_hold_its_notices_and_the_page_can_be_printed(
    village: Cast, doors: Doors
) -> None:
    matter = await a_resolved_matter(village, last=EIGHT)
    await a_published_resolution(matter.id, village, at=EIGHT + timedelta(days=1))
    (notice,) = await notices_of(matter.id)

    page = await (await doors.as_(None)).get("/v/mgb/proposals/2026-1")

    documents = page.text.partition('id="h-docs"')[2]
    assert f'<a href="{notice.pdf}">决议公告' in documents
    assert "没有附件" not in documents
    assert "打印本页" in documents


async def test_everybody_finds_the_rules_beside_the_matter(village: Cast, doors: Doors) -> None:
    matter = await a_resolved_matter(village, last=EIGHT, hands=(UNANIMOUS,))

    page = (await (await doors.as_(None)).get(f"/v/mgb/proposals/{matter.slug}")).text

    assert 'href="/v/mgb/rules">本村议事规则</a>' in page
