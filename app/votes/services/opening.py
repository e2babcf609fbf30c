"""The act of opening a vote: text, roll, rule and numbers are frozen in that moment."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID, uuid4

from app.chain import canonical, sha256_of
from app.database import execute, fetch_row, fetch_value, transaction
from app.deliberation.queries.packs import pinned_pack
from app.deliberation.rules.notice import day_in
from app.deliberation.rules.pack import Discussion
from app.deliberation.rules.states import MeetingState
from app.deliberation.rules.step_keys import StepKey
from app.deliberation.services.meeting_rows import meeting_to_run, zone_of
from app.deliberation.services.passages import own_proposal
from app.deliberation.services.summons import renew_due
from app.deliberation.tables import Proposal
from app.doors import Actor
from app.reader import DEFAULT_LANGUAGE
from app.record import write_entry
from app.refusals import Missing, Refused
from app.votes.queries import begun as begun  # tells deliberation when a vote is under way
from app.votes.rules.ballots import Method
from app.votes.services.openable import must_be_openable, must_be_possible, must_be_quorate, must_be_tellers
from app.votes.services.roll import Roll, roll_of
from app.votes.tables import Teller, Vote
from app.words import _, translate


async def open_vote(
    item_id: UUID, *, method: Method, tellers: Sequence[UUID] = (), sure: bool = False, by: Actor, at: datetime
) -> UUID:
    """Open the vote on an item of an open meeting and return it.

    The matter and the meeting are locked, so of two people opening at once the second is refused, and nobody
    signs in between the counting of heads and the freezing of the roll. Who comes later is present, but has no vote.
    Who is due is read from the seats anew: one that ended or began since the meeting opened counts as it is known now.
    `sure` says that whoever opens it knows that it can't be carried, even if all agree.
    """
    async with transaction():
        row = await fetch_row(
            "SELECT p.proposal, i.meeting FROM agenda_item i JOIN passage p ON p.id = i.passage WHERE i.id = $1",
            item_id,
        )
        if row is None:
            raise Missing()
        proposal = await own_proposal(row["proposal"], by=by)
        meeting = await meeting_to_run(row["meeting"], MeetingState.OPEN, by=by)
        item = await must_be_openable(item_id, proposal=proposal, meeting=meeting)
        discussion = await discussion_of(proposal, step=item.step)
        if method not in discussion.methods:
            raise Refused(_("This step does not allow voting in this way."))
        renewed = await renew_due(meeting, on=day_in(await zone_of(meeting.village), at))
        roll = await roll_of(meeting, voters=discussion.rule.voters)
        must_be_quorate(discussion.rule, roll=roll)
        must_be_possible(discussion.rule, roll=roll, sure=sure)
        await must_be_tellers(tellers, method=method, meeting=meeting.id, chair=meeting.chair, proposal=proposal.id)
        vote = Vote(
            id=uuid4(),
            village=by.village,
            meeting=meeting.id,
            item=item_id,
            revision=item.revision,
            round=item.rounds + 1,
            question=question_on(proposal.title),
            method=method.value,
            rule=canonical(discussion.rule.as_facts()),
            numbers=canonical({"due": roll.heads.due, "present": roll.heads.present}),
            opened_by=by.person,
            opened_at=at,
        )
        await _put_down(vote, roll=roll, tellers=tellers)
        facts = await _facts(vote, chair=meeting.chair, roll=roll, tellers=tellers)
        facts |= {"added": renewed[0], "taken_off": renewed[1]} if any(renewed) else {}
        await write_entry("vote.opened", subject=vote.id, by=by, at=at, facts=facts, topic=meeting.id)
        return vote.id


async def discussion_of(proposal: Proposal, *, step: StepKey) -> Discussion:
    """Return how a matter's own pack has it discussed at a step."""
    pack = await pinned_pack(proposal.pack)
    return pack.discussion(step, category=proposal.category)


def question_on(title: str) -> str:
    """Return the question as it is put, in the language of the village; it stands in the record as it was asked."""
    return translate(_("Do you agree to “%(title)s”?", title=title), DEFAULT_LANGUAGE)


async def _put_down(vote: Vote, *, roll: Roll, tellers: Sequence[UUID]) -> None:
    await Vote.insert(vote)
    await execute(
        "INSERT INTO roll_entry (id, vote, person, klass)"
        " SELECT gen_random_uuid(), $1, person, klass FROM unnest($2::uuid[], $3::varchar[]) AS named (person, klass)",
        vote.id, [name.person for name in roll.names], [name.klass for name in roll.names],
    )  # fmt: skip
    if tellers:
        await Teller.insert(*(Teller(id=uuid4(), vote=vote.id, person=person) for person in dict.fromkeys(tellers)))


async def _facts(vote: Vote, *, chair: UUID, roll: Roll, tellers: Sequence[UUID]) -> dict[str, object]:
    number = await fetch_value("SELECT number FROM revision WHERE id = $1", vote.revision)
    return {
        "question": vote.question,
        "method": vote.method,
        "round": vote.round,
        "item": str(vote.item),
        "meeting": str(vote.meeting),
        "chair": str(chair),
        "revision": str(vote.revision),
        "revision_number": number,
        "roll": sorted(str(name.person) for name in roll.names),
        "due": dict(roll.heads.due),
        "present": dict(roll.heads.present),
        "tellers": sorted(str(person) for person in set(tellers)),
        "rule_sha256": sha256_of(vote.rule),
    }
