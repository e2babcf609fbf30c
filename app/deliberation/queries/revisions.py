"""One revision of a matter beside the one before it: what was struck out, what is new, and which money changed."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from app.database import fetch
from app.deliberation.queries.matters import money_of
from app.deliberation.rules.money_redline import MoneyChange, SumChange, money_redline, sum_changes
from app.deliberation.rules.redline import redline
from app.deliberation.rules.redline_shown import ShownParagraph, shown, shown_as_typed
from app.deliberation.rules.states import MoneyKind
from app.deliberation.rules.wording import Wording
from app.refusals import Missing


@dataclass(frozen=True, slots=True, kw_only=True)
class RevisionView:
    """A revision; the redline is empty where it is the first."""

    number: int
    reason: str
    author: str
    written_at: datetime
    digest: str
    wording: Wording
    before: Wording | None

    @property
    def redline(self) -> list[ShownParagraph]:
        """The text against the revision before."""
        return [] if self.before is None else shown(redline(self.before.text, self.wording.text))

    @property
    def summary_redline(self) -> list[ShownParagraph]:
        """The summary against the revision before; empty where it is the same."""
        if self.before is None or self.before.summary == self.wording.summary:
            return []
        return shown_as_typed(redline(self.before.summary, self.wording.summary))

    @property
    def money_changes(self) -> list[MoneyChange]:
        """The lines of money that changed, sources first."""
        if self.before is None:
            return []
        sides = (money_redline(self.before.money, self.wording.money, kind=kind) for kind in MoneyKind)
        return [change for side in sides for change in side if change.changed]

    @property
    def sum_changes(self) -> list[SumChange]:
        """The sums of money that are others now."""
        return [] if self.before is None else sum_changes(self.before.money, self.wording.money)


async def revision_view(proposal: UUID, number: int) -> RevisionView:
    """Return a revision with the one before it; Missing where there is no such number."""
    rows = await fetch(
        "SELECT r.*, p.name AS author_name FROM revision r JOIN person p ON p.id = r.author"
        " WHERE r.proposal = $1 AND r.number IN ($2, $3) ORDER BY r.number DESC",
        proposal, number, number - 1,
    )  # fmt: skip
    if not rows or rows[0]["number"] != number:
        raise Missing()
    wordings = [Wording(summary=row["summary"], text=row["text"], money=await money_of(row["id"])) for row in rows]
    return RevisionView(
        number=number,
        reason=rows[0]["reason"],
        author=rows[0]["author_name"],
        written_at=rows[0]["written_at"],
        digest=rows[0]["digest"],
        wording=wordings[0],
        before=wordings[1] if len(wordings) > 1 else None,
    )
