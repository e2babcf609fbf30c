"""Matters as open data: their steps with every sitting, verdict and check, read for a whole page at once."""

from collections.abc import Mapping
from typing import Any

import msgspec

from app.bilingual import Bilingual
from app.database import fetch, fetch_value
from app.deliberation.queries.matters import proposal_view
from app.deliberation.queries.packs import pinned_pack
from app.deliberation.rules.checks import Check
from app.deliberation.rules.pack import Pack
from app.deliberation.rules.rail import rail_state
from app.deliberation.rules.rule import share_facts
from app.deliberation.rules.sources import Source
from app.deliberation.rules.states import ProposalState
from app.deliberation.rules.step_keys import StepKey
from app.deliberation.rules.steps import Position
from app.disclosure.queries.notices import notices_of
from app.disclosure.queries.open_data.addresses import data_of, next_page, pages_of
from app.disclosure.queries.open_data.models import (
    CheckData,
    MoneyData,
    ProcedureData,
    ProposalDetail,
    ProposalLineData,
    Proposals,
    RevisionData,
    SittingData,
    SourceData,
    StepData,
    TallyData,
    VerdictData,
    Words,
)
from app.disclosure.queries.open_data.notices import line_of
from app.disclosure.queries.sat import sat_of
from app.disclosure.rules.addresses import matter_address
from app.disclosure.rules.sat import Sat
from app.place import Place

LINES = """
SELECT p.*, r.summary FROM proposal p
  JOIN LATERAL (SELECT summary FROM revision WHERE proposal = p.id ORDER BY number DESC LIMIT 1) r ON true
WHERE p.village = $1 AND ($2::int IS NULL OR (p.year = $2 AND p.number = $3))
ORDER BY p.year DESC, p.number DESC LIMIT $4 OFFSET $5
"""


async def matters(place: Place, *, site: str, page: int, size: int) -> Proposals:
    """Return a page of matters in three questions."""
    total: int = await fetch_value("SELECT count(*) FROM proposal WHERE village = $1", place.id)
    rows = await fetch(LINES, place.id, None, None, size, (page - 1) * size)
    return Proposals(
        page=page,
        pages=pages_of(total, size=size),
        total=total,
        next=next_page(data_of(place, site=site, kind="proposals"), page=page, size=size, total=total),
        items=await _lines(rows, place=place, site=site),
    )


async def matter(place: Place, slug: str, *, site: str) -> ProposalDetail:
    """Return one matter in full; Missing where the village has none of that number."""
    view = await proposal_view(place.id, slug)
    rows = await fetch(LINES, place.id, view.year, view.number, 1, 0)
    return ProposalDetail(
        proposal=(await _lines(rows, place=place, site=site))[0],
        text=view.text,
        money=[MoneyData(kind=line.kind, label=line.label, basis=line.basis, fen=int(line.fen)) for line in view.money],
        revisions=[
            RevisionData(number=one.number, written_at=one.written_at, reason=one.reason, sha256=one.digest)
            for one in view.revisions
        ],
        disclosures=[line_of(notice, place=place, site=site) for notice in await notices_of(view.id)],
    )


async def _lines(rows: Any, *, place: Place, site: str) -> list[ProposalLineData]:
    sat = await sat_of(*(row["id"] for row in rows))
    return [await _line(row, sat=sat[row["id"]], place=place, site=site) for row in rows]


async def _line(row: Mapping[str, Any], *, sat: tuple[Sat, ...], place: Place, site: str) -> ProposalLineData:
    position = Position(step=StepKey.numbered(row["step"]), state=ProposalState(row["state"]))
    pack = await pinned_pack(row["pack"])
    category = pack.category(row["category"])
    number = f"{row['year']}-{row['number']}"
    return ProposalLineData(
        number=number,
        title=row["title"],
        summary=row["summary"],
        category=category.key,
        category_name=words(category.name),
        origin=row["origin"],
        origin_name=next(words(origin.name) for origin in pack.origins if origin.key == row["origin"]),
        procedure=_procedure(pack),
        state=position.state,
        step=row["step"],
        put_forward_at=row["put_forward_at"],
        url=site + matter_address(place.home, year=row["year"], number=row["number"]),
        data=data_of(place, site=site, kind="proposals", number=number),
        steps=[_step(step, position=position, sat=sat) for step in StepKey],
    )


def _procedure(pack: Pack) -> ProcedureData:
    return ProcedureData(name=pack.name, version=pack.version, title=words(pack.title), sha256=pack.digest)


def _step(step: StepKey, *, position: Position, sat: tuple[Sat, ...]) -> StepData:
    return StepData(
        number=step.number,
        key=step,
        state=rail_state(step, position=position),
        sittings=[_sitting(one) for one in sat if one.step == step.number],
    )


def _sitting(sat: Sat) -> SittingData:
    return SittingData(
        body=sat.body,
        at=sat.at,
        outcome=sat.outcome,
        due=sat.due or None,
        present=sat.present if sat.due else None,
        revision=sat.revision_number,
        void_reason=sat.void_reason,
        verdict=_verdict(sat),
    )


def _verdict(sat: Sat) -> VerdictData | None:
    if sat.verdict is None or sat.method is None:
        return None
    return VerdictData(
        outcome=sat.ended,
        method=sat.method,
        tally=msgspec.convert(sat.verdict.tally.as_facts() | {"missing": sat.missing}, TallyData),
        checks=[_check(check) for check in sat.verdict.checks],
    )


def _check(check: Check) -> CheckData:
    share = next(iter(share_facts(check.share).items())) if check.share is not None else (None, None)
    source = check.source
    return CheckData(
        kind=check.kind,
        klass=check.klass,
        actual=check.actual,
        base=check.base,
        needed=check.needed,
        met=check.met,
        comparison=share[0],
        share=share[1],
        of=check.of,
        source=None if source is None else _source(source),
    )


def _source(source: Source) -> SourceData:
    return SourceData(
        label=words(source.label),
        article=source.article,
        grade=source.grade,
        standing=source.standing,
        quote=None if source.quote is None else words(source.quote),
    )


def words(text: Bilingual) -> Words:
    """Return a text of a rule pack in both languages."""
    return Words(zh=text.zh, en=text.en)
