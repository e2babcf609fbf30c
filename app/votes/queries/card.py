"""Reads one vote as a voter sees it: the question, the text it is about, and the own answer."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from app.database import fetch_row
from app.deliberation.rules.bodies import Assembly
from app.deliberation.rules.meeting_words import BODIES
from app.refusals import Missing
from app.votes.rules.ballots import Choice, Method, VoteState
from app.votes.rules.receipts import written
from app.words import Message


@dataclass(frozen=True, slots=True, kw_only=True)
class VoteCard:
    """What one voter needs on one screen; `choice` and `receipt` are there once the voter has answered."""

    id: UUID
    meeting: UUID
    item: UUID
    proposal: UUID
    body: Assembly
    position: int
    state: VoteState
    method: Method
    round: int
    question: str
    title: str
    year: int
    number: int
    revision_number: int
    summary: str
    listed: bool
    teller: bool
    choice: Choice | None
    receipt: str
    cast_at: datetime | None

    @property
    def open(self) -> bool:
        """Whether answers are taken."""
        return self.state is VoteState.OPEN

    @property
    def body_name(self) -> Message:
        """The meeting in which the question is put."""
        return BODIES[self.body]

    @property
    def proposal_path(self) -> str:
        """The proposal's place below the village's address."""
        return f"/proposals/{self.year}-{self.number}"


async def vote_card(vote: UUID, *, village: UUID, person: UUID | None) -> VoteCard:
    """Return a vote of the village as `person` sees it (None: anybody); Missing where there is none."""
    row = await fetch_row(
        "SELECT v.id, v.meeting, v.item, v.state, v.method, v.round, v.question, m.body, i.position,"
        " p.id AS proposal, p.title, p.year, p.number, r.number AS revision_number, r.summary,"
        " b.choice, b.receipt, b.cast_at,"
        " EXISTS (SELECT 1 FROM roll_entry e WHERE e.vote = v.id AND e.person = $3) AS listed,"
        " EXISTS (SELECT 1 FROM teller t WHERE t.vote = v.id AND t.person = $3) AS teller"
        " FROM vote v JOIN meeting m ON m.id = v.meeting JOIN agenda_item i ON i.id = v.item"
        " JOIN revision r ON r.id = v.revision JOIN proposal p ON p.id = r.proposal"
        " LEFT JOIN ballot b ON b.vote = v.id AND b.voter = $3 WHERE v.id = $1 AND v.village = $2",
        vote, village, person,
    )  # fmt: skip
    if row is None:
        raise Missing()
    values = dict(row) | {
        "body": Assembly(row["body"]),
        "state": VoteState(row["state"]),
        "method": Method(row["method"]),
        "choice": None if row["choice"] is None else Choice(row["choice"]),
        "receipt": "" if row["receipt"] is None else written(row["receipt"]),
    }
    return VoteCard(**values)
