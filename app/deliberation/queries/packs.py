"""The rule pack a matter lives under: pinned by its digest when the matter was put forward, never another."""

from uuid import UUID

from app.database import fetch_row, fetch_value
from app.deliberation.rules.packs import DEFAULT_PACK, Pack, builtin_packs, parse_pack
from app.refusals import Missing

_read: dict[str, Pack] = {}  # by digest; a digest names one text for ever


async def pack_of(proposal: UUID) -> Pack:
    """Return the pack that a proposal was put forward under; Missing where there is no such proposal."""
    digest: str | None = await fetch_value("SELECT pack FROM proposal WHERE id = $1", proposal)
    if digest is None:
        raise Missing()
    return await pinned_pack(digest)


async def pinned_pack(digest: str) -> Pack:
    """Return the pack of that digest, as it was pinned; it is read from its text once."""
    if digest not in _read:
        row = await fetch_row("SELECT name, text FROM pack WHERE digest = $1", digest)
        if row is None:
            raise Missing()
        _read[digest] = parse_pack(row["text"], name=f"{row['name']}.toml", pinned=True)
    return _read[digest]


async def pack_of_village(village: UUID) -> Pack:
    """Return the pack under which the village puts new matters forward today."""
    name: str | None = await fetch_value("SELECT pack FROM village WHERE id = $1", village)
    found = builtin_packs().get(name or DEFAULT_PACK)
    return found if found is not None else await pinned_pack(name or "")  # its own is known by its digest
