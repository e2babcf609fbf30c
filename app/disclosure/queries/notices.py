"""Published notices as everybody may read them; nothing here shows a draft."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from app.database import fetch, fetch_row
from app.disclosure.rules.changes import Change, changes
from app.disclosure.rules.facts import Heading, ResolutionFacts, ResultsFacts, resolution_facts, results_facts
from app.disclosure.rules.printed import Period
from app.disclosure.rules.publicity import days_left
from app.disclosure.rules.states import NoticeKind


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeView:
    """One published version of a notice, with what has become of it since."""

    id: UUID
    village: UUID
    village_code: str
    kind: NoticeKind
    year: int
    number: int
    version: int
    newest: int
    """The newest published version; this one is replaced when it is older."""
    code: str
    proposal: UUID
    proposal_slug: str
    matter: str
    facts: ResolutionFacts | ResultsFacts
    period: Period
    published_at: datetime
    pdf_sha256: str
    opinion: str
    reviewer: str
    objections: int
    unanswered: int
    reopened_at: datetime | None
    """Since when its matter is decided again; None while it stands, and once a newer version tells what came of it."""
    fallen: bool
    """Whether the matter that was decided again ended without a new resolution."""

    @property
    def heading(self) -> Heading:
        """Return what stands around the text: number, title, whom to call."""
        return self.facts.heading

    @property
    def slug(self) -> str:
        """Return the notice's part of its address: resolution-2026-4."""
        return f"{self.kind.value}-{self.year}-{self.number}"

    @property
    def address(self) -> str:
        """Return the address of the newest version's page; an older one adds ?version=."""
        return f"/v/{self.village_code}/notices/{self.slug}"

    @property
    def pdf(self) -> str:
        """Return the address of the printed notice."""
        return f"/files/{self.pdf_sha256}"

    @property
    def replaced(self) -> bool:
        """Return whether a newer version hangs in its place."""
        return self.newest > self.version

    def days_left(self, today: date) -> int:
        """Return the days that remain after today; less than 0 when the period is over."""
        return days_left(self.period.last, today=today)


# One row per published version; objections to any version belong to the notice as a whole. A matter whose resolution
# (step 5) was published passes through a step up to it once more only where it was ordered held again.
PUBLISHED = """
SELECT n.*, v.code AS village_code, p.title AS matter, p.year AS p_year, p.number AS p_number, r.opinion,
  reviewer.name AS reviewer, w.newest, w.objections, w.unanswered, again.reopened_at,
  again.reopened_at IS NOT NULL AND p.state IN ('rejected', 'withdrawn') AS fallen
FROM notice n JOIN village v ON v.id = n.village JOIN proposal p ON p.id = n.proposal
  JOIN review r ON r.notice = n.id AND r.decision = 'publish' JOIN person reviewer ON reviewer.id = r.reviewer
  CROSS JOIN LATERAL (
    SELECT max(s.version) AS newest, count(o.id) AS objections,
      count(o.id) FILTER (WHERE a.id IS NULL AND h.id IS NULL) AS unanswered
    FROM notice s LEFT JOIN objection o ON o.notice = s.id LEFT JOIN objection_answer a ON a.objection = o.id
      LEFT JOIN objection_hidden h ON h.objection = o.id
    WHERE s.village = n.village AND s.kind = n.kind AND s.year = n.year AND s.number = n.number
      AND s.state = 'published'
  ) w
  CROSS JOIN LATERAL (
    SELECT min(a.began_at) AS reopened_at FROM passage a
    WHERE a.proposal = n.proposal AND a.step <= 5 AND a.began_at >
      (SELECT max(c.ended_at) FROM passage c WHERE c.proposal = n.proposal AND c.step = 5 AND c.outcome = 'carried')
  ) again
WHERE n.state = 'published'
"""


async def published_notices(village: UUID, *, most: int = 100) -> list[NoticeView]:
    """Return the newest version of every published notice of a village, the last published first."""
    rows = await fetch(
        f"{PUBLISHED} AND n.village = $1 AND n.version = w.newest ORDER BY n.published_at DESC LIMIT $2", village, most
    )
    return [_view(row) for row in rows]


