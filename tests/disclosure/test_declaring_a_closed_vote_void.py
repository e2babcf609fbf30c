"""A closed vote is declared void openly: the matter stands before it again; verdict and reason stay to be read."""

import asyncio
import json
from datetime import timedelta
from uuid import UUID

import pytest

from app.database import fetch_row, fetch_value
from app.deliberation.queries.attendance import members_due
from app.deliberation.rules.states import DepartedWhy, ToldBy
from app.deliberation.services.attendance import note_departure, tick
from app.deliberation.services.meetings import MeetingDraft, call_meeting, open_meeting, tell_all
from app.disclosure.queries.reviews import checks_of, draft_for
from app.disclosure.services.drafting import draft_resolution
from app.disclosure.services.reviewing import publish
from app.disclosure.services.voiding import void_closed_vote
from app.doors import Actor
from app.record import verify
from app.recounting import RECOUNT
from app.refusals import Forbidden, Missing, Refused
from app.verifying import walk
from app.votes.rules.ballots import Choice, Method
from app.votes.services.casting import cast_for
from app.votes.services.closing import close_vote
from app.votes.services.counting import enter_hands
from tests.cast import EIGHT, Cast
from tests.client import Doors, said
from tests.story import AGREED, UNANIMOUS, a_published_resolution, a_resolved_matter, hold
from tests.votes.hall import Hall, sit

pytestmark = pytest.mark.anyio
SOON, LATER = EIGHT + timedelta(minutes=5), EIGHT + timedelta(minutes=20)
SLIP = "数字录错，应为赞成14人"


async def slipped(village: Cast) -> tuple[Hall, UUID]:
    """Close a vote of fifteen with one hand where fourteen were raised."""
    hall = await sit(village, present=15)
    vote = await hall.open(Method.HANDS)
    await enter_hands(vote, in_favour=1, against=0, abstain=0, by=village.clerk, at=SOON)
    await close_vote(vote, by=village.clerk, at=SOON)
    return hall, vote


async def last_vote(matter: UUID, *, step: int = 4) -> UUID:
    vote: UUID = await fetch_value(
        "SELECT v.id FROM vote v JOIN agenda_item i ON i.id = v.item JOIN passage p ON p.id = i.passage"
        " WHERE p.proposal = $1 AND p.step = $2 ORDER BY v.opened_at DESC LIMIT 1",
        matter, step,
    )  # fmt: skip
    return vote


async def standing(matter: UUID) -> tuple[int, str]:
    row = await fetch_row("SELECT step, state FROM proposal WHERE id = $1", matter)
    assert row is not None
    return row["step"], row["state"]


async def test_a_slip_is_taken_back_and_the_vote_is_held_again_in_the_same_hall(village: Cast) -> None:
    hall, vote = await slipped(village)
    assert await standing(hall.proposal) == (4, "rejected")

    await void_closed_vote(vote, reason=SLIP, by=village.committee, at=LATER)

    assert await standing(hall.proposal) == (4, "in_discussion")
    assert await fetch_value("SELECT outcome FROM agenda_item WHERE id = $1", hall.item) is None
    again = await hall.open(Method.HANDS)
    await enter_hands(again, in_favour=14, against=1, abstain=0, by=village.clerk, at=LATER)
    assert (await close_vote(again, by=village.clerk, at=LATER)).outcome == "carried"
    assert await standing(hall.proposal) == (5, "disclosing")
    assert await fetch_value("SELECT count(*) FROM verdict WHERE vote = $1", vote) == 1, "what was said stays"
    assert await verify(village.place.id) is None


async def test_the_record_keeps_reason_verdict_and_where_the_matter_went_back_to(village: Cast) -> None:
    _hall, vote = await slipped(village)

    await void_closed_vote(vote, reason=SLIP, by=village.supervisor, at=LATER)

    row = await fetch_row("SELECT facts FROM record_entry WHERE subject = $1 AND kind = 'vote.voided'", vote)
    assert row is not None
    facts = json.loads(row["facts"])
    assert (facts["reason"], facts["outcome"], facts["back_to"]) == (
        SLIP, "rejected", {"step": 4, "state": "in_discussion"},
    )  # fmt: skip


@pytest.mark.parametrize("who", ["clerk", "secretary", "representative", "administrator", "township"])
async def test_nobody_but_chair_and_supervision_declares_it_void(village: Cast, who: str) -> None:
    _hall, vote = await slipped(village)

    with pytest.raises(Forbidden):
        await void_closed_vote(vote, reason=SLIP, by=getattr(village, who), at=LATER)
    with pytest.raises(Missing):
        await void_closed_vote(vote, reason=SLIP, by=village.stranger, at=LATER)


