"""The particulars of a village: its town and the phones that stand on every page and every paper."""

from dataclasses import asdict, dataclass
from datetime import datetime

from app.database import locked, transaction
from app.doors import Actor, Role
from app.record import write_entry
from app.village.tables import Village


@dataclass(frozen=True, slots=True, kw_only=True)
class Particulars:
    """What the foot of a page and a notice print of a village."""

    town: str
    supervision_phone: str
    clerk_phone: str
    township_phone: str


async def settle(particulars: Particulars, *, by: Actor, at: datetime) -> bool:
    """Write the particulars and return whether anything changed; offices' phones are public, so the record has them."""
    by.must(Role.ADMINISTRATOR)
    async with transaction():
        village = await locked(Village, by.village)
        facts = asdict(particulars)
        if all(getattr(village, name) == value for name, value in facts.items()):
            return False
        await Village.update({column: facts[column._meta.name] for column in COLUMNS}).where(Village.id == by.village)
        await write_entry("village.settled", subject=by.village, by=by, at=at, facts=facts)
    return True


COLUMNS = (Village.town, Village.supervision_phone, Village.clerk_phone, Village.township_phone)
