"""Reads a list as offices keep it: no household numbers, but the name of the head, and often only in the first line."""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import replace

from app.village.rules.cells import HEADS
from app.village.rules.characters import folded, personal_name
from app.village.rules.columns import Column
from app.village.rules.entries import Entry
from app.village.rules.faults import Fault
from app.village.rules.natural_order import natural
from app.words import Message, _

Key = tuple[str, str]  # a group and the name of a head


def heads_are_named(heads: Iterable[str], *, names: Iterable[str]) -> bool:
    """Return whether the column 户主 holds the names of heads in place of a mark."""
    people = {folded(name) for name in names} - {""}
    return any(folded(head) in people and folded(head).casefold() not in HEADS for head in heads)


def at_home(entries: Sequence[Entry], *, columns: Collection[Column]) -> tuple[list[Entry], list[Fault]]:
    """Return the entries in the households of the heads they name; a blank name goes on with the household above.

    Households without a number get one that stands for it until `numbering` gives the true one.
    """
    if Column.HEAD_NAME not in columns:
        return list(entries), []
    placed: list[Entry] = []
    keys: list[Key] = []
    faults: list[Fault] = []
    above: Key = ("", "")
    for entry in entries:
        key = _key(entry, above=above)
        if isinstance(key, Message):
            faults.append(entry.fault(Column.HEAD_NAME, key))
            placed.append(_unread(entry))
            keys.append(("", ""))
            continue
        above = key if key[1] else above
        head = key[1] == entry.person.name if Column.HEAD not in columns else entry.person.head
        placed.append(replace(entry, person=replace(entry.person, head=head, group=entry.person.group or key[0])))
        keys.append(key)
    if Column.HOUSEHOLD_NO in columns:
        return placed, faults
    return _in_households(placed, keys=keys, faults=faults)


def _key(entry: Entry, *, above: Key) -> Key | Message:
    """Return the household of a row, or why it is in none; who only serves the village needs no household."""
    text = entry.cells.get(Column.HEAD_NAME, "")
    if not text.strip():
        if entry.person.lives_outside or not entry.knows(Column.BODIES):
            return "", ""
        return above if above[1] else _("The name of the household's head is missing.")
    name = personal_name(text)
    if isinstance(name, Message):
        return name
    group = entry.person.group or (above[0] if above[1] == name else "")
    return group, name


def _in_households(entries: list[Entry], *, keys: list[Key], faults: list[Fault]) -> tuple[list[Entry], list[Fault]]:
    heads: dict[Key, int] = {}
    for entry, key in zip(entries, keys, strict=True):
        heads[key] = heads.get(key, 0) + (key[1] != "" and entry.person.head)
    numbers: dict[Key, str] = {}
    found: list[Entry] = []
    before: Key = ("", "")
    for entry, key in zip(entries, keys, strict=True):
        if not key[1]:
            found.append(entry)
            continue
        first = key not in numbers
        if heads[key] == 0 and first:
            faults.append(
                entry.fault(
                    Column.HEAD_NAME, _("The head of this household, %(name)s, has no row in the list.", name=key[1])
                )
            )
        if heads[key] > 1 and not entry.person.head and (first or before != key):
            reason = _(
                "Several heads in this group are called %(name)s: put each household's rows below its head,"
                " or add the column 户号.",
                name=key[1],
            )
            faults.append(entry.fault(Column.HEAD_NAME, reason))
        if first or (heads[key] > 1 and entry.person.head):
            numbers[key] = f"@{len(found)}"
        person = replace(entry.person, household_no=numbers[key])
        found.append(replace(_unread(entry) if heads[key] == 0 else entry, person=person))
        before = key
    return found, faults


def _unread(entry: Entry) -> Entry:
    return replace(entry, unread=entry.unread | {Column.HEAD, Column.HOUSEHOLD_NO})


def with_represented(entries: Sequence[Entry]) -> tuple[list[Entry], list[Fault]]:
    """Return the entries with the numbers of represented households where the list gives the names of their heads."""
    homes = {entry.person.household_no for entry in entries}
    of_head: dict[str, list[str]] = {}
    for entry in entries:
        if entry.person.head and entry.person.household_no:
            of_head.setdefault(entry.person.name, []).append(entry.person.household_no)
    faults: list[Fault] = []

    def resolved(entry: Entry) -> Iterator[str]:
        for said in entry.person.represents:
            meant = [said] if said in homes else of_head.get(said, [said])
            if len(meant) > 1:
                reason = _("Several heads of households are called %(name)s: write the household number.", name=said)
                faults.append(entry.fault(Column.REPRESENTS, reason))
            else:
                yield from meant

    return [_representing(entry, resolved) for entry in entries], faults


def _representing(entry: Entry, resolved: Callable[[Entry], Iterator[str]]) -> Entry:
    if not entry.person.represents:
        return entry
    represents = tuple(sorted(set(resolved(entry)), key=natural))
    return replace(entry, person=replace(entry.person, represents=represents))
