"""Reads everything that the page of a matter shows to everybody, in ten questions at most."""

import json
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from app.database import fetch_row
from app.deliberation.queries.matter_views import ProposalView
from app.deliberation.queries.matters import proposal_view
from app.deliberation.queries.rail import RailStep, rail_of
from app.deliberation.queries.revisions import RevisionView
from app.deliberation.queries.threads import Thread, thread_of
from app.deliberation.rules.money import Money
from app.deliberation.rules.states import MoneyKind, PassageOutcome, ProposalState
from app.deliberation.rules.step_keys import StepKey
from app.deliberation.rules.wording import Wording
from app.disclosure.queries.hanging import NoticeCard, card_of
from app.disclosure.queries.ledger import ledger_of
from app.disclosure.queries.notices import notices_of
from app.disclosure.queries.sat import coming, sat_of, with_names
from app.disclosure.queries.whole_rail import Asked, asked_of, with_numbers
from app.disclosure.rules.carrying_out import has_ledger
from app.disclosure.rules.ledger import Ledger
from app.disclosure.rules.sat import Sat
from app.place import Place
from app.words import Fen

TALKED = (ProposalState.IN_DISCUSSION, ProposalState.DEFERRED)


@dataclass(frozen=True, slots=True, kw_only=True)
class MatterPage:
    """A matter with its rail, its sittings, its talk, its notices and its money."""

    matter: ProposalView
    rail: tuple[RailStep, ...]
    decided: tuple[Sat, ...]  # newest first
    coming: Sat | None
    asked: Asked | None
    revision: RevisionView
    thread: Thread
    notices: tuple[NoticeCard, ...]
    ledger: Ledger | None

    @property
    def verdict(self) -> Sat | None:
        """The vote that says most: the last one that was closed."""
        return self.decided[0] if self.decided else None

    @property
    def is_held_again(self) -> bool:
        """Whether the step of the last verdict was carried once and is now to be held again: it stands no longer."""
        last = self.verdict
        gone_back = last is not None and last.outcome is PassageOutcome.CARRIED and last.step >= self.matter.step.number
        return gone_back and self.matter.state in TALKED


async def matter_page(place: Place, slug: str, *, today: date, names: bool = False) -> MatterPage:
    """Return the page of a matter by its number; Missing where the village has none.

    `names` says that the reader is one of the village's own people: only they see who answered what by name.
    """
    matter = await proposal_view(place.id, slug)
    sat = (await sat_of(matter.id))[matter.id]
    sat = await with_names(sat) if names else sat
    notices = tuple(card_of(notice, today=today) for notice in await notices_of(matter.id))
    coming_sat = coming(sat)
    asked = None if coming_sat is None else await _asked(matter, coming_sat)
    return MatterPage(
        matter=matter,
        rail=with_numbers(await rail_of(matter), sat=sat, notices=notices, asked=asked),
        decided=tuple(one for one in reversed(sat) if one.verdict is not None and one.outcome is not None),
        coming=coming_sat,
        asked=asked,
        revision=await _revision(matter),
        thread=await thread_of(matter.id, today=today),
        notices=notices,
        ledger=await _ledger(matter),
    )


async def _asked(matter: ProposalView, sat: Sat) -> Asked:
    step = StepKey.numbered(sat.step)
    return await asked_of(sat, rule=matter.pack.discussion(step, category=matter.category_key).rule)


async def _revision(matter: ProposalView) -> RevisionView:
    """Return the present revision, beside the one before it while the matter is still being discussed."""
    latest = matter.latest
    before = await _wording(matter.id, latest.number - 1) if matter.state in TALKED and latest.number > 1 else None
    return RevisionView(
        number=latest.number,
        reason=latest.reason,
        author=latest.author,
        written_at=latest.written_at,
        digest=latest.digest,
        wording=Wording(summary=matter.summary, text=matter.text, money=matter.money),
        before=before,
    )


async def _wording(proposal: UUID, number: int) -> Wording | None:
    row = await fetch_row(
        "SELECT r.summary, r.text, (SELECT json_agg(json_build_array(l.kind, l.label, l.basis, l.fen)"
        "  ORDER BY l.position) FROM money_line l WHERE l.revision = r.id) AS money"
        " FROM revision r WHERE r.proposal = $1 AND r.number = $2",
        proposal, number,
    )  # fmt: skip
    if row is None:
        return None
    money = tuple(
        Money(kind=MoneyKind(kind), label=label, basis=basis, fen=Fen(fen))
        for kind, label, basis, fen in json.loads(row["money"] or "[]")
    )
    return Wording(summary=row["summary"], text=row["text"], money=money)


async def _ledger(matter: ProposalView) -> Ledger | None:
    """Return what was paid against what was voted, once the resolution stands."""
    if not has_ledger(matter.position):
        return None
    found = await ledger_of(matter.id)
    return found if found.lines or found.entries else None
