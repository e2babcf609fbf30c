"""Tells a group that has a new name from households that moved to another group."""

from collections.abc import Mapping

Homes = Mapping[str, str]  # household number → name of its group


def renamed_groups(before: Homes, after: Homes) -> dict[str, str]:
    """Return old name → new name of the groups that only changed their name.

    All households that stay must go together, under a name that was nobody's, and no other group may come along.
    """
    stay = [number for number in before if number in after]
    went: dict[str, set[str]] = {}
    came: dict[str, set[str]] = {}
    for number in stay:
        went.setdefault(before[number], set()).add(after[number])
        came.setdefault(after[number], set()).add(before[number])
    taken, still_named = set(before.values()), set(after.values())
    found: dict[str, str] = {}
    for old, new_names in went.items():
        (new, *others) = new_names
        if not others and new not in taken and old not in still_named and came[new] == {old}:
            found[old] = new
    return found
