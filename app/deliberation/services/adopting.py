"""Adopting a rule pack: from now on new matters are put forward under it; those under way keep theirs."""

from datetime import datetime

from app.database import execute, locked, must_be_in_transaction, transaction
from app.deliberation.rules.fields import text_of
from app.deliberation.rules.packs import Pack, builtin_packs, parse_pack
from app.doors import Actor, Role
from app.record import write_entry
from app.refusals import Refused
from app.village.tables import Village
from app.words import _


async def adopt_pack(name: str, *, by: Actor, at: datetime) -> None:
    """Adopt a pack of the house by its name."""
    by.must(Role.ADMINISTRATOR)
    pack = builtin_packs().get(name)
    async with transaction():
        village = await locked(Village, by.village)
        if village.pack == name:
            raise Refused(_("The village lives by these rules already."), field="pack")
        if pack is None:
            raise Refused(_("Please choose one of what is offered."), field="pack")
        await _adopt(pack, key=name, before=village.pack, by=by, at=at)


async def adopt_own_pack(data: bytes, *, name: str, by: Actor, at: datetime) -> Pack:
    """Adopt the village's own pack from its file; raises `FaultyFile` with every fault, laxer numbers among them."""
    by.must(Role.ADMINISTRATOR)
    pack = parse_pack(text_of(data, name=name), name=name)
    async with transaction():
        village = await locked(Village, by.village)
        if village.pack == pack.digest:
            raise Refused(_("The village lives by these rules already."), field="file")
        await pin(pack)
        await _adopt(pack, key=pack.digest, before=village.pack, by=by, at=at)
    return pack


async def pin(pack: Pack) -> None:
    """Keep the exact text of a pack under its digest; a move within a higher act."""
    must_be_in_transaction()
    await execute(
        "INSERT INTO pack (digest, name, text) VALUES ($1, $2, $3) ON CONFLICT (digest) DO NOTHING",
        pack.digest, pack.name, pack.text,
    )  # fmt: skip


async def _adopt(pack: Pack, *, key: str, before: str, by: Actor, at: datetime) -> None:
    """Let the village live by a pack; the record keeps its name and the digest of its exact text."""
    await Village.update({Village.pack: key}).where(Village.id == by.village)
    facts = {"pack": pack.name, "key": key, "version": pack.version, "digest": pack.digest, "before": before}
    await write_entry("pack.adopted", subject=by.village, by=by, at=at, facts=facts)
