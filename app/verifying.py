"""Walks the records of all villages and says which hold and which entry is the first that does not."""

from uuid import UUID

from app import database, record
from app.chain import Break

VILLAGES = """
SELECT COALESCE(village.code, head.code) AS code, COALESCE(village.id, head.village) AS id, head.seq, head.hash
FROM village FULL JOIN record_head head ON head.village = village.id ORDER BY 1
"""


async def walk() -> tuple[bool, list[str]]:
    """Return whether every record holds, and a line for each village; what is written meanwhile does not disturb."""
    hold, lines = True, []
    async with database.transaction():
        await database.see_one_moment()
        for row in await database.fetch(VILLAGES):
            found = await record.verify(row["id"])
            if row["seq"] is None:
                says = "the head of the record was removed"
            elif found is not None:
                says = await _broken(found, village=row["id"])
            else:
                says = f"{row['seq']} entries hold, {row['hash']}"
            hold = hold and found is None and row["seq"] is not None
            lines.append(f"{row['code']}: {says}")
    return hold, lines or ["There is no village in this database yet."]


async def _broken(found: Break, *, village: UUID) -> str:
    """Name the entry, with what stands there now."""
    row = await database.fetch_row(
        "SELECT kind, at, actor_name FROM record_entry WHERE village = $1 AND seq = $2 LIMIT 1", village, found.seq
    )
    there = f"; there is now: {row['kind']}, {row['at']:%Y-%m-%d %H:%M} UTC, {row['actor_name']}" if row else ""
    return f"entry {found.seq} was {found.fault}{there}"
