"""Reads what a meeting has on its agenda, and which matters wait for a meeting."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from app.database import fetch
from app.deliberation.queries.packs import pinned_pack
from app.deliberation.rules.bodies import Assembly
from app.deliberation.rules.matter_words import number_words
from app.deliberation.rules.meeting_words import BODIES, OUTCOMES
from app.deliberation.rules.pack import Discussion
from app.deliberation.rules.states import MeetingState, PassageOutcome, ProposalState
from app.deliberation.rules.step_keys import DISCUSSIONS, StepKey
from app.words import Message, _


@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaEntry:
    """One item of a meeting: a matter, the step it passes, the frozen text, and how the item ended."""

    id: UUID
    position: int
    proposal: UUID
    year: int
    number: int
    title: str
    category: str
    pack: str
    step: StepKey
    passage: UUID
    revision: UUID
    revision_number: int
    outcome: PassageOutcome | None = None
    reason: str = ""
    ended_at: datetime | None = None
    meeting_over: bool = False

    @property
    def printed(self) -> Message:
        """The matter's number as it is printed."""
        return number_words(self.year, self.number)

    @property
    def outcome_word(self) -> Message:
        """What the agenda prints below the title."""
        if self.outcome is not None:
            return OUTCOMES[self.outcome]
        return _("left for another meeting") if self.meeting_over else _("waits for its turn")

    async def discussion(self) -> Discussion:
        """Return how the body takes this item, by the pack that the matter is pinned to."""
        return (await pinned_pack(self.pack)).discussion(self.step, category=self.category)


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """A matter that waits for a meeting of `body`: its open passage, its newest text, what its pack asks."""

    proposal: UUID
    year: int
    number: int
    title: str
    step: StepKey
    passage: UUID
    revision: UUID
    revision_number: int
    discussion: Discussion
    on_agenda: bool

    @property
    def printed(self) -> Message:
        """The matter's number as it is printed."""
        return number_words(self.year, self.number)

    @property
    def body(self) -> Assembly:
        """The body that takes the matter now."""
        return self.discussion.body

    @property
    def body_name(self) -> Message:
        """The body's meeting, in words."""
        return BODIES[self.body]


ITEMS = (
    "SELECT i.id, i.meeting, i.position, i.outcome, i.reason, i.ended_at, i.passage, i.revision,"
    " r.number AS revision_number, a.step, p.id AS proposal, p.year, p.number, p.title, p.category, p.pack,"
    " m.state NOT IN ('called', 'open') AS meeting_over"
    " FROM agenda_item i JOIN passage a ON a.id = i.passage JOIN proposal p ON p.id = a.proposal"
    " JOIN revision r ON r.id = i.revision JOIN meeting m ON m.id = i.meeting"
)
WAITING = (
    "SELECT p.id AS proposal, p.year, p.number, p.title, p.category, p.pack, a.step, a.id AS passage,"
    " r.id AS revision, r.number AS revision_number, EXISTS (SELECT 1 FROM agenda_item i"
    "  JOIN meeting m ON m.id = i.meeting"
    "  WHERE i.passage = a.id AND i.outcome IS NULL AND m.state = ANY($3)) AS on_agenda"
    " FROM proposal p JOIN passage a ON a.proposal = p.id AND a.ended_at IS NULL"
    " JOIN LATERAL (SELECT id, number FROM revision WHERE proposal = p.id ORDER BY number DESC LIMIT 1) r ON true"
    " WHERE p.village = $1 AND p.state = $2 AND a.step <= $4 AND ($5::uuid[] IS NULL OR p.id = ANY($5))"
    " ORDER BY p.year, p.number"
)
LIVING = (MeetingState.CALLED.value, MeetingState.OPEN.value)


async def items_of(*meetings: UUID) -> dict[UUID, tuple[AgendaEntry, ...]]:
    """Return the agenda of each meeting, in its order."""
    rows = await fetch(f"{ITEMS} WHERE i.meeting = ANY($1) ORDER BY i.position", list(meetings))
    found: dict[UUID, list[AgendaEntry]] = {meeting: [] for meeting in meetings}
    for row in rows:
        values = {name: value for name, value in row.items() if name != "meeting"}
        values["step"] = StepKey.numbered(row["step"])
        values["outcome"] = None if row["outcome"] is None else PassageOutcome(row["outcome"])
        found[row["meeting"]].append(AgendaEntry(**values))
    return {meeting: tuple(items) for meeting, items in found.items()}


async def waiting_matters(village: UUID, *, only: tuple[UUID, ...] | None = None) -> tuple[Waiting, ...]:
    """Return the matters in discussion (or those of `only` that are), with the body that takes each of them now."""
    last = DISCUSSIONS[-1].number
    chosen = None if only is None else list(only)
    rows = await fetch(WAITING, village, ProposalState.IN_DISCUSSION.value, list(LIVING), last, chosen)
    found = []
    for row in rows:
        step = StepKey.numbered(row["step"])
        values = {name: value for name, value in row.items() if name not in ("category", "pack", "step")}
        discussion = (await pinned_pack(row["pack"])).discussion(step, category=row["category"])
        found.append(Waiting(step=step, discussion=discussion, **values))
    return tuple(found)
