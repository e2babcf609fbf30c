"""The list of a village's matters, a page at a time."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

import asyncpg

from app.bilingual import Bilingual
from app.database import fetch
from app.deliberation.queries.list_pages import PER_PAGE, Page, page_of
from app.deliberation.queries.packs import pinned_pack
from app.deliberation.rules.matter_words import SHORT_STEPS, STATES, STEPS, number_words
from app.deliberation.rules.rail import RailState, rail_state
from app.deliberation.rules.states import ProposalState
from app.deliberation.rules.step_keys import StepKey
from app.deliberation.rules.steps import Position
from app.words import Message, _


class Which(StrEnum):
    """Which matters a list shows."""

    ALL = "all"
    DISCUSSING = "discussing"
    DOING = "doing"
    DONE = "done"
    ENDED = "ended"

    @property
    def label(self) -> Message:
        """The word on its link."""
        return WHICH[self]


WHICH = {
    Which.ALL: _("All"),
    Which.DISCUSSING: _("Being discussed"),
    Which.DOING: _("Disclosed and carried out"),
    Which.DONE: _("Finished"),
    Which.ENDED: _("Rejected or withdrawn"),
}
SHOWN = {
    Which.ALL: tuple(ProposalState),
    Which.DISCUSSING: (ProposalState.IN_DISCUSSION, ProposalState.DEFERRED),
    Which.DOING: (ProposalState.DISCLOSING, ProposalState.EXECUTING, ProposalState.RESULTS_HANG),
    Which.DONE: (ProposalState.CLOSED,),
    Which.ENDED: (ProposalState.REJECTED, ProposalState.WITHDRAWN),
}
LOOKS = {ProposalState.CLOSED: "done", ProposalState.REJECTED: "failed", ProposalState.WITHDRAWN: "failed"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A step of a matter in one small disc, as `components/state.html` draws it in lists."""

    state: RailState
    title: Message
    short: Message


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalLine:
    """A matter in a list."""

    id: UUID
    slug: str
    number_words: Message
    title: str
    summary: str
    category: Bilingual
    state: ProposalState
    step: StepKey
    put_forward_at: datetime

    @property
    def state_words(self) -> Message:
        """Where it stands, in a word."""
        return STATES[self.state]

    @property
    def look(self) -> str:
        """How its tag looks: done, now or failed."""
        return LOOKS.get(self.state, "now")

    @property
    def steps(self) -> list[Mark]:
        """Its six steps."""
        position = Position(step=self.step, state=self.state)
        return [
            Mark(state=rail_state(step, position=position), title=STEPS[step], short=SHORT_STEPS[step])
            for step in StepKey
        ]


async def list_proposals(
    village: UUID, *, which: Which = Which.ALL, text: str = "", page: int = 1
) -> Page[ProposalLine]:
    """Return a page of the village's matters, newest first; `text` is part of a title or a number such as 3."""
    rows = await fetch(
        "SELECT p.*, r.summary, count(*) OVER () AS total FROM proposal p"
        " JOIN LATERAL (SELECT summary FROM revision WHERE proposal = p.id ORDER BY number DESC LIMIT 1) r ON true"
        " WHERE p.village = $1 AND p.state = ANY($2::text[])"
        " AND ($3 = '' OR strpos(lower(p.title), lower($3)) > 0 OR p.number::text = $3"
        "  OR strpos(lower(r.summary), lower($3)) > 0)"
        " ORDER BY p.year DESC, p.number DESC LIMIT $4 OFFSET $5",
        village, [state.value for state in SHOWN[which]], text, PER_PAGE, (page - 1) * PER_PAGE,
    )  # fmt: skip
    return page_of([await _line(row) for row in rows], rows, page=page)


async def _line(row: asyncpg.Record) -> ProposalLine:
    pack = await pinned_pack(row["pack"])
    return ProposalLine(
        id=row["id"],
        slug=f"{row['year']}-{row['number']}",
        number_words=number_words(row["year"], row["number"]),
        title=row["title"],
        summary=row["summary"],
        category=pack.category(row["category"]).name,
        state=ProposalState(row["state"]),
        step=StepKey.numbered(row["step"]),
        put_forward_at=row["put_forward_at"],
    )
