"""Which matters wait for a notice or are being carried out, and the matter behind an address."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from app.database import fetch, fetch_row
from app.deliberation.rules.matter_words import number_words
from app.deliberation.rules.states import ProposalState
from app.deliberation.rules.step_keys import StepKey
from app.deliberation.rules.steps import Position
from app.disclosure.rules.addresses import matter_number
from app.disclosure.rules.carrying_out import RESULTS_OUT, has_ledger
from app.refusals import Missing
from app.words import Message


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """A matter by the number that people know."""

    id: UUID
    year: int
    number: int
    title: str
    position: Position

    @property
    def slug(self) -> str:
        """Return its part of the address: 2026-3."""
        return f"{self.year}-{self.number}"

    @property
    def words(self) -> Message:
        """Return its number as it is printed: 议〔2026〕3号."""
        return number_words(self.year, self.number)

    @property
    def carried_out(self) -> bool:
        """Return whether its resolution is published, so that there is a ledger."""
        return has_ledger(self.position)

    @property
    def open_ledger(self) -> bool:
        """Return whether entries can still be made: until the results are published."""
        return self.carried_out and self.position.state not in RESULTS_OUT


async def matter_at(village: UUID, slug: str) -> Matter:
    """Return the matter behind `2026-3`; Missing where there is none."""
    found = matter_number(slug)
    if found is None:
        raise Missing()
    row = await fetch_row("SELECT * FROM proposal WHERE village = $1 AND year = $2 AND number = $3", village, *found)
    if row is None:
        raise Missing()
    return _matter(row)


async def to_draft(village: UUID) -> list[Matter]:
    """Return the resolved matters whose resolution notice nobody has drafted yet."""
    rows = await fetch(
        "SELECT p.* FROM proposal p WHERE p.village = $1 AND p.state = 'disclosing' AND p.step = 5"
        " AND NOT EXISTS (SELECT 1 FROM notice n WHERE n.proposal = p.id) ORDER BY p.year, p.number",
        village,
    )
    return [_matter(row) for row in rows]


async def being_carried_out(village: UUID) -> list[Matter]:
    """Return the matters whose resolution is published and whose results are not."""
    rows = await fetch(
        "SELECT * FROM proposal WHERE village = $1 AND state = 'executing' ORDER BY year, number", village
    )
    return [_matter(row) for row in rows]


def _matter(row: Mapping[str, Any]) -> Matter:
    return Matter(
        id=row["id"],
        year=row["year"],
        number=row["number"],
        title=row["title"],
        position=Position(step=StepKey.numbered(row["step"]), state=ProposalState(row["state"])),
    )
