"""The villages of the house as open data."""

from app.database import fetch, fetch_row, fetch_value
from app.disclosure.queries.open_data.addresses import ROOT, data_of, next_page, pages_of
from app.disclosure.queries.open_data.models import VillageDetail, VillageLine, Villages
from app.place import Place
from app.refusals import Missing

DETAIL = """
SELECT h.seq, h.hash, (SELECT count(*) FROM proposal p WHERE p.village = h.village) AS proposals,
  (SELECT count(DISTINCT (n.kind, n.year, n.number)) FROM notice n
    WHERE n.village = h.village AND n.state = 'published') AS disclosures
FROM record_head h WHERE h.village = $1
"""


async def villages(*, site: str, page: int, size: int) -> Villages:
    """Return a page of the villages, by name."""
    total: int = await fetch_value("SELECT count(*) FROM village")
    rows = await fetch(
        "SELECT code, name, town FROM village ORDER BY name, code LIMIT $1 OFFSET $2", size, (page - 1) * size
    )
    return Villages(
        page=page,
        pages=pages_of(total, size=size),
        total=total,
        next=next_page(site + ROOT, page=page, size=size, total=total),
        items=[
            VillageLine(
                code=row["code"],
                name=row["name"],
                town=row["town"],
                url=f"{site}/v/{row['code']}",
                data=f"{site}{ROOT}/{row['code']}",
            )
            for row in rows
        ],
    )


async def village(place: Place, *, site: str) -> VillageDetail:
    """Return one village."""
    row = await fetch_row(DETAIL, place.id)
    if row is None:
        raise Missing()
    return VillageDetail(
        code=place.code,
        name=place.name,
        town=place.town,
        url=f"{site}{place.home}",
        data=data_of(place, site=site),
        zone=place.zone.key,
        proposals=row["proposals"],
        proposals_data=data_of(place, site=site, kind="proposals"),
        disclosures=row["disclosures"],
        disclosures_data=data_of(place, site=site, kind="disclosures"),
        record_entries=row["seq"],
        record_hash=row["hash"],
    )