async def test_of_two_who_declare_it_void_at_once_one_is_told(village: Cast) -> None:
    _hall, vote = await slipped(village)

    async def declare(by: Actor) -> None:
        await void_closed_vote(vote, reason=SLIP, by=by, at=LATER)

    answers = await asyncio.gather(declare(village.committee), declare(village.supervisor), return_exceptions=True)

    assert sorted(isinstance(answer, Refused) for answer in answers) == [False, True]
    kept = await fetch_value("SELECT count(*) FROM record_entry WHERE subject = $1 AND kind = 'vote.voided'", vote)
    assert kept == 1


async def test_a_carried_matter_goes_back_and_its_draft_is_given_up(village: Cast) -> None:
    matter = await a_resolved_matter(village, last=EIGHT)
    notice = await draft_resolution(matter.id, by=village.clerk, at=LATER)

    await void_closed_vote(await last_vote(matter.id), reason=SLIP, by=village.supervisor, at=LATER)

    assert await standing(matter.id) == (4, "in_discussion")
    assert await fetch_value("SELECT state FROM notice WHERE id = $1", notice) == "given_up"
    assert (await walk(RECOUNT))[0], "the tables are as the record tells"
    with pytest.raises(Refused):
        await publish(notice, AGREED, by=village.supervisor, at=LATER)
    await hold(matter.id, village, starts=EIGHT + timedelta(days=7), hands=UNANIMOUS)
    assert await draft_resolution(matter.id, by=village.clerk, at=EIGHT + timedelta(days=8)) == notice
    await publish(notice, AGREED, by=village.supervisor, at=EIGHT + timedelta(days=8))
    assert (await walk(RECOUNT))[0]


async def test_what_a_published_notice_tells_is_no_longer_declared_void(village: Cast) -> None:
    matter = await a_resolved_matter(village, last=EIGHT)
    await a_published_resolution(matter.id, village, at=LATER)

    with pytest.raises(Refused, match="is published") as refused:
        await void_closed_vote(await last_vote(matter.id), reason=SLIP, by=village.supervisor, at=LATER)

    assert "order the step held again" in str(refused.value.ways_on[0].label)


async def test_publishing_and_declaring_void_at_once_leave_one_of_the_two(village: Cast) -> None:
    matter = await a_resolved_matter(village, last=EIGHT)
    notice = await draft_resolution(matter.id, by=village.clerk, at=LATER)
    vote = await last_vote(matter.id)

    answers = await asyncio.gather(
        publish(notice, AGREED, by=village.supervisor, at=LATER),
        void_closed_vote(vote, reason=SLIP, by=village.supervisor, at=LATER),
        return_exceptions=True,
    )

    states = (
        await fetch_value("SELECT state FROM notice WHERE id = $1", notice),
        await fetch_value("SELECT state FROM vote WHERE id = $1", vote),
    )
    assert states in {("published", "closed"), ("given_up", "void")}
    assert sum(isinstance(answer, Refused) for answer in answers) == 1


async def test_what_the_next_step_was_voted_on_is_no_longer_declared_void(village: Cast) -> None:
    matter = await a_resolved_matter(village, last=EIGHT)

    with pytest.raises(Refused, match="has been held since"):
        await void_closed_vote(await last_vote(matter.id, step=3), reason=SLIP, by=village.supervisor, at=LATER)


async def test_an_open_vote_and_an_empty_reason_are_refused(village: Cast) -> None:
    hall, vote = await slipped(village)
    with pytest.raises(Refused) as refused:
        await void_closed_vote(vote, reason="  ", by=village.committee, at=LATER)
    assert refused.value.field == "reason"
    await void_closed_vote(vote, reason=SLIP, by=village.committee, at=LATER)

    with pytest.raises(Refused, match="still open"):
        await void_closed_vote(await hall.open(), reason=SLIP, by=village.committee, at=LATER)


