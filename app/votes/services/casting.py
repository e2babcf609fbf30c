"""The act of voting: one statement, so that a phone with a bad network has either voted or not, and never twice.

A ballot writes no entry in the village's record. The chain has one lock per village, and fifty voters would queue
for it; instead the entry of the closing holds the digest of all ballots, so that none can be changed afterwards
without the chain telling. Ballots of a closed vote are also refused by the database itself.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from asyncpg import Record

from app.database import fetch_row, write_row
from app.deliberation.rules.states import DepartedWhy
from app.deliberation.services.meeting_rows import must_run
from app.doors import Actor
from app.live import hub
from app.refusals import Forbidden, Missing, Refused, WayOn
from app.votes.rules.ballots import Channel, Choice, Method, VoteState
from app.votes.rules.receipts import new_receipt, written
from app.words import _

# The vote is locked FOR SHARE: whoever closes it waits for the ballots under way, and a ballot that waited for the
# closing reads the state as it is then. A clerk never writes over what a voter answered on the own phone. Who has
# left the hall answers no more, from home or by the clerk; what they had answered while they were there stands.
CAST = """
WITH question AS (
  SELECT id, meeting FROM vote WHERE id = $1 AND village = $2 AND state = 'open' AND method = 'named' FOR SHARE
)
INSERT INTO ballot AS mine (id, vote, voter, choice, channel, cast_by, cast_at, receipt)
SELECT gen_random_uuid(), question.id, roll_entry.person, $4, $5, $6, $7, $8
FROM question JOIN roll_entry ON roll_entry.vote = question.id AND roll_entry.person = $3
WHERE EXISTS (SELECT 1 FROM attendance a WHERE a.meeting = question.meeting AND a.person = $3
  AND NOT EXISTS (SELECT 1 FROM departure d WHERE d.attendance = a.id))
ON CONFLICT (vote, voter) DO UPDATE SET
  choice = EXCLUDED.choice, channel = EXCLUDED.channel, cast_by = EXCLUDED.cast_by,
  cast_at = CASE WHEN mine.choice = EXCLUDED.choice THEN mine.cast_at ELSE EXCLUDED.cast_at END,
  receipt = CASE WHEN mine.choice = EXCLUDED.choice THEN mine.receipt ELSE EXCLUDED.receipt END
WHERE mine.channel = 'clerk' OR EXCLUDED.channel = 'phone'
RETURNING receipt, choice, cast_at, (SELECT meeting FROM question) AS meeting
"""

ASK_THE_CLERK = WayOn(label=_("Please turn to the clerk at the table in the hall."))


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """What a voter takes away: the number, the answer that counts now, and when it came."""

    receipt: str
    choice: Choice
    at: datetime


async def cast(vote_id: UUID, choice: Choice, *, by: Actor, at: datetime) -> Receipt:
    """Take a voter's answer from the own phone; the last one before the closing counts.

    The same answer again (a double tap, a retry, a second phone) gets the same receipt.
    """
    if by.person is None:
        raise Forbidden()
    return await _put_in(vote_id, choice, voter=by.person, channel=Channel.PHONE, by=by, at=at)


async def cast_for(vote_id: UUID, person: UUID, choice: Choice, *, by: Actor, at: datetime) -> Receipt:
    """Enter the answer that a member without a phone said aloud; the clerk's name stands beside it."""
    meeting = await fetch_row(
        "SELECT m.chair, m.recorder FROM vote v JOIN meeting m ON m.id = v.meeting WHERE v.id = $1 AND v.village = $2",
        vote_id, by.village,
    )  # fmt: skip
    if meeting is None:
        raise Missing()
    must_run(by, chair=meeting["chair"], recorder=meeting["recorder"])
    return await _put_in(vote_id, choice, voter=person, channel=Channel.CLERK, by=by, at=at)


async def must_be_able(vote_id: UUID, *, by: Actor) -> None:
    """Refuse who could not answer now, before they are asked: the reason is the one that `cast` would give."""
    if by.person is None:
        raise Forbidden()
    reason = await _why_not(vote_id, voter=by.person, by=by)
    if reason is not None:
        raise reason


async def _put_in(vote_id: UUID, choice: Choice, *, voter: UUID, channel: Channel, by: Actor, at: datetime) -> Receipt:
    row = await write_row(
        CAST, vote_id, by.village, voter, choice.value, channel.value, by.person, at, new_receipt()
    )  # fmt: skip
    if row is None:
        raise await _why_not(vote_id, voter=voter, by=by) or Refused(
            _("This member has answered on the own phone; only there it can be changed.")
        )
    hub.tell_soon(row["meeting"], "turnout")
    return Receipt(receipt=written(row["receipt"]), choice=Choice(row["choice"]), at=row["cast_at"])


async def _why_not(vote_id: UUID, *, voter: UUID, by: Actor) -> Refused | None:
    """Say why somebody has no answer to give: vote over, held in another way, or the voter is not on the roll."""
    row = await fetch_row(
        "SELECT v.state, v.method, p.name, s.person IS NOT NULL AS due, r.person IS NOT NULL AS listed,"
        " b.voter IS NOT NULL AS answered, gone.why"
        " FROM vote v JOIN person p ON p.id = $3 AND p.village = v.village"
        " LEFT JOIN summons s ON s.meeting = v.meeting AND s.person = p.id"
        " LEFT JOIN roll_entry r ON r.vote = v.id AND r.person = p.id"
        " LEFT JOIN ballot b ON b.vote = v.id AND b.voter = p.id"
        " LEFT JOIN LATERAL (SELECT d.why FROM attendance a LEFT JOIN departure d ON d.attendance = a.id"
        "  WHERE a.meeting = v.meeting AND a.person = p.id ORDER BY a.round DESC LIMIT 1) gone ON true"
        " WHERE v.id = $1 AND v.village = $2",
        vote_id, by.village, voter,
    )  # fmt: skip
    if row is None:
        return Missing()
    if row["state"] == VoteState.VOID:
        return Refused(_("This vote was declared void, and your answer is not counted. It is held again."))
    if row["state"] == VoteState.CLOSED:
        return Refused(_("The vote is closed; answers are no longer taken. What was received before counts."))
    if row["method"] != Method.NAMED:
        return Refused(_("This vote is held in the hall, by hands or on paper."), ways_on=(ASK_THE_CLERK,))
    if row["listed"]:
        return _gone(row)
    if row["due"]:
        words = _("%(name)s was not there when the vote opened and is not on its roll.", name=row["name"])
    else:
        words = _("%(name)s has no vote in this body and is not on the roll.", name=row["name"])
    return Refused(words, ways_on=(ASK_THE_CLERK,))


def _gone(row: Record) -> Refused | None:
    """Say why somebody on the roll answers no more: they have left, or were never there; None while they are."""
    if row["why"] == DepartedWhy.MISTAKE:
        words = _(
            "%(name)s's sign-in was taken back as a mistake: who is not in the hall has no vote.", name=row["name"]
        )
        return Refused(words, ways_on=(ASK_THE_CLERK,))
    if row["why"] == DepartedWhy.LEFT and row["answered"]:
        return Refused(_("%(name)s has left the meeting. What was answered before stands.", name=row["name"]))
    if row["why"] == DepartedWhy.LEFT:
        words = _("%(name)s has left the meeting: who is not in the hall has no vote.", name=row["name"])
        return Refused(words, ways_on=(ASK_THE_CLERK,))
    return None
