"""Who acts, as a person of the village: the command line is nobody, and a matter needs somebody who answers for it."""

from uuid import UUID

from app.database import fetch_row
from app.doors import Actor, Role
from app.refusals import Forbidden

OFFICERS = (Role.SECRETARY, Role.COMMITTEE, Role.SUPERVISION)  # whose answers are official


def person_of(by: Actor) -> UUID:
    """Return the person who acts."""
    if by.person is None:
        raise Forbidden()
    return by.person


async def printed_as(by: Actor) -> str:
    """Return what is printed beside a name in the thread: the group, and the office or that it is a villager."""
    row = await fetch_row(
        "SELECT g.name FROM person p JOIN household h ON h.id = p.household JOIN village_group g ON g.id = h.group"
        " WHERE p.id = $1",
        person_of(by),
    )
    words = (row["name"] if row else "", by.title or ("村民" if row else ""))  # as printed, in the village's language
    return "，".join(word for word in words if word)[:80]