async def notices_of(proposal: UUID) -> list[NoticeView]:
    """Return the newest published version of each notice of a matter, the resolution before the results."""
    rows = await fetch(f"{PUBLISHED} AND n.proposal = $1 AND n.version = w.newest ORDER BY n.kind", proposal)
    return [_view(row) for row in rows]


async def notice_at(village: UUID, slug: str, *, version: int | None = None) -> NoticeView | None:
    """Return the notice behind `resolution-2026-4`, in its newest version or a named one; None where there is none."""
    kind, year, number = parted(slug)
    if kind is None:
        return None
    row = await fetch_row(
        f"{PUBLISHED} AND n.village = $1 AND n.kind = $2 AND n.year = $3 AND n.number = $4"
        " AND n.version = coalesce($5, w.newest)",
        village, kind.value, year, number, version,
    )  # fmt: skip
    return None if row is None else _view(row)


async def versions_of(notice: NoticeView) -> Sequence[NoticeView]:
    """Return every published version of a notice, the newest first."""
    rows = await fetch(
        f"{PUBLISHED} AND n.village = $1 AND n.kind = $2 AND n.year = $3 AND n.number = $4 ORDER BY n.version DESC",
        notice.village, notice.kind.value, notice.year, notice.number,
    )  # fmt: skip
    return [_view(row) for row in rows]


async def changed_by(notice: NoticeView) -> tuple[Change, ...]:
    """Return what the newest version says otherwise than a replaced one, or a later one than the version before it."""
    versions = await versions_of(notice)
    other = next(
        (one for one in versions if one.version == (notice.newest if notice.replaced else notice.version - 1)), None
    )
    if other is None:
        return ()
    return changes(notice.facts, other.facts) if notice.replaced else changes(other.facts, notice.facts)


async def notice_by_code(code: str) -> NoticeView | None:
    """Return the published notice that carries a check code, as `codes.typed_code` returns it."""
    row = await fetch_row(f"{PUBLISHED} AND n.code = $1", code)
    return None if row is None else _view(row)


async def notice_by_pdf_hash(sha256: str) -> NoticeView | None:
    """Return the published notice whose stored PDF has this SHA-256."""
    row = await fetch_row(f"{PUBLISHED} AND n.pdf_sha256 = $1", sha256)
    return None if row is None else _view(row)


def parted(slug: str) -> tuple[NoticeKind | None, int, int]:
    """Take `resolution-2026-4` apart; the kind is None for what is no such thing."""
    kind, _, rest = slug.partition("-")
    year, _, number = rest.partition("-")
    fit = kind in set(NoticeKind) and all(
        part.isascii() and part.isdigit() and len(part) < 10 for part in (year, number)
    )
    return (NoticeKind(kind), int(year), int(number)) if fit else (None, 0, 0)


def facts_of(kind: str, text: str) -> ResolutionFacts | ResultsFacts:
    """Read the facts of a notice by its kind."""
    return resolution_facts(text) if kind == NoticeKind.RESOLUTION else results_facts(text)


def _view(row: Mapping[str, Any]) -> NoticeView:
    return NoticeView(
        id=row["id"],
        village=row["village"],
        village_code=row["village_code"],
        kind=NoticeKind(row["kind"]),
        year=row["year"],
        number=row["number"],
        version=row["version"],
        newest=row["newest"],
        code=row["code"],
        proposal=row["proposal"],
        proposal_slug=f"{row['p_year']}-{row['p_number']}",
        matter=row["matter"],
        facts=facts_of(row["kind"], row["facts"]),
        period=Period(first=row["first_day"], last=row["last_day"]),
        published_at=row["published_at"],
        pdf_sha256=row["pdf_sha256"],
        opinion=row["opinion"],
        reviewer=row["reviewer"],
        objections=row["objections"],
        unanswered=row["unanswered"],
        reopened_at=row["reopened_at"],
        fallen=row["fallen"],
    )
