"""What the supervision committee looks at: a draft beside the record it came from, and what waits for it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from app.database import fetch, fetch_row
from app.deliberation.queries.packs import pinned_pack
from app.deliberation.rules.pack import Days
from app.deliberation.rules.step_keys import StepKey
from app.disclosure.queries.finished import standing_of
from app.disclosure.queries.from_record import resolution_from_record
from app.disclosure.queries.notices import facts_of
from app.disclosure.queries.results_from_record import results_from_record
from app.disclosure.queries.sittings import counted_again, sittings_of
from app.disclosure.rules.changes import Change, changes
from app.disclosure.rules.facts import ResolutionFacts, ResultsFacts
from app.disclosure.rules.results_checks import results_checks
from app.disclosure.rules.review_checks import ReviewCheck, refusal_of, resolution_checks
from app.disclosure.rules.states import NoticeKind, NoticeState
from app.refusals import Missing
from app.words import Message


@dataclass(frozen=True, slots=True, kw_only=True)
class Opinion:
    """What a supervisor said to a draft before."""

    text: str
    by: str
    at: datetime
    answer: str = ""
    since: tuple[Change, ...] = ()
    """What the draft says otherwise since then."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A notice that is not published: in review or returned."""

    id: UUID
    proposal: UUID
    proposal_slug: str
    matter: str
    kind: NoticeKind
    year: int
    number: int
    state: NoticeState
    version: int
    code: str
    text: str
    """The facts exactly as they are kept."""
    facts: ResolutionFacts | ResultsFacts
    drafter: UUID
    drafted_by: str
    drafted_at: datetime
    drafted_on: date
    """The day of the village on which it was drafted."""
    due_on: date
    replaces: UUID | None
    replaced_first: date | None
    owed: bool
    """Whether the matter waits for this very notice, so that it cannot be given up."""
    asked: Days

    @property
    def slug(self) -> str:
        """Return the notice's part of its address, once it is published: resolution-2026-4."""
        return f"{self.kind.value}-{self.year}-{self.number}"

    @property
    def spare(self) -> bool:
        """Return whether the village can do without it: a correction that no step of the matter waits for."""
        return self.replaces is not None and not self.owed


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewView:
    """A draft with the checks that hold it against the record."""

    draft: Draft
    checks: tuple[ReviewCheck, ...]
    returned: tuple[Opinion, ...]

    @property
    def refusal(self) -> Message | None:
        """Say why the draft cannot be published; None when everything agrees."""
        return refusal_of(self.checks)

    @property
    def unmet(self) -> int:
        """Count what does not agree."""
        return sum(not check.met for check in self.checks)


DRAFTS = """
SELECT n.*, p.year AS p_year, p.number AS p_number, p.title AS matter, p.pack, d.name AS drafter,
  b.first_day AS replaced_first, (n.drafted_at AT TIME ZONE v.zone)::date AS drafted_on,
  p.state = 'disclosing' AND p.step = CASE n.kind WHEN 'resolution' THEN 5 ELSE 6 END AS owed
FROM notice n JOIN proposal p ON p.id = n.proposal JOIN person d ON d.id = n.drafted_by
  JOIN village v ON v.id = n.village
  LEFT JOIN notice b ON b.id = n.replaces
WHERE n.state IN ('in_review', 'returned') AND n.village = $1
"""


async def drafts_of(village: UUID) -> list[Draft]:
    """Return every unpublished notice of a village, the one due first before the others."""
    return [await _draft(row) for row in await fetch(f"{DRAFTS} ORDER BY n.due_on, n.drafted_at", village)]


async def waiting_for_review(village: UUID) -> list[Draft]:
    """Return the drafts that the supervision committee has to look at."""
    return [draft for draft in await drafts_of(village) if draft.state is NoticeState.IN_REVIEW]


async def draft_for(notice: UUID, *, village: UUID) -> Draft:
    """Return one draft of a village; Missing where there is none, or it is published."""
    row = await fetch_row(f"{DRAFTS} AND n.id = $2", village, notice)
    if row is None:
        raise Missing()
    return await _draft(row)


async def published_slug(notice: UUID, *, village: UUID) -> str | None:
    """Return the address of a notice that is no draft any more, because it is published."""
    row = await fetch_row(
        "SELECT kind, year, number FROM notice WHERE id = $1 AND village = $2 AND state = 'published'", notice, village
    )
    return None if row is None else f"{row['kind']}-{row['year']}-{row['number']}"


async def review_of(notice: UUID, *, village: UUID, today: date | None = None) -> ReviewView:
    """Return a draft beside the record, as of a day; without one, the day on which it was drafted."""
    draft = await draft_for(notice, village=village)
    return ReviewView(draft=draft, checks=await checks_of(draft, today=today), returned=tuple(await _opinions(draft)))


async def checks_of(draft: Draft, *, today: date | None = None) -> tuple[ReviewCheck, ...]:
    """Hold a draft against the record as it stands at this moment."""
    facts = draft.facts
    if isinstance(facts, ResultsFacts):
        results = await results_from_record(draft.proposal, heading=facts.heading, explanation=facts.explanation)
        standing = await standing_of(draft.proposal, today=today or draft.drafted_on)
        return results_checks(facts, record=results, asked=draft.asked, standing=standing)
    record = await resolution_from_record(draft.proposal, heading=facts.heading)
    counted = await counted_again(await sittings_of(draft.proposal))
    return resolution_checks(facts, record=record, counted=counted, asked=draft.asked)


# A return is never changed: the answer to it stands in the record of the draft that came after it.
RETURNS = """
SELECT r.opinion, r.draft, p.name, r.reviewed_at, coalesce((
    SELECT e.facts::jsonb ->> 'answer' FROM record_entry e
    WHERE e.subject = r.notice AND e.kind = 'notice.drafted' AND e.at >= r.reviewed_at
      AND e.facts::jsonb ->> 'answer' IS NOT NULL
    ORDER BY e.seq LIMIT 1
  ), '') AS answer
FROM review r JOIN person p ON p.id = r.reviewer WHERE r.notice = $1 ORDER BY r.reviewed_at DESC
"""


async def _opinions(draft: Draft) -> Sequence[Opinion]:
    rows = await fetch(RETURNS, draft.id)
    return [
        Opinion(
            text=row["opinion"],
            by=row["name"],
            at=row["reviewed_at"],
            answer=row["answer"],
            since=changes(facts_of(draft.kind, row["draft"]), draft.facts) if row["draft"] else (),
        )
        for row in rows
    ]


async def _draft(row: Mapping[str, Any]) -> Draft:
    kind = NoticeKind(row["kind"])
    step = StepKey.DISCLOSE_RESOLUTION if kind is NoticeKind.RESOLUTION else StepKey.DISCLOSE_RESULTS
    return Draft(
        id=row["id"],
        proposal=row["proposal"],
        proposal_slug=f"{row['p_year']}-{row['p_number']}",
        matter=row["matter"],
        kind=kind,
        year=row["year"],
        number=row["number"],
        state=NoticeState(row["state"]),
        version=row["version"],
        code=row["code"],
        text=row["facts"],
        facts=facts_of(row["kind"], row["facts"]),
        drafter=row["drafted_by"],
        drafted_by=row["drafter"],
        drafted_at=row["drafted_at"],
        drafted_on=row["drafted_on"],
        due_on=row["due_on"],
        replaces=row["replaces"],
        replaced_first=row["replaced_first"],
        owed=row["owed"],
        asked=(await pinned_pack(row["pack"])).disclosure(step).publicity,
    )
