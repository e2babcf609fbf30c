"""Walks the records of all villages and says which hold and which entry is the first that does not."""

from app import database, record


async def walk() -> tuple[bool, list[str]]:
    """Return whether every record holds, and a line for each village."""
    heads = await database.fetch("SELECT code, village, seq, hash FROM record_head ORDER BY code")
    hold, lines = True, []
    for head in heads:
        found = await record.verify(head["village"])
        hold = hold and found is None
        says = (
            f"{head['seq']} entries hold, {head['hash']}" if found is None else f"entry {found.seq} was {found.fault}"
        )
        lines.append(f"{head['code']}: {says}")
    return hold, lines or ["There is no village in this database yet."]
