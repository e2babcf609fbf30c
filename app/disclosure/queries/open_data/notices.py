"""Published notices as open data, in every case the newest version of each."""

from typing import Any

import msgspec

from app.database import fetch_value
from app.disclosure.queries.notices import NoticeView, notice_at, published_notices
from app.disclosure.queries.open_data.models import DisclosureDetail, DisclosureLine, Disclosures
from app.place import Place
from app.refusals import Missing

FURTHEST = 5_000  # notices; a village publishes some tens in a year
COUNT = """
SELECT count(DISTINCT (kind, year, number)) FROM notice WHERE village = $1 AND state = 'published'
"""


async def notices(place: Place, *, site: str, page: int, size: int) -> Disclosures:
    """Return a page of notices."""
    total: int = await fetch_value(COUNT, place.id)
    first = (page - 1) * size
    found = await published_notices(place.id, most=min(first + size, FURTHEST)) if first < total else []
    items = [line_of(notice, site=site) for notice in found[first:]]
    return Disclosures(page=page, pages=-(-total // size), total=total, items=items)


async def notice(place: Place, slug: str, *, site: str) -> DisclosureDetail:
    """Return one notice in full; Missing where the village has published none of that number."""
    found = await notice_at(place.id, slug)
    if found is None:
        raise Missing()
    facts: dict[str, Any] = msgspec.to_builtins(found.facts)
    return DisclosureDetail(disclosure=line_of(found, site=site), opinion=found.opinion, facts=_public(facts))


def line_of(found: NoticeView, *, site: str) -> DisclosureLine:
    """Return a notice as a line of the list."""
    return DisclosureLine(
        number=found.slug,
        kind=found.kind.value,
        printed_number=found.heading.number,
        title=found.heading.title,
        proposal=found.proposal_slug,
        version=found.version,
        code=found.code,
        published_at=found.published_at,
        first_day=found.period.first,
        last_day=found.period.last,
        objections=found.objections,
        objections_open=found.unanswered,
        url=site + found.address,
        pdf=site + found.pdf,
        sha256=found.pdf_sha256,
    )


def _public(facts: dict[str, Any]) -> dict[str, Any]:
    """Leave out our inner keys; everything else stands on the paper."""
    for step in facts.get("steps", ()):
        step.pop("meeting", None)
        step.pop("vote", None)
    facts.get("text", {}).pop("revision", None)
    return facts
