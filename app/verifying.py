"""Verifies all villages: each record's chain, what entries, tables and files say of each other, and witnesses."""

import json
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from app import database, record
from app.chain import Break, Link
from app.marks import Mark
from app.named_files import Fault, named, read_whole
from app.recount import Check, Difference, compare, kinds_unknown

VILLAGES = """
SELECT COALESCE(village.code, head.code) AS code, COALESCE(village.id, head.village) AS id, head.seq, head.hash,
  village.code AS stands, head.code AS headed
FROM village FULL JOIN record_head head ON head.village = village.id ORDER BY 1
"""
Retelling = Callable[[UUID], Awaitable[Difference | None]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Recount:
    """All that is held against the records; the house puts it together from its domains.

    `retold` are checks that follow the entries one by one, and `uncounted` the kinds that no table can be held
    against, each with its reason.
    """

    checks: tuple[Check, ...] = ()
    retold: tuple[Retelling, ...] = ()
    uncounted: dict[str, str] = field(default_factory=dict)
    retold_kinds: tuple[str, ...] = ()


NOTHING = Recount()


@dataclass(slots=True, kw_only=True)
class Watch:
    """What is looked for in every entry on the way: time that runs backwards, and the marks of witnesses."""

    marks: tuple[Mark, ...]
    seq: int = 0
    at: datetime | None = None
    backwards: str = ""
    unreadable: int = 0
    wrong: list[str] = field(default_factory=list)

    def __call__(self, link: Link, stored: str) -> None:
        at = datetime.fromisoformat(link.at)
        if self.at is not None and at < self.at and not self.backwards:
            self.backwards = (
                f"entry {link.seq} {link.kind} ({at:%Y-%m-%d %H:%M} UTC) is older than the one before it"
                f" ({self.at:%Y-%m-%d %H:%M} UTC): the clock of the machine ran backwards"
            )
        if not _readable(link.facts):
            self.unreadable = self.unreadable or link.seq
        self.seq, self.at = link.seq, at
        self.wrong += [
            f"the witness {mark} is not of this record: its entry {mark.seq} has the hash {stored[: len(mark.hash)]}"
            for mark in self.marks
            if mark.seq == link.seq and not stored.startswith(mark.hash)
        ]

    def gone(self) -> list[str]:
        """Name the marks that the record does not reach any more."""
        return [f"the witness {mark} is later: entries after {self.seq} were removed" for mark in self.beyond()]

    def beyond(self) -> list[Mark]:
        """Return the marks that lie beyond the last entry."""
        return [mark for mark in self.marks if mark.seq > self.seq]


async def walk(recount: Recount = NOTHING, *, witnesses: Sequence[Mark] = ()) -> tuple[bool, list[str]]:
    """Return whether every record holds, and lines for each village; what is written meanwhile does not disturb."""
    hold, lines, seen = True, [], set[str]()
    async with database.transaction():
        await database.see_one_moment()
        for row in await database.fetch(VILLAGES):
            seen.add(row["code"])
            marks = tuple(mark for mark in witnesses if mark.village == row["code"])
            faults, notes = await _village(row, recount=recount, marks=marks)
            hold = hold and not faults
            lines += [f"{row['code']}: {says}" for says in faults or [_holds(row)]]
            lines += [f"{row['code']}: {mark} is a part of this record" for mark in marks if not faults]
            lines += [f"{row['code']}: note: {note}" for note in notes]
    missing = [
        f"{mark.village}: the witness {mark} is of a village that is gone"
        for mark in witnesses
        if mark.village not in seen
    ]
    lines += missing
    return hold and not missing, lines or ["There is no village in this database yet."]


def _holds(row: database.Connection) -> str:
    return f"{row['seq']} entries hold, {row['code']}:{row['seq']}:{row['hash']}"


async def _village(
    row: database.Connection, *, recount: Recount, marks: tuple[Mark, ...]
) -> tuple[list[str], list[str]]:
    """Return what does not hold in one village, and what is only to be known."""
    watch = Watch(marks=marks)
    found = await record.verify(row["id"], watch=watch)
    faults = [] if row["seq"] is not None else ["the head of the record was removed"]
    if found is not None and not faults:
        faults.append(await _broken(found, village=row["id"]))
    faults += watch.wrong + watch.gone()
    if recount is NOTHING:
        return faults, []
    past = [watch.backwards] if watch.backwards else []
    if row["stands"] is None:
        faults.append("the row of the village was removed")
    elif row["headed"] is not None and row["headed"] != row["stands"]:
        faults.append(f"the village is called {row['stands']} now, but its record is that of {row['headed']}")
    if watch.unreadable:
        return [*faults, f"nothing was compared: entry {watch.unreadable} cannot be read"], past
    more, notes = await _recounted(recount, village=row["id"])
    return faults + more, past + notes


async def _recounted(recount: Recount, *, village: UUID) -> tuple[list[str], list[str]]:
    differences, notes = [], []
    for check in recount.checks:
        found = await compare(check, village=village)
        differences.append(found.difference)
        notes.append(found.note)
    differences += [await retell(village) for retell in recount.retold]
    differences.append(await _files(village))
    known = (*recount.uncounted, *recount.retold_kinds)
    notes.append(await kinds_unknown(recount.checks, also=known, village=village))
    return [_told(one) for one in differences if one is not None], [note for note in notes if note]


async def _files(village: UUID) -> Difference | None:
    """Return the first stored file of a village that is missing or not what it was, and how many are."""
    faults: list[Fault] = []
    async for _sha256, _content in read_whole(await named(village=village), faults=faults):
        pass
    return Difference(seq=None, says=f"of {faults[0]}", many=len(faults)) if faults else None


def _told(difference: Difference) -> str:
    more = difference.many - 1
    return difference.says + (f" (and {more} more)" if more else "")


def _readable(facts: str) -> bool:
    try:
        return isinstance(json.loads(facts), dict)
    except ValueError:
        return False


async def _broken(found: Break, *, village: UUID) -> str:
    """Name the entry, with what stands there now."""
    row = await database.fetch_row(
        "SELECT kind, at, actor_name FROM record_entry WHERE village = $1 AND seq = $2 LIMIT 1", village, found.seq
    )
    there = f"; there is now: {row['kind']}, {row['at']:%Y-%m-%d %H:%M} UTC, {row['actor_name']}" if row else ""
    return f"entry {found.seq} was {found.fault}{there}"
