"""Published notices as open data, in every case the newest version of each."""

from app.database import fetch_value
from app.disclosure.queries.notices import NoticeView, notice_at, published_notices
from app.disclosure.queries.open_data.addresses import data_of, next_page, pages_of
from app.disclosure.queries.open_data.models import DisclosureDetail, DisclosureLine, Disclosures
from app.disclosure.queries.open_data.printed import printed
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
    items = [line_of(notice, place=place, site=site) for notice in found[first:]]
    after = next_page(data_of(place, site=site, kind="disclosures"), page=page, size=size, total=total)
    return Disclosures(page=page, pages=pages_of(total, size=size), total=total, next=after, items=items)


async def notice(place: Place, slug: str, *, site: str) -> DisclosureDetail:
    """Return one notice in full; Missing where the village has published none of that number."""
    found = await notice_at(place.id, slug)
    if found is None:
        raise Missing()
    line = line_of(found, place=place, site=site)
    return DisclosureDetail(disclosure=line, opinion=found.opinion, facts=printed(found.facts))


def line_of(found: NoticeView, *, place: Place, site: str) -> DisclosureLine:
    """Return a notice as a line of the list."""
    return DisclosureLine(
        number=found.slug,
        kind=found.kind,
        printed_number=found.heading.number,
        title=found.heading.title,
        proposal=found.proposal_slug,
        version=found.version,
        code=found.code,
        published_at=found.published_at,
        first_day=found.period.first,
        last_day=found.period.last,
        reopened_at=found.reopened_at,
        objections=found.objections,
        objections_open=found.unanswered,
        url=site + found.address,
        data=data_of(place, site=site, kind="disclosures", number=found.slug),
        pdf=site + found.pdf,
        sha256=found.pdf_sha256,
    )
