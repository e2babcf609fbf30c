"""A village list on its way in: read and looked at first, kept while it is faultless, written once confirmed."""

import re
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from anyio import to_thread

from app.doors import Actor, Role
from app.figures import day_of
from app.files import lay_aside, take_again
from app.refusals import Missing
from app.village.queries.numbers import known_people
from app.village.rules.changes import Changes, fingerprint
from app.village.rules.concerns import Concern, Weight
from app.village.rules.faults import Fault
from app.village.rules.lawfulness import concerns_of
from app.village.rules.preview import Preview, preview_of
from app.village.rules.risks import risks_of
from app.village.rules.roster import Reading, read_village
from app.village.services.enrolment import compare, enroll
from app.words import Message

NO_CHANGES = Changes()


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What a list holds and would change; with faults there are no changes, and nothing of it is kept."""

    reading: Reading
    preview: Preview
    concerns: tuple[Concern, ...] = ()
    changes: Changes = NO_CHANGES
    risks: tuple[Message, ...] = ()
    sha256: str = ""

    @property
    def faults(self) -> tuple[Fault, ...]:
        """What must be put right first."""
        return self.reading.faults

    @property
    def seen(self) -> str:
        """The fingerprint of the changes, as the confirmation carries it."""
        return fingerprint(self.changes)

    @property
    def warnings(self) -> list[Concern]:
        """Where the law is not met."""
        return [concern for concern in self.concerns if concern.weight is Weight.WARNING]

    @property
    def hints(self) -> list[Concern]:
        """What will be inconvenient."""
        return [concern for concern in self.concerns if concern.weight is Weight.HINT]


async def look_into(data: bytes, *, filename: str, village: UUID, at: datetime) -> Look:
    """Read a list in a thread, so that a large one stops nobody, and compare it with the village of today."""
    today = day_of(at)
    known = await known_people(village)
    reading = await to_thread.run_sync(lambda: read_village(data, filename=filename, today=today, known=known))
    preview = preview_of(reading.roster, today=today)
    if reading.faults:
        return Look(reading=reading, preview=preview)
    changes = await compare(reading.roster, village=village)
    return Look(
        reading=reading,
        preview=preview,
        concerns=concerns_of(reading.roster, today=today),
        changes=changes,
        risks=tuple(risks_of(changes, listed=len(reading.roster))),
    )


async def check_upload(data: bytes, *, filename: str, by: Actor, at: datetime) -> Look:
    """Look into an uploaded list and keep it a day for the confirmation; a faulty one leaves no trace."""
    by.must(Role.ADMINISTRATOR)
    look = await look_into(data, filename=filename, village=by.village, at=at)
    if look.faults:
        return look
    return replace(look, sha256=await lay_aside(data, drawer=_drawer(by), at=at))


async def look_again(sha256: str, *, by: Actor, at: datetime) -> Look:
    """Look into the kept list as it stands against the village of this moment."""
    by.must(Role.ADMINISTRATOR)
    if re.fullmatch("[0-9a-f]{64}", sha256) is None:
        raise Missing()
    look = await look_into(await take_again(sha256, drawer=_drawer(by)), filename="", village=by.village, at=at)
    return replace(look, sha256=sha256)


async def confirm(sha256: str, *, seen: str, by: Actor, at: datetime) -> Changes | None:
    """Write the kept list, read and checked anew; None where it has faults after all."""
    look = await look_again(sha256, by=by, at=at)
    if look.faults:
        return None
    return await enroll(look.reading.roster, village=by.village, by=by, at=at, seen=seen)


def _drawer(by: Actor) -> str:
    """Return where a village's lists lie: they are full of phones and birth dates, and no other village finds them."""
    return f"lists/{by.village}"