async def test_everybody_reads_what_happened(doors: Doors, village: Cast) -> None:
    hall, vote = await slipped(village)
    chair, anybody = await doors.as_(village.committee), await doors.as_(None)

    offered = await chair.get(f"/v/mgb/votes/{vote}/result")
    asked = await chair.get(f"/v/mgb/votes/{vote}/declare-void")
    empty = await chair.post(f"/v/mgb/votes/{vote}/declare-void", data={"reason": ""})
    done = await chair.post(f"/v/mgb/votes/{vote}/declare-void", data={"reason": SLIP})
    result = await anybody.get(done.headers["location"])
    matter = await anybody.get("/v/mgb/proposals/2026-1")
    feed = await anybody.get("/v/mgb/feed.atom")
    api = (await anybody.get("/api/v1/villages/mgb/proposals/2026-1")).json()

    assert "宣布本次表决作废" in offered.text
    assert "议题退回到本步表决之前" in asked.text
    assert empty.status_code == 422
    for page in (result, matter):
        assert f"理由：{SLIP}" in said(page) or f"原因：{SLIP}" in said(page)
        assert "作废前的结论：未通过" in said(page)
    assert SLIP in feed.text
    (sat, waiting) = api["proposal"]["steps"][3]["sittings"]
    assert (sat["outcome"], sat["void_reason"], sat["verdict"]["outcome"]) == ("void", SLIP, "void")
    assert (sat["verdict"]["tally"]["in_favour"], sat["verdict"]["tally"]["missing"]) == (1, 14)
    assert waiting["outcome"] is None
    assert "宣布本次表决作废" not in (await anybody.get(f"/v/mgb/votes/{vote}/result")).text
    assert hall.item


async def test_a_mistaken_sign_in_turns_the_review_red_until_the_vote_is_held_again(
    doors: Doors, village: Cast
) -> None:
    matter = await a_resolved_matter(village, last=EIGHT, hands=(UNANIMOUS,) * 3)
    hall = await sit_on(matter.id, village)
    vote = await hall.open()
    for person in hall.present:
        await cast_for(vote, person, Choice.FOR, by=village.clerk, at=SOON)
    await close_vote(vote, by=village.clerk, at=SOON)
    notice = await draft_resolution(matter.id, by=village.clerk, at=SOON)

    clerk = await doors.as_(village.clerk)
    answer = await clerk.post(
        f"/v/mgb/meetings/{hall.meeting}/depart", data={"person": str(hall.present[0]), "why": "mistake"}
    )
    console = await clerk.get(answer.headers["location"])

    assert "这一结论的依据有误" in said(console)
    assert f"/v/mgb/votes/{vote}/declare-void" in console.text
    checks = await checks_of(await draft_for(notice, village=village.place.id))
    assert [str(check.name) for check in checks if not check.met] == ["Due and present", "Those who voted"]
    with pytest.raises(Refused, match="differ from the sign-in book"):
        await publish(notice, AGREED, by=village.supervisor, at=LATER)


async def test_a_mistake_at_an_earlier_step_keeps_the_notice_back_too(village: Cast) -> None:
    matter = await a_resolved_matter(village, last=EIGHT)
    notice = await draft_resolution(matter.id, by=village.clerk, at=LATER)
    vote = await last_vote(matter.id, step=2)
    await fetch_value(  # a closed meeting takes no more corrections; one that is opened again may
        "INSERT INTO departure (attendance, left_at, why, noted_by) SELECT a.id, $2, 'mistake', $3 FROM attendance a"
        " JOIN vote v ON v.meeting = a.meeting WHERE v.id = $1 LIMIT 1 RETURNING id",
        vote, LATER, village.clerk.person,
    )  # fmt: skip

    with pytest.raises(Refused, match="the vote of step 2 does not stand"):
        await publish(notice, AGREED, by=village.supervisor, at=LATER)


async def test_a_departure_names_the_votes_that_rest_on_a_mistake(village: Cast) -> None:
    hall, vote = await slipped(village)

    assert await note_departure(hall.meeting, hall.present[0], by=village.clerk, at=LATER) == ()
    resting = await note_departure(hall.meeting, hall.present[1], why=DepartedWhy.MISTAKE, by=village.clerk, at=LATER)

    assert resting == (vote,)


async def sit_on(matter: UUID, village: Cast) -> Hall:
    """Open the fourth sitting on a matter that has come so far, with all who are due."""
    by = village.clerk
    assert village.secretary.person is not None
    assert by.person is not None
    draft = MeetingDraft(
        starts_at=EIGHT, place="村活动室", chair=village.secretary.person, recorder=by.person, items=(matter,)
    )
    meeting = await call_meeting(draft, by=by, at=EIGHT - timedelta(days=4))
    await tell_all(meeting, ToldBy.PHONE, by=by, at=EIGHT - timedelta(days=4))
    await open_meeting(meeting, by=by, at=EIGHT)
    due = tuple(member.person for member in await members_due(meeting))
    for person in due:
        await tick(meeting, person, by=by, at=EIGHT)
    row = await fetch_row("SELECT id, passage, revision FROM agenda_item WHERE meeting = $1", meeting)
    assert row is not None
    return Hall(
        village=village, meeting=meeting, item=row["id"], proposal=matter, passage=row["passage"],
        revision=row["revision"], due=due, present=due,
    )  # fmt: skip
