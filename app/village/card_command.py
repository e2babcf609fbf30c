"""The command cards: print the login cards into files that only the own account can read."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit
from uuid import UUID

from anyio import Path as AsyncPath

from app.database import fetch
from app.figures import day_of
from app.machine_words import said
from app.refusals import Refused
from app.settings import settings
from app.village.commands import DONE, FAULTY, UNUSABLE, Answer
from app.village.queries.access import without_access
from app.village.services.cards import AT_A_TIME, print_cards
from app.village.services.founding import console
from app.words import Message, _

ONLY_HERE = ("127.0.0.1", "localhost", "::1")
LEADS_NOWHERE = _("These cards lead to this machine only. For phones set YISHI_PUBLIC_URL, and print them anew.")


async def write_cards(out: Path, *, village: str | None, at: datetime, people: Sequence[UUID] | None = None) -> Answer:
    """Print cards for `people`, or for everybody who has no way in yet, into one file or several of 100 cards."""
    rows = await fetch("SELECT id, code FROM village WHERE $1::text IS NULL OR code = $1 ORDER BY code", village)
    if len(rows) != 1:
        codes = " ".join(row["code"] for row in await fetch("SELECT code FROM village ORDER BY code"))
        return UNUSABLE, said(_("Say which village with --village: %(codes)s", codes=codes or "-"))
    by = console(rows[0]["id"], code=rows[0]["code"])
    if people is None:
        people = [one.person for one in await without_access(by.village, on=day_of(at))]
    if not people:
        return DONE, said(_("Everybody has a card or a password already."))
    portions = [people[start : start + AT_A_TIME] for start in range(0, len(people), AT_A_TIME)]
    written: list[str] = []
    for number, some in enumerate(portions, start=1):
        place = out if len(portions) == 1 else out.with_stem(f"{out.stem}-{number}")
        if (hindrance := await _made_ready(place)) is not None:
            return FAULTY, "\n".join([*written, said(hindrance)])
        try:
            printing = await print_cards(some, by=by, at=at)
        except Refused as refusal:
            await AsyncPath(place).unlink()
            return FAULTY, "\n".join([*written, said(refusal.message)])
        await AsyncPath(place).write_bytes(printing.pdf)
        written.append(said(_("%(cards)s cards in %(file)s", cards=len(some), file=str(place))))
    if urlsplit(settings().public_url).hostname in ONLY_HERE:
        written.append(said(LEADS_NOWHERE))
    return DONE, "\n".join(written)


async def _made_ready(place: Path) -> Message | None:
    """Make the file before any card counts, for our eyes only; say why where that cannot be."""
    try:
        await AsyncPath(place).touch(mode=0o600, exist_ok=False)
    except FileExistsError:
        return _("%(file)s is there already; it may hold cards that count. Move it first.", file=str(place))
    except OSError as reason:
        return _("%(file)s cannot be written: %(reason)s.", file=str(place), reason=str(reason.strerror))
    return None
