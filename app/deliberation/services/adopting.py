"""Adopting a rule pack: from now on new matters are put forward under it; those under way keep theirs."""

from datetime import datetime

from app.database import locked, transaction
from app.deliberation.rules.packs import builtin_packs
from app.doors import Actor, Role
from app.record import write_entry
from app.refusals import Refused
from app.village.tables import Village
from app.words import _


async def adopt_pack(name: str, *, by: Actor, at: datetime) -> None:
    """Adopt a pack for the village; the record keeps its name and the digest of its exact text."""
    by.must(Role.ADMINISTRATOR)
    pack = builtin_packs().get(name)
    if pack is None:
        raise Refused(_("Please choose one of what is offered."), field="pack")
    async with transaction():
        village = await locked(Village, by.village)
        if village.pack == name:
            raise Refused(_("The village lives by these rules already."), field="pack")
        await Village.update({Village.pack: name}).where(Village.id == by.village)
        facts = {"pack": name, "version": pack.version, "digest": pack.digest, "before": village.pack}
        await write_entry("pack.adopted", subject=by.village, by=by, at=at, facts=facts)
