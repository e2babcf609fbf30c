"""The command import: take in a village list, and found the village where it is new."""

import re
from dataclasses import replace
from datetime import datetime
from itertools import count
from pathlib import Path
from uuid import UUID

from anyio import Path as AsyncPath

from app.database import fetch, fetch_value
from app.machine_words import said
from app.refusals import Refused
from app.village.rules.changes import fingerprint
from app.village.rules.import_report import report
from app.village.rules.people import Roster, roster_of
from app.village.rules.seats import Body, Office, SeatRow
from app.village.services.enrolment import compare, enroll
from app.village.services.founding import CODE, console, found_village
from app.village.services.importing import look_into
from app.words import Message, _

DONE, FAULTY, UNUSABLE = 0, 1, 2
NOWHERE = UUID(int=0)
ADMINISTRATOR = SeatRow(body=Body.ADMINISTRATION, office=Office.ADMINISTRATOR)
NOBODY_ADMINISTERS = _(
    "Nobody would administer this village: say who with --administrator (a number or name of the list)."
)
Answer = tuple[int, str]


async def import_file(
    path: Path,
    *,
    village: str,
    confirmed: bool,
    at: datetime,
    code: str | None = None,
    administrator: str | None = None,
    town: str = "",
    supervision_phone: str = "",
    clerk_phone: str = "",
    township_phone: str = "",
) -> Answer:
    """Say what a list would change in the village of a name, or write it; a village that is new is founded then."""
    try:
        found = await _village_called(village, code=code)
        data = await AsyncPath(path).read_bytes()
        look = await look_into(data, filename=path.name, village=found or NOWHERE, at=at)
        if look.faults:
            return FAULTY, report(look.preview, faults=look.faults)
        roster = with_administrator(look.reading.roster, administrator)
        if roster != look.reading.roster:
            look = replace(look, changes=await compare(roster, village=found or NOWHERE))
        text = report(
            look.preview, notices=look.reading.notices, concerns=look.concerns, risks=look.risks, changes=look.changes
        )
        if not await _is_administered(roster, village=found):
            text = f"{text}\n{said(NOBODY_ADMINISTERS)}"
        code = code or (None if found else await _code_for(village))
        if not confirmed:
            return DONE, text if found else f"{text}\n{said(_new_village(code or ''))}"
        if found is None:
            assert code is not None
            found = await found_village(
                village, code=code, at=at, town=town, supervision_phone=supervision_phone, clerk_phone=clerk_phone,
                township_phone=township_phone,
            )  # fmt: skip
            text = f"{text}\n{said(_('The village is founded: its pages are at /v/%(code)s.', code=code))}"
        code = await fetch_value("SELECT code FROM village WHERE id = $1", found)
        await enroll(roster, village=found, by=console(found, code=str(code)), at=at, seen=fingerprint(look.changes))
        return DONE, f"{text}\n{said(_('Written.'))}"
    except Refused as refusal:
        return FAULTY, said(refusal.message)


def with_administrator(roster: Roster, named: str | None) -> Roster:
    """Return the list with an administrator in it: a person of the list by number or name, or somebody new by name."""
    if not named:
        return roster
    fits = [person for person in roster if named in (person.person_no, person.name)]
    if len(fits) > 1:
        raise Refused(_("Several people are called %(name)s: give the person number.", name=named))
    if not fits:
        raise Refused(_("Nobody in the list has the number or the name %(name)s.", name=named))
    (person,) = fits
    seats = tuple(sorted({*person.seats, ADMINISTRATOR}))
    return roster_of(replace(one, seats=seats) if one is person else one for one in roster)


def _new_village(code: str) -> Message:
    return _("A new village: its pages will be at /v/%(code)s for ever; another code with --code.", code=code)


async def _is_administered(roster: Roster, *, village: UUID | None) -> bool:
    if any(ADMINISTRATOR in person.seats for person in roster):
        return True
    sql = "SELECT 1 FROM seat WHERE village = $1 AND office = $2 AND until IS NULL"
    return await fetch_value(sql, village, Office.ADMINISTRATOR) is not None


async def _village_called(name: str, *, code: str | None) -> UUID | None:
    """Return the village of a name (and a code, where one is given), or None where it is still to be founded."""
    rows = await fetch("SELECT id, name, code FROM village WHERE name = $1 OR code = $2", name, code)
    if code is not None and any(row["code"] == code and row["name"] != name for row in rows):
        raise Refused(_("The code %(code)s belongs to another village.", code=code))
    fits = [row["id"] for row in rows if code in (None, row["code"])]
    if len(fits) > 1:
        raise Refused(_("Several villages are called %(name)s: say which with --code.", name=name))
    return fits[0] if fits else None


async def _code_for(name: str) -> str:
    """Return a code for a new village: its name in plain letters, else v1, v2 …"""
    plain = re.sub(r"[^a-z0-9]", "", name.lower())[:12]
    taken = {row["code"] for row in await fetch("SELECT code FROM village")}
    if CODE.fullmatch(plain) and plain not in taken:
        return plain
    return next(code for number in count(1) if (code := f"v{number}") not in taken)
