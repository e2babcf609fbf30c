"""What represented households say about a matter: their representative asks them and notes it before the meeting.

Who said what stays between the household and its representative; the record only tells that somebody was asked.
"""

from datetime import datetime
from uuid import UUID

from app.database import execute, fetch_value, transaction
from app.deliberation.rules.states import ProposalState, Stance
from app.deliberation.services.passages import own_proposal
from app.deliberation.services.persons import person_of
from app.doors import Actor, Role
from app.record import write_entry
from app.refusals import Missing, Refused
from app.words import _

ASKED_WHILE = (ProposalState.IN_DISCUSSION, ProposalState.DEFERRED)


async def note_opinion(
    proposal_id: UUID, household_no: str, stance: Stance, words: str = "", *, by: Actor, at: datetime
) -> None:
    """Note what a household says; said otherwise later, the last word counts."""
    by.must(Role.REPRESENTATIVE)
    async with transaction():
        proposal = await own_proposal(proposal_id, by=by)
        household = await _represented(household_no, by=by)
        if proposal.state not in ASKED_WHILE:
            raise Refused(_("This matter is not discussed any more; what your households said stays noted."))
        await execute(
            "INSERT INTO household_opinion (id, proposal, household, representative, stance, words, noted_at)"
            " VALUES (gen_random_uuid(), $1, $2, $3, $4, $5, $6) ON CONFLICT (proposal, household, representative)"
            " DO UPDATE SET stance = EXCLUDED.stance, words = EXCLUDED.words, noted_at = EXCLUDED.noted_at",
            proposal_id, household, person_of(by), stance.value, words, at,
        )  # fmt: skip
        facts = {"asked": await _asked(proposal_id, by=by)}
        await write_entry("proposal.households_asked", subject=proposal_id, by=by, at=at, facts=facts)


async def _represented(number: str, *, by: Actor) -> UUID:
    found: UUID | None = await fetch_value(
        "SELECT h.id FROM household h JOIN representation r ON r.household = h.id AND r.until IS NULL"
        " WHERE h.village = $1 AND h.no = $2 AND r.representative = $3",
        by.village, number, by.person,
    )  # fmt: skip
    if found is None:
        raise Missing()
    return found


async def _asked(proposal_id: UUID, *, by: Actor) -> int:
    asked: int = await fetch_value(
        "SELECT count(*) FROM household_opinion WHERE proposal = $1 AND representative = $2", proposal_id, by.person
    )
    return asked
