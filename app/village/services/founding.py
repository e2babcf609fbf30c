"""Founding a village in the house: its name, its code, and the beginning of its record."""

import re
from datetime import datetime
from uuid import UUID, uuid4

from app.database import fetch_value, transaction
from app.doors import Actor, Role
from app.record import begin_record, write_entry
from app.refusals import Refused
from app.village.tables import Village
from app.words import _

CODE = re.compile(r"[a-z][a-z0-9]{1,11}")


async def found_village(
    name: str,
    *,
    code: str,
    at: datetime,
    town: str = "",
    supervision_phone: str = "",
    clerk_phone: str = "",
    township_phone: str = "",
    pack: str = "four-discussions",
) -> UUID:
    """Found a village under a code of 2–12 small letters and digits; the code is for ever, it stands on paper."""
    must_be_code(code)
    async with transaction():
        return await begin_village(
            name, code=code, at=at, town=town, supervision_phone=supervision_phone, clerk_phone=clerk_phone,
            township_phone=township_phone, pack=pack,
        )  # fmt: skip


def must_be_code(code: str) -> None:
    """Refuse what cannot stand in an address for ever."""
    if CODE.fullmatch(code) is None:
        raise Refused(_("The village code is 2 to 12 small letters and digits, beginning with a letter."), field="code")


async def begin_village(
    name: str,
    *,
    code: str,
    at: datetime,
    town: str,
    supervision_phone: str,
    clerk_phone: str,
    township_phone: str,
    pack: str = "four-discussions",
) -> UUID:
    """Write the village and the first entry of its record; a move inside the founding."""
    village = uuid4()
    if await fetch_value("SELECT 1 FROM village WHERE code = $1", code):
        raise Refused(_("There is a village with this code already."), field="code")
    await Village.insert(
        Village(
            id=village,
            code=code,
            name=name,
            town=town,
            supervision_phone=supervision_phone,
            clerk_phone=clerk_phone,
            township_phone=township_phone,
            pack=pack,
            founded_at=at,
        )
    )
    await begin_record(village, code=code)
    await write_entry(
        "village.founded",
        subject=village,
        by=console(village, code=code),
        at=at,
        facts={
            "name": name,
            "code": code,
            "town": town,
            "supervision_phone": supervision_phone,
            "clerk_phone": clerk_phone,
            "township_phone": township_phone,
            "pack": pack,
        },
    )
    return village


def console(village: UUID, *, code: str) -> Actor:
    """Return the actor of the command line: nobody in the village, and nothing of it is done without a trace."""
    return Actor(
        village=village,
        village_code=code,
        person=None,
        name="系统管理（命令行）",
        roles=frozenset({Role.ADMINISTRATOR}),
    )
