"""The rail of a matter and the talk about it, as its page asks for them."""

from datetime import date, timedelta

import pytest

from app.deliberation.queries.matters import proposal_view
from app.deliberation.queries.rail import RailStep, rail_of
from app.deliberation.queries.threads import thread_of
from app.deliberation.rules.states import PassageOutcome
from app.deliberation.rules.step_keys import StepKey
from app.deliberation.services.courses import defer_proposal, return_proposal
from app.deliberation.services.proposals import put_forward
from app.deliberation.services.sittings import declare_not_held
from app.deliberation.services.threads import PostDraft, answer_officially, hide_post, reply, say
from app.refusals import Missing
from tests.cast import EIGHT, Cast
from tests.deliberation.matters import a_matter, draft, end_step, source, wording
from tests.deliberation.sittings import a_called_meeting, an_open_meeting

pytestmark = pytest.mark.anyio
TODAY = date(2026, 4, 20)


async def rail(village: Cast, slug: str = "2026-1") -> list[RailStep]:
    return await rail_of(await proposal_view(village.place.id, slug))


async def test_a_new_matter_is_in_its_first_step(village: Cast) -> None:
    await a_matter(village)

    steps = await rail(village)

    assert [step.state for step in steps] == ["now", "ahead", "ahead", "ahead", "ahead", "ahead"]
    assert [str(step.body) for step in steps][3] == "Villagers' representatives' meeting"


async def test_the_kind_of_matter_chooses_the_body_of_step_4(village: Cast) -> None:
    await put_forward(draft(category="charter"), by=village.secretary, at=EIGHT)

    assert str((await rail(village))[3].body) == "Villagers' meeting"


async def test_a_called_meeting_gives_the_present_step_its_day(village: Cast) -> None:
    meeting = await a_called_meeting(village)

    step = (await rail(village))[0]

    assert (step.date, step.meeting) == (EIGHT, meeting)


async def test_a_sitting_without_a_quorum_stays_inside_its_step(village: Cast) -> None:
    meeting = await an_open_meeting(village)
    await declare_not_held(meeting, by=village.clerk, at=EIGHT)

    step = (await rail(village))[0]

    assert step.state == "now"
    assert [(line.outcome, line.meeting) for line in step.sittings] == [("inquorate", meeting)]


async def test_a_rejected_matter_fails_where_it_ended_and_goes_no_further(village: Cast) -> None:
    matter = await a_matter(village, at_step=StepKey.REVIEW)
    await end_step(matter.id, PassageOutcome.REJECTED, by=village.secretary)

    steps = await rail(village)

    assert [step.state for step in steps] == ["done", "done", "failed", "ahead", "ahead", "ahead"]
    assert [str(step.word) for step in steps][2:4] == ["rejected", "no longer"]


async def test_a_returned_round_stays_inside_its_step(village: Cast) -> None:
    matter = await a_matter(village, at_step=StepKey.REVIEW)
    await return_proposal(matter.id, to=StepKey.CONFER, reason="造价要重新核算", by=village.secretary, at=EIGHT)

    steps = await rail(village)

    assert [step.state for step in steps][:3] == ["done", "now", "ahead"]
    assert [(line.outcome, line.note) for line in steps[2].sittings] == [("returned", "造价要重新核算")]


async def test_a_deferred_matter_says_so(village: Cast) -> None:
    matter = await a_matter(village)
    await defer_proposal(matter.id, reason="等批复", by=village.secretary, at=EIGHT)

    assert str((await rail(village))[0].word) == "deferred"


async def test_a_matter_shows_its_money_with_one_sum(village: Cast) -> None:
    words = wording(money=(source("奖补", 260_000), source("集体收入", 226_000)))
    await put_forward(draft(words=words), by=village.secretary, at=EIGHT)

    view = await proposal_view(village.place.id, "2026-1")

    assert [line.label for line in view.sources] == ["奖补", "集体收入"]
    assert view.total == 48_600_000
    assert view.spending == ()


@pytest.mark.parametrize("slug", ["2026-2", "2026-01", "0-1", "2026-1-1", "x", "", "２０２６-1", "99999999999-1"])
async def test_a_number_that_is_none_is_missing(village: Cast, slug: str) -> None:
    await a_matter(village)

    with pytest.raises(Missing):
        await proposal_view(village.place.id, slug)


async def test_the_next_village_has_no_such_matter(village: Cast) -> None:
    await a_matter(village)

    with pytest.raises(Missing):
        await proposal_view(village.neighbour.id, "2026-1")


async def test_replies_stand_under_what_they_answer_and_an_answer_ends_the_wait(village: Cast) -> None:
    matter = await a_matter(village)
    asked = await say(matter.id, PostDraft(text="从哪里绕？", asks=True), by=village.resident, at=EIGHT)
    other = await say(matter.id, PostDraft(text="几时开工？", asks=True), by=village.representative, at=EIGHT)
    await reply(asked, "我也想知道。", by=village.party_member, at=EIGHT + timedelta(hours=1))
    await answer_officially(asked, "绕老路。", by=village.committee, at=EIGHT + timedelta(hours=2))

    thread = await thread_of(matter.id, today=TODAY)

    posts = {post.id: post for post in thread.posts}
    assert (thread.count, thread.waiting) == (4, 1)
    assert [child.official for child in posts[asked].replies] == [False, True]
    assert [(posts[key].waits, posts[key].days_left) for key in (asked, other)] == [(False, 10), (True, 10)]


async def test_a_hidden_post_shows_its_reason_and_none_of_its_words(village: Cast) -> None:
    matter = await a_matter(village)
    post = await say(matter.id, PostDraft(text="骂人的话", asks=True), by=village.resident, at=EIGHT)
    await hide_post(post, reason="辱骂他人", by=village.supervisor, at=EIGHT)

    (shown,) = (await thread_of(matter.id, today=TODAY)).posts

    assert (shown.body, shown.hidden_reason, shown.waits) == ("", "辱骂他人", False)
