"""Putting a matter forward: it gets its number, its first text, the rules it will live under, and enters step 1."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

from app.database import fetch_row, fetch_value, must_be_in_transaction, transaction
from app.deliberation.queries.packs import pack_of_village
from app.deliberation.rules.packs import Pack, laxer_than_today
from app.deliberation.rules.states import ProposalState
from app.deliberation.rules.step_keys import StepKey
from app.deliberation.rules.wording import Wording
from app.deliberation.services.adopting import pin
from app.deliberation.services.attachments import Paper, add_papers
from app.deliberation.services.passages import begin_passage
from app.deliberation.services.persons import person_of
from app.deliberation.services.revisions import write_revision
from app.deliberation.services.search_documents import index_proposal
from app.deliberation.services.suggestions import take_up
from app.deliberation.tables import Proposal
from app.doors import Actor, Role
from app.figures import local
from app.paper.typed import must_print
from app.record import write_entry
from app.refusals import Missing, Refused, WayOn
from app.words import _


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalDraft:
    """A matter as it is put forward; without a sponsor, who puts it forward answers for it.

    `key` is the id it will have, where the form brought one: the same form sent twice makes one matter.
    """

    title: str
    category: str
    origin: str
    wording: Wording
    sponsor: UUID | None = None
    renews: UUID | None = None
    suggestion: UUID | None = None
    papers: tuple[Paper, ...] = ()
    key: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbered:
    """A matter that has its number."""

    id: UUID
    year: int
    number: int

    @property
    def slug(self) -> str:
        """The number as it stands in addresses: 2026-3."""
        return f"{self.year}-{self.number}"


async def put_forward(draft: ProposalDraft, *, by: Actor, at: datetime) -> Numbered:
    """Put a matter forward under the village's rules of today, which it keeps to its end; return its number."""
    by.must(Role.SECRETARY)
    if not draft.title.strip():
        raise Refused(_("Give the matter a title."), field="title")
    must_print(draft.title, field="title")
    async with transaction():
        year, number = await _next_number(by.village, at=at)
        if draft.key is not None and (same := await _put_before(draft.key, by=by)) is not None:
            return same
        pack = await pack_of_village(by.village)
        _must_hold_today(pack, by=by)
        proposal = await _proposal(draft, pack=pack, year=year, number=number, by=by, at=at)
        await pin(pack)
        await Proposal.insert(proposal)
        revision = await write_revision(proposal, draft.wording, number=1, by=by, at=at)
        names = await add_papers(proposal.id, draft.papers, by=by, at=at)
        if draft.suggestion is not None:
            await take_up(draft.suggestion, proposal=proposal.id, by=by, at=at)
        await begin_passage(proposal.id, step=StepKey.PROPOSE, at=at)
        await index_proposal(proposal.id, at=at)
        await write_entry(
            "proposal.put_forward", subject=proposal.id, by=by, at=at,
            facts={
                "year": year, "number": number, "title": draft.title, "category": draft.category,
                "origin": draft.origin, "pack": pack.digest, "digest": revision.digest,
                "papers": [paper.kept.sha256 for paper in draft.papers],
                "suggestion": str(draft.suggestion or ""), "renews": str(draft.renews or ""),
                "sponsor": str(proposal.sponsor), "paper_names": names,
            },
        )  # fmt: skip
    return Numbered(id=proposal.id, year=year, number=number)


def _must_hold_today(pack: Pack, *, by: Actor) -> None:
    """Refuse a new matter under rules of the village's own that the law has overtaken since they were adopted."""
    if faults := laxer_than_today(pack.text):
        raise Refused(
            _("The village's own rules ask for less than the law in force: %(what)s", what=faults[0].message),
            ways_on=(
                WayOn(
                    label=_("The administrator adopts rules that hold to it; matters under way keep theirs."),
                    href=f"/v/{by.village_code}/rules",
                ),
            ),
        )


async def _proposal(draft: ProposalDraft, *, pack: Pack, year: int, number: int, by: Actor, at: datetime) -> Proposal:
    """Return the row of a new matter, or refuse what its village and its rules don't know."""
    if (kind := pack.decided_elsewhere(draft.category)) is not None:
        raise Refused(
            _("“%(name)s” cannot be decided by this procedure. %(reason)s", name=kind.name, reason=kind.reason),
            citation=kind.decided_by,
            ways_on=(WayOn(label=_("What to do instead: %(way)s", way=kind.way)),),
            field="category",
        )
    if draft.category not in {category.key for category in pack.categories}:
        raise Refused(_("Choose one of the categories of matter."), field="category")
    if draft.origin not in {origin.key for origin in pack.origins}:
        raise Refused(_("Choose who brought the matter up."), field="origin")
    sponsor = draft.sponsor or person_of(by)
    if not await fetch_value("SELECT 1 FROM person WHERE id = $1 AND village = $2", sponsor, by.village):
        raise Refused(_("The sponsor is not of this village."), field="sponsor")
    if draft.renews is not None:
        await _must_be_renewable(draft.renews, by=by)
    return Proposal(
        id=draft.key or uuid4(),
        village=by.village,
        year=year,
        number=number,
        title=draft.title,
        category=draft.category,
        origin=draft.origin,
        pack=pack.digest,
        sponsor=sponsor,
        renews=draft.renews,
        step=StepKey.PROPOSE.number,
        state=ProposalState.IN_DISCUSSION,
        put_forward_at=at,
    )


async def _put_before(key: UUID, *, by: Actor) -> Numbered | None:
    """Return the matter that the same form made already: a double tap, or a form sent again on a bad network."""
    row = await fetch_row("SELECT village, year, number FROM proposal WHERE id = $1", key)
    if row is None:
        return None
    if row["village"] != by.village:
        raise Missing()
    return Numbered(id=key, year=row["year"], number=row["number"])


async def _must_be_renewable(renews: UUID, *, by: Actor) -> None:
    state = await fetch_value("SELECT state FROM proposal WHERE id = $1 AND village = $2", renews, by.village)
    if state not in (ProposalState.REJECTED, ProposalState.WITHDRAWN):
        raise Refused(_("Only a matter that was rejected or withdrawn is brought again."), field="renews")


async def _next_number(village: UUID, *, at: datetime) -> tuple[int, int]:
    """Return the next number of the village's year; the village is locked, so two at once get two numbers."""
    must_be_in_transaction()
    row = await fetch_row("SELECT zone FROM village WHERE id = $1 FOR NO KEY UPDATE", village)
    if row is None:
        raise RuntimeError(f"there is no village {village}")
    year = local(at, zone=ZoneInfo(row["zone"])).year
    last = await fetch_value("SELECT max(number) FROM proposal WHERE village = $1 AND year = $2", village, year)
    return year, (last or 0) + 1
